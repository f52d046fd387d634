// Views with made-up answers: to measure how high a view can get, and for the configurator's preview.

import {
  type Answers,
  bases,
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

/** A list of reasons has at most this many: kMaxReasons of the core. */
const mostReasons = 4;

/** The codes of a question's reasons, those with the longest words first. */
function codesOf(question: string, { reasons }: ProgrammeTexts): string[] {
  const own = Object.keys(reasons).filter((code) => code.startsWith(`${question}.`));
  return own.sort((one, other) => (reasons[other]?.length ?? 0) - (reasons[one]?.length ?? 0));
}

/** Choices in turn, and numbers of many sizes: `turn` counts up. */
function answersIn(turn: number, { questions }: Questionnaire): Answers {
  return Object.fromEntries(questions.map((question) => [question.id, answerIn(turn, question)]));
}

function answerIn(turn: number, question: Question): string {
  if (question.kind === 'choice') return question.options[turn % question.options.length] ?? '';
  // Written with ever more digits, then as the largest number: 5, 58, 588.
  const value = Number(`5${'8'.repeat(turn)}`);
  return String(Math.min(Math.max(value, question.minimum), question.maximum));
}

/** How many turns show every option and every number of digits. */
function turnsOf({ questions }: Questionnaire): number {
  const sizes = questions.map((question) =>
    question.kind === 'choice' ? question.options.length : String(question.maximum).length + 1,
  );
  return Math.min(Math.max(...sizes), 16);
}

/** Every question filled in, in each turn. */
function forms(questionnaire: Questionnaire): State[] {
  return turns(questionnaire, (answers) => ({ ...initialState, view: 'form', questionnaire, answers }));
}

/** Every question with an issue: in each sample another code of those that its words know. */
function issuesOf(questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  const known = ({ id, kind }: Question) =>
    issueCodes.filter((code) => texts.questions[id]?.errors[code] || (kind === 'number' && isAskedBack({ code })));
  const count = Math.max(...questionnaire.questions.map((question) => known(question).length));
  return Array.from({ length: count }, (_, turn) => ({
    ...initialState,
    view: 'issues',
    questionnaire,
    answers: answersIn(turn, questionnaire),
    submitted: answersIn(turn, questionnaire),
    issues: questionnaire.questions.map((question) => {
      const codes = known(question);
      const code = codes[turn % codes.length] ?? 'missing_answer';
      const { minimum = 0, maximum = 0 } = question.kind === 'number' ? question : {};
      return { code, question: question.id, limits: { minimum, maximum } };
    }),
  }));
}

/** An outcome with everything that it can show: every basis, every card in front, and the most reasons. */
function decisionsOf(outcome: Outcome, questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  const offers = offersOf(outcome, questionnaire);
  const reasons = reasonsOf(questionnaire, texts);
  const count = Math.max(offers.length, reasons.length, bases.length, turnsOf(questionnaire));
  const questions = questionnaire.questions.map(({ id }) => id);
  return Array.from({ length: count }, (_, turn) => ({
    ...initialState,
    view: 'decision',
    questionnaire,
    answers: answersIn(turn, questionnaire),
    // A day of two digits in every month: one of them has the longest name.
    at: new Date(2026, turn % 12, 28),
    decision: {
      kind: 'decision',
      outcome,
      basis: inTurn(bases, turn),
      questions,
      offers: inTurn(offers, turn),
      pd: null,
      reasons: inTurn(reasons, turn),
    },
  }));
}

const inTurn = <Value>(values: readonly Value[], turn: number): Value => values[turn % values.length] as Value;

/** Each card as the first of those that can be offered. */
function offersOf(outcome: Outcome, { offers }: Questionnaire): (readonly string[])[] {
  if (outcome === 'manual_review') return [[]];
  if (outcome === 'likely_approval') return [offers];
  const others = offers.slice(1);
  return others.map((first) => [first, ...others.filter((other) => other !== first)]);
}

/** Every code of every question once, as single reasons and as a pair. */
function reasonsOf({ questions }: Questionnaire, texts: ProgrammeTexts): Reasons[] {
  const codes = questions.map(({ id }) => codesOf(id, texts)).filter((own) => own.length > 0);
  const changes = Object.keys(texts.changes);
  const count = Math.max(...codes.map((own) => own.length), 2 * changes.length, 1);
  return Array.from({ length: count }, (_, turn) => {
    const one = codes.map((own) => inTurn(own, turn));
    const help = changes.length === 0 ? null : { code: inTurn(changes, turn), changesOutcome: turn < count / 2 };
    // The first sample has the longest list; a pair is two lines of it.
    const isPair = turn % 3 === 2;
    const against = isPair ? [one.slice(0, 2)] : one.slice(0, mostReasons).map((code) => [code]);
    const rest = one.slice(isPair ? 2 : mostReasons);
    return { against, inFavour: rest.slice(0, mostReasons), help };
  });
}

const turns = (questionnaire: Questionnaire, stateOf: (answers: Answers) => State): State[] =>
  Array.from({ length: turnsOf(questionnaire) }, (_, turn) => stateOf(answersIn(turn, questionnaire)));

/** Views of one structure. */
export type Kind = 'form' | 'issues' | Outcome;

/** The kinds of view that a step can show; none where its height depends on no answer. */
export const kinds: Readonly<Partial<Record<Step, readonly Kind[]>>> = {
  form: ['form'],
  issues: ['issues'],
  decision: outcomes,
};

/** All that a view of the kind can show, in one sample or another. */
export function samplesOf(kind: Kind, questionnaire: Questionnaire, texts: ProgrammeTexts): State[] {
  if (kind === 'form') return forms(questionnaire);
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
