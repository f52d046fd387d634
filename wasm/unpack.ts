// The only place that unpacks the core's replies about one applicant. reply.hpp defines the order of the values, and the
// lists in types.ts their names.
import type { GlueModule } from './glue.d.ts';
import {
  bases,
  issueCodes,
  modelErrorCodes,
  outcomes,
  sections,
  type Decision,
  type Evaluation,
  type Explanation,
  type Issue,
  type Issues,
  type Question,
  type Questionnaire,
  type Reading,
  type Reasons,
} from './types.ts';

const decoder = new TextDecoder();

/** Reads a reply from start to end. Valid until the next call of the engine. */
export class Reply {
  protected readonly numbers: Int32Array;
  protected readonly heap: Uint8Array;
  private place: number;

  constructor(module: Pick<GlueModule, 'HEAPU8' | 'HEAP32'>, address: number) {
    this.numbers = module.HEAP32;
    this.heap = module.HEAPU8;
    this.place = address / Int32Array.BYTES_PER_ELEMENT;
  }

  number(): number {
    return this.numbers[this.place++] ?? 0;
  }

  flag(): boolean {
    return this.number() === 1;
  }

  name(): string {
    const address = this.number();
    return decoder.decode(this.heap.subarray(address, address + this.number()));
  }

  /** The next number is the number of entries. */
  list<Entry>(read: () => Entry): Entry[] {
    return Array.from({ length: this.number() }, read);
  }
}

/** The entries of `from` whose bit is set in `chosen`. */
function chosenOf<Entry>(from: readonly Entry[], chosen: number): Entry[] {
  return from.filter((_, index) => (chosen >>> index) & 1);
}

function unpackQuestion(reply: Reply): Question {
  const id = reply.name();
  const options = reply.list(() => reply.name());
  if (options.length > 0) return { id, kind: 'choice', options };
  const unit = reply.name();
  const [minimum, maximum, decimals] = [reply.number(), reply.number(), reply.number()];
  const scale = 10 ** decimals;
  return {
    id,
    kind: 'number',
    unit,
    minimum: minimum / scale,
    maximum: maximum / scale,
    decimals,
    money: reply.flag(),
  };
}

/** The four letters of a section's id; a question mark for what is not a letter. */
function idOf(word: number): string {
  return [0, 8, 16, 24].map((shift) => String.fromCharCode((word >>> shift) & 0x7f).replace(/[^a-z]/, '?')).join('');
}

/** The questionnaire, or the model's error and its place. */
export function unpackStart(reply: Reply): Questionnaire | string {
  if (reply.flag()) {
    return {
      programme: reply.name(),
      questions: reply.list(() => unpackQuestion(reply)),
      offers: reply.list(() => reply.name()),
    };
  }
  const code = modelErrorCodes[reply.number()];
  const section = sections[reply.number()];
  const entry = reply.number();
  if (code === 'asks_the_bank') {
    return `${code}: the bank's own data answer some of its questions, and a page has none: give it to the bank's service`;
  }
  if (code === 'final_policy') return `${code}: what a page decides is preliminary, so its model must be, too`;
  // Of a section that this version does not know, the entry is its id.
  const place = code === 'newer_version' ? (entry ? idOf(entry) : section) : `${section}, entry ${entry}`;
  return `${code} (section ${place}, byte ${reply.number()})`;
}

/** @param asked the names of the answers' questions, as they were given */
function unpackIssue(reply: Reply, { questions }: Questionnaire, asked: readonly string[]): Issue {
  const code = issueCodes[reply.number()] ?? 'unknown_question';
  const index = reply.number();
  const place = reply.number();
  if (place === 2) return { code, question: asked[index] ?? '' };
  const question = questions[index];
  const named = { code, question: question?.id ?? '' };
  if (place === 0 || question?.kind !== 'number') return named;
  return { ...named, limits: { minimum: question.minimum, maximum: question.maximum } };
}

/** @returns a code such as `stable_job.no` or `income.lower` */
function unpackFactor(reply: Reply, questions: readonly Question[], ofNumber: readonly string[]): string {
  const question = questions[reply.number()];
  const factors = question?.kind === 'choice' ? question.options : ofNumber;
  return `${question?.id}.${factors[reply.number()]}`;
}

function unpackReasons(reply: Reply, questions: readonly Question[]): Reasons {
  const factor = (): string => unpackFactor(reply, questions, ['lower', 'higher']);
  const against = reply.list(() => reply.list(factor));
  const inFavour = reply.list(() => reply.list(factor)).flat();
  const code = reply.flag() && unpackFactor(reply, questions, ['rise']);
  return { against, inFavour, help: code ? { code, changesOutcome: reply.flag() } : null };
}

function unpackDecision(reply: Reply, { questions, offers }: Questionnaire): Decision {
  const outcome = outcomes[reply.number()] ?? 'manual_review';
  const basis = bases[reply.number()] ?? 'not_covered';
  const restsOn = chosenOf(questions, reply.number()).map(({ id }) => id);
  const open = chosenOf(offers, reply.number());
  const pdPpm = reply.number();
  const pd = pdPpm < 0 ? null : pdPpm / 1e6;
  return { kind: 'decision', outcome, basis, questions: restsOn, offers: open, pd };
}

function unpackIssues(reply: Reply, questionnaire: Questionnaire, asked: readonly string[]): Issues {
  return { kind: 'issues', issues: reply.list(() => unpackIssue(reply, questionnaire, asked)) };
}

/** @param asked the names of the answers' questions, as they were given */
export function unpackEvaluation(reply: Reply, questionnaire: Questionnaire, asked: readonly string[]): Evaluation {
  return reply.flag() ? unpackDecision(reply, questionnaire) : unpackIssues(reply, questionnaire, asked);
}

/** @param asked the names of the answers' questions, as they were given */
export function unpackExplanation(reply: Reply, questionnaire: Questionnaire, asked: readonly string[]): Explanation {
  if (!reply.flag()) return unpackIssues(reply, questionnaire, asked);
  const decision = unpackDecision(reply, questionnaire);
  return { ...decision, reasons: unpackReasons(reply, questionnaire.questions) };
}

export function unpackReading(reply: Reply, questionnaire: Questionnaire, index: number): Reading {
  if (!reply.flag()) return { kind: 'issue', issue: unpackIssue(reply, questionnaire, []) };
  const question = questionnaire.questions[index];
  const value = reply.number();
  if (question?.kind === 'choice') return { kind: 'value', value: question.options[value] ?? '' };
  return { kind: 'value', value: value / 10 ** (question?.decimals ?? 0) };
}
