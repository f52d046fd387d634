// Views with made-up answers: to measure how high a view can get, and for the configurator's preview.

import {
  type Answers,
  bases,
  type IssueCode,
  issueCodes,
  type Outcome,
  outcomes,
  type Question,
  type Questionnaire,
  type Reasons,
} from '../../wasm/types.ts';
import type { Step } from '../shared/steps.ts';
import { initialState, type State } from './machine.ts';
import type { ProgrammeTexts } from './texts.ts';
import { isAskedBack } from './views/askedBack.ts';
import { hasGeneralWords } from './views/context.ts';

/** A list of reasons has at most this many: kMaxReasons of the core. */
const mostReasons = 4;

/** The keys of texts, those with the longest text first. */
function longestFirst(keys: readonly string[], texts: Readonly<Record<string, string>> = {}): string[] {
  return [...keys].sort((one, other) => (texts[other]?.length ?? 0) - (texts[one]?.length ?? 0));
}

/** The codes of a question's reasons. */
function codesOf(question: string, { reasons }: ProgrammeTexts): string[] {
  return longestFirst(
    Object.keys(reasons).filter((code) => code.startsWith(`${question}.`)),
    reasons,
  );
}

/** Choices in turn, the longest first, and numbers of many sizes: `turn` counts up. */
function answersIn(turn: number, { questions }: Questionnaire, texts: ProgrammeTexts): Answers {
  return Object.fromEntries(questions.map((question) => [question.id, answerIn(turn, question, texts)]));
}

function answerIn(turn: number, question: Question, texts: ProgrammeTexts): string {
  if (question.kind === 'choice') {
    const options = longestFirst(question.options, texts.questions[question.id]?.options);
    return options[turn % options.length] ?? '';
  }
  // Written with ever more digits, then as the largest number: 5, 58, 588.
  const value = Number(`5${'8'.repeat(turn)}`);
  return String(Math.min(Math.max(value, question.minimum), question.maximum));
}

/** How many turns show every number of digits, and every option or those with the longest words. */
function turnsOf({ questions }: Questionnaire): number {
  const sizes = questions.map((question) =>
    question.kind === 'choice' ? question.options.length : String(question.maximum).length + 1,
  );
  return Math.min(Math.max(...sizes), 16);
}

/** Every question filled in, in each turn. */
function forms(questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  return Array.from({ length: turnsOf(questionnaire) }, (_, turn) => {
    const answers = answersIn(turn, questionnaire, texts);
    return { ...initialState, view: 'form', questionnaire, answers };
  });
}

/** The codes of a question's issues that have words. */
function issueCodesOf({ id, kind }: Question, texts: ProgrammeTexts): IssueCode[] {
  const own = texts.questions[id]?.errors;
  return issueCodes.filter((code) => own?.[code] || (kind === 'number' && hasGeneralWords(code)));
}

/**
 * Every question with an issue: in each sample another code of those that have words. Then every number asked back, in
 * each sample with another number of digits, because those words name the number.
 */
function issuesOf(questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  const known = new Map(questionnaire.questions.map((question) => [question, issueCodesOf(question, texts)]));
  const plain = Math.max(...[...known.values()].map((codes) => codes.length));
  const askedBack = issueCodes.filter((code) => isAskedBack({ code }));
  const codeIn = (turn: number, question: Question): IssueCode =>
    turn >= plain && question.kind === 'number'
      ? inTurn(askedBack, turn - plain)
      : inTurn(known.get(question) ?? [], turn);
  const sampleOf = (turn: number): State => {
    const size = turn < plain ? turn : Math.floor((turn - plain) / askedBack.length);
    const answers = answersIn(size, questionnaire, texts);
    const issues = questionnaire.questions.map((question) => {
      const { minimum = 0, maximum = 0 } = question.kind === 'number' ? question : {};
      return { code: codeIn(turn, question), question: question.id, limits: { minimum, maximum } };
    });
    return { ...initialState, view: 'issues', questionnaire, answers, submitted: answers, issues };
  };
  const count = plain + askedBack.length * turnsOf(questionnaire);
  return Array.from({ length: count }, (_, turn) => sampleOf(turn));
}

