// Checked by the compiler, never run: what the types of `prescore` allow and refuse. The same file is compiled against
// the installed package.

import {
  createPrescore,
  PrescoreStartError,
  type Decision,
  type Evaluation,
  type Explanation,
  type StartErrorCode,
} from 'prescore';
import { PrescoreFileError, scoreFile, scoreParts, type FileErrorCode, type ScoredFile } from 'prescore/batch';
import { createPrescore as createFromFiles } from 'prescore/wasm';

const prescore = await createPrescore();
await createPrescore({ model: new URL('https://bank.example/model.bin') });
await createFromFiles({ wasm: '/prescore.wasm', model: new Uint8Array() });
// @ts-expect-error a model is an address or bytes
await createPrescore({ model: 1 });
// @ts-expect-error there is no such source
await createPrescore({ modell: '/model.bin' });

const evaluation: Evaluation = prescore.evaluate({ age: '34' });
// @ts-expect-error answers are texts
prescore.evaluate({ age: 34 });
// @ts-expect-error what is evaluated may have issues instead of an outcome
evaluation.outcome;

// @ts-expect-error reasons take `explain`
if (evaluation.kind === 'decision') evaluation.reasons;
const explanation: Explanation = prescore.explain({ age: '34' });
if (explanation.kind === 'decision') explanation.reasons.against satisfies readonly (readonly string[])[];

if (evaluation.kind === 'decision') {
  const decision: Decision = evaluation;
  const pd: number | null = decision.pd;
  // @ts-expect-error a decision is not to be changed
  decision.outcome = 'likely_approval';
  // @ts-expect-error no such outcome
  decision.outcome === 'approved';
  void pd;
} else {
  const [issue] = evaluation.issues;
  const code: 'missing_answer' | undefined = issue?.code === 'missing_answer' ? issue.code : undefined;
  void code;
}

const question = prescore.questionnaire.questions[0];
// @ts-expect-error only questions of numbers have limits
question?.minimum;
if (question?.kind === 'number') question.minimum.toFixed();

const refused = new PrescoreStartError('model_refused', 'why');
const code: StartErrorCode = refused.code;
// @ts-expect-error no such code
new PrescoreStartError('no_luck', 'why');
void code;

const file = new File(['age'], 'F.csv');
const scored: ScoredFile = await scoreFile(file, { keepGoing: true, onProgress: ({ bytes, size }) => bytes / size });
scored.scores satisfies Blob;
// @ts-expect-error there may be none
scored.rejects.size;
await scoreFile(file, { model: file, worker: undefined, signal: AbortSignal.timeout(1) });
const none: File | undefined = undefined;
await scoreFile(file, { wasm: undefined, model: none });
// @ts-expect-error a path is no file
await scoreFile('F.csv');
for await (const { scores } of scoreParts(file)) scores satisfies Uint8Array;
const fileError = new PrescoreFileError('file_refused', 'why');
const fileCode: FileErrorCode = fileError.code;
fileCode satisfies string;
fileError.fault?.line satisfies number | undefined;
