// The typed API over the core: starts it, checks types before each call, and unpacks its one response shape.
import createModule, { type Engine } from '#prescore-glue';
import { loadModel, loadWasm, PrescoreStartError } from './load.ts';
import type {
  Answers, Evaluation, Issue, IssueCode, Prescore, PrescoreSources, Questionnaire, Reading,
} from './types.ts';

export * from './types.ts';
export { PrescoreStartError };

/** No answer that the core accepts is longer; what lies beyond cannot make a wrong answer right. */
const maximumTextLength = 1000;
const maximumAnswers = 1000;

/** An issue as the core writes it: those of answers without a question name the answer by its place. */
interface RawIssue extends Omit<Issue, 'question'> {
  readonly code: IssueCode;
  readonly question?: string;
  readonly answer?: number;
}

type RawEvaluation = Exclude<Evaluation, { kind: 'issues' }> | { kind: 'issues'; issues: RawIssue[] };
type RawStart = Questionnaire | { error: string; section: string; index: number; offset: number };

async function startEngine(module: WebAssembly.Module): Promise<Engine> {
  const glue = await new Promise<{ Engine: new () => Engine }>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiate(module, imports).then(done).catch(reject);
      return {};
    };
    createModule({ instantiateWasm }).then(resolve, reject);
  }).catch((cause: unknown) => {
    throw new PrescoreStartError('wasm_refused', 'the WebAssembly file does not fit this version', { cause });
  });
  return new glue.Engine();
}

function startProgramme(engine: Engine, model: Uint8Array): Questionnaire {
  const start = JSON.parse(engine.load(model)) as RawStart;
  if (!('error' in start)) return start;
  const place = `section ${start.section}, entry ${start.index}, byte ${start.offset}`;
  throw new PrescoreStartError('model_refused', `the model file is refused: ${start.error} (${place})`);
}

/**
 * Text as it may cross, no longer than any answer needs: without NUL, which separates answers, and without lone
 * surrogates, with which older Emscripten swallows the character behind them.
 */
function carried(text: string): string {
  return text.slice(0, maximumTextLength).replace(/[\0\p{Cs}]/gu, '\u{fffd}');
}

function checkText(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${place} must be a string, as it was typed or chosen, not ${value === null ? 'null' : typeof value}`);
}

function checkEntries(answers: unknown): [string, string][] {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    throw new TypeError('answers must be an object of texts by question');
  }
  const entries = Object.entries(answers);
  if (entries.length > maximumAnswers) throw new TypeError(`answers must hold at most ${maximumAnswers} entries`);
  return entries.map(([question, text]) => [question, checkText(text, `answers.${carried(question)}`)]);
}

function unpackIssue(issue: RawIssue, entries: [string, string][]): Issue {
  const { code, question, answer, limits } = issue;
  const named = question ?? entries[answer ?? 0]?.[0] ?? '';
  return limits ? { code, question: named, limits } : { code, question: named };
}

/**
 * Starts the core with one programme.
 *
 * @param sources `wasm`: prescore.wasm by URL (served as application/wasm), as bytes or compiled; `model`: the packed
 *   model by URL or as bytes. Each call makes an instance of its own; a compiled module can be shared by many.
 * @throws PrescoreStartError with the code that says which file is at fault and how; nothing is half-started.
 */
export async function createPrescore(sources: PrescoreSources): Promise<Prescore> {
  const [module, model] = await Promise.all([loadWasm(sources.wasm), loadModel(sources.model)]);
  const engine = await startEngine(module);
  const questionnaire = startProgramme(engine, model);
  return {
    questionnaire,
    evaluate(answers: Answers): Evaluation {
      const entries = checkEntries(answers);
      const request = entries.map(([question, text]) => `${carried(question)}\0${carried(text)}\0`).join('');
      const raw = JSON.parse(engine.evaluate(request)) as RawEvaluation;
      if (raw.kind === 'decision') return raw;
      return { kind: 'issues', issues: raw.issues.map((issue) => unpackIssue(issue, entries)) };
    },
    read(question: string, text: string): Reading {
      const index = questionnaire.questions.findIndex(({ id }) => id === question);
      if (index < 0) return { kind: 'issue', issue: { code: 'unknown_question', question } };
      return JSON.parse(engine.read(index, carried(checkText(text, 'text')))) as Reading;
    },
  };
}