/** An outcome with everything that it can show: every basis, every card in front, and the most reasons. */
function decisionsOf(outcome: Outcome, questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  const offers = offersOf(outcome, questionnaire);
  const reasons = reasonsOf(questionnaire, texts);
  if (offers.length === 0) return [];
  const questions = questionsNamed(questionnaire, texts);
  const count = Math.max(offers.length, reasons.length, bases.length * questions.length, turnsOf(questionnaire));
  return Array.from({ length: count }, (_, turn) => ({
    ...initialState,
    view: 'decision',
    questionnaire,
    answers: answersIn(turn, questionnaire, texts),
    // A day of two digits in every month: one of them has the longest name.
    at: new Date(2026, turn % 12, 28),
    decision: {
      kind: 'decision',
      outcome,
      basis: inTurn(bases, turn),
      questions: inTurn(questions, Math.floor(turn / bases.length)),
      offers: inTurn(offers, turn),
      pd: null,
      reasons: inTurn(reasons, turn),
    },
  }));
}

const inTurn = <Value>(values: readonly Value[], turn: number): Value => values[turn % values.length] as Value;

/** Each card as the first of those that can be offered; none for an outcome that the bank's offers do not allow. */
function offersOf(outcome: Outcome, { offers }: Questionnaire): (readonly string[])[] {
  if (outcome === 'manual_review') return [[]];
  if (outcome === 'likely_approval') return [offers];
  const others = offers.slice(1);
  return others.map((first) => [first, ...others.filter((other) => other !== first)]);
}

/** The answers that an outcome rests on: all, or the one whose own sentence about rare answers is the longest. */
function questionsNamed({ questions }: Questionnaire, texts: ProgrammeTexts): (readonly string[])[] {
  const ids = questions.map(({ id }) => id);
  const rare = Object.fromEntries(ids.map((id) => [id, texts.questions[id]?.rare ?? '']));
  return [ids, longestFirst(ids, rare).slice(0, 1)];
}

/** Every code of every question once, as single reasons and as a pair. */
function reasonsOf({ questions }: Questionnaire, texts: ProgrammeTexts): Reasons[] {
  const codes = questions.map(({ id }) => codesOf(id, texts)).filter((own) => own.length > 0);
  const changes = Object.keys(texts.changes);
  const count = Math.max(...codes.map((own) => own.length), 2 * changes.length, 3);
  return Array.from({ length: count }, (_, turn) => {
    const one = codes.map((own) => inTurn(own, turn));
    const help = changes.length === 0 ? null : { code: inTurn(changes, turn), changesOutcome: turn < count / 2 };
    // As many as there can be against, then as many in favour, then a pair, which is two lines.
    const raised = inTurn([mostReasons, 0, 2], turn);
    const against = turn % 3 === 2 ? [one.slice(0, raised)] : one.slice(0, raised).map((code) => [code]);
    return { against, inFavour: one.slice(raised, raised + mostReasons), help };
  });
}

/** Views of one structure. */
export type Kind = 'form' | 'issues' | Outcome;

/** The kinds of view that a step can show; none where its height depends on no answer. */
export const kinds: Readonly<Partial<Record<Step, readonly Kind[]>>> = {
  form: ['form'],
  issues: ['issues'],
  decision: outcomes,
};

/** All that a view of the kind can show, in one sample or another; none where there is no such view. */
export function samplesOf(kind: Kind, questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  if (kind === 'form') return forms(questionnaire, texts);
  if (kind === 'issues') return issuesOf(questionnaire, texts);
  return decisionsOf(kind, questionnaire, texts);
}

/** The sample of a step, an outcome or an error code; undefined where there is no such view. */
export function sampleNamed(
  name: string,
  questionnaire: Questionnaire,
  texts: ProgrammeTexts | undefined,
): State | undefined {
  if (!texts) return undefined;
  const outcome = outcomes.find((candidate) => candidate === name);
  const [decision] = outcome ? decisionsOf(outcome, questionnaire, texts) : [];
  // A change that would help must fit the answers, which are made up.
  if (decision?.view === 'decision') {
    const { reasons } = decision.decision;
    return { ...decision, decision: { ...decision.decision, reasons: { ...reasons, help: null } } };
  }
  if (name === 'issues') return issuesOf(questionnaire, texts)[0];
  if (name === 'form') return { ...initialState, view: 'form', questionnaire };
  if (name === 'loading') return initialState;
  return name === 'failed' ? { ...initialState, view: 'failed', code: 'model_unreachable' } : undefined;
}
