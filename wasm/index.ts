// The typed API over the core: starts it, and checks types before each call.
import { startTwin, startWasm, type Engine } from './engine.ts';
import { loadModel, loadTwin, loadWasm, PrescoreStartError } from './load.ts';
import type {
  Answers,
  EvaluateOptions,
  Evaluation,
  Explanation,
  Prescore,
  PrescoreSources,
  Questionnaire,
  Reading,
} from './types.ts';
import { unpackEvaluation, unpackExplanation, unpackReading, unpackStart } from './unpack.ts';

export * from './types.ts';
export { PrescoreStartError };

/** No answer is longer, white space aside. */
const maximumTextLength = 1000;
/** Marks that nobody sees, which the core ignores in numbers (core/src/normal_text.cpp). */
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const maximumAnswers = 1000;

interface Started {
  readonly engine: Engine;
  /** Why the twin is used. */
  readonly fault?: PrescoreStartError;
}

/** WebAssembly where it starts; else, where there is one, its twin. */
async function startEngine({ wasm, twin }: PrescoreSources): Promise<Started> {
  try {
    return { engine: await startWasm(await loadWasm(wasm)) };
  } catch (error) {
    if (!(error instanceof PrescoreStartError) || twin === undefined) throw error;
    const createTwin = await loadTwin(twin);
    // If neither starts, the first error matters more: with it fixed, the twin would not be needed.
    if (!createTwin) throw error;
    return { engine: await startTwin(createTwin), fault: error };
  }
}

/** The core refuses a bad model without stopping. It stops only where there is no memory. */
function loadModelInto(engine: Engine, model: Uint8Array): ReturnType<Engine['load']> {
  try {
    return engine.load(model);
  } catch (cause) {
    const message = `no memory for the core and a model of ${model.length} bytes: close other pages, or use a smaller model`;
    throw new PrescoreStartError('core_stopped', message, { cause });
  }
}

function startProgramme(engine: Engine, model: Uint8Array): Questionnaire {
  const start = unpackStart(loadModelInto(engine, model));
  if (typeof start !== 'string') return start;
  throw new PrescoreStartError('model_refused', `the model file is refused: ${start}`);
}

/** What the core reads of a long text, in few bytes: the same number or issue. It reads runs of blanks as one, and
 *  takes nothing that is longer without them for a number; the blank at the end keeps the text from being an option. */
function shortened(text: string): string {
  return `${text
    .replace(unseen, '')
    .replace(/\s+/g, ' ')
    .slice(0, maximumTextLength + 2)} `;
}

/** Text as it may cross: without NUL, which separates answers, and not too long. */
function carried(text: string): string {
  return (text.length > maximumTextLength ? shortened(text) : text).replaceAll('\0', '\u{fffd}');
}

function checkText(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  const type = value === null ? 'null' : typeof value;
  throw new TypeError(`${place} must be a string, not ${type}`);
}

/** The questions that are answered, in the order of the answers. */
function namesOf(answers: unknown): readonly string[] {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    throw new TypeError('answers must be an object of texts by question');
  }
  const asked = Object.keys(answers);
  if (asked.length > maximumAnswers) throw new TypeError(`answers must hold at most ${maximumAnswers} entries`);
  return asked;
}

/** Question, NUL, "!" where the answer is confirmed, NUL, text, NUL, and so on. */
function requestOf(answers: Answers, asked: readonly string[], { confirmed = [] }: EvaluateOptions): string {
  let request = '';
  for (const question of asked) {
    const name = carried(question);
    const text = answers[question];
    const known = typeof text === 'string' ? text : checkText(text, `answers.${name}`);
    request += `${name}\0${confirmed.includes(question) ? '!' : ''}\0${carried(known)}\0`;
  }
  return request;
}

/**
 * Starts the core with one programme.
 *
 * @param sources `wasm`: prescore.wasm by URL (served as application/wasm), as bytes or compiled; `model`: the packed
 *   model by URL or as bytes; `twin`: the same core in JavaScript, loaded only where WebAssembly does not start, for
 *   whatever reason. Each call makes an instance of its own; a compiled module can be shared by many.
 * @throws PrescoreStartError with the code that says which file failed and how; nothing is half-started.
 */
export async function createPrescore(sources: PrescoreSources): Promise<Prescore> {
  const [{ engine, fault }, model] = await Promise.all([startEngine(sources), loadModel(sources.model)]);
  const questionnaire = startProgramme(engine, model);
  return {
    questionnaire,
    ...(fault && { fault }),
    evaluate(answers: Answers, options: EvaluateOptions = {}): Evaluation {
      const asked = namesOf(answers);
      return unpackEvaluation(engine.evaluate(requestOf(answers, asked, options)), questionnaire, asked);
    },
    explain(answers: Answers, options: EvaluateOptions = {}): Explanation {
      const asked = namesOf(answers);
      return unpackExplanation(engine.explain(requestOf(answers, asked, options)), questionnaire, asked);
    },
    read(question: string, text: string): Reading {
      const index = questionnaire.questions.findIndex(({ id }) => id === question);
      if (index < 0) return { kind: 'issue', issue: { code: 'unknown_question', question } };
      return unpackReading(engine.read(index, carried(checkText(text, 'text'))), questionnaire, index);
    },
  };
}
