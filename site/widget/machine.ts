// What the widget shows and how one view follows another. No DOM here: a state goes in, a state comes out.

import type {
  Answers,
  ExplainedDecision,
  Explanation,
  Issue,
  Questionnaire,
  StartErrorCode,
} from '../../wasm/types.ts';

/** Why there is no form although the core may work: the page that shows the frame is on no list. */
export const otherFailures = ['partner_unknown'] as const;
export type FailureCode = StartErrorCode | (typeof otherFailures)[number];

interface Given {
  readonly answers: Answers;
  /** By question: the text that the person confirmed when it was asked back. Another text is asked back again. */
  readonly confirmed: Answers;
}

export type State = Given &
  (
    | { readonly view: 'loading'; readonly restored?: boolean }
    /** `restored`: the answers were given before the page was loaded again, perhaps by somebody else. */
    | { readonly view: 'form'; readonly questionnaire: Questionnaire; readonly restored?: boolean }
    | {
        readonly view: 'issues';
        readonly questionnaire: Questionnaire;
        readonly issues: readonly Issue[];
        /** The answers that have the issues. */
        readonly submitted: Answers;
      }
    | {
        readonly view: 'decision';
        readonly questionnaire: Questionnaire;
        readonly decision: ExplainedDecision;
        readonly at: Date;
      }
    | { readonly view: 'failed'; readonly code: FailureCode }
  );

export type WidgetEvent =
  | { readonly kind: 'started'; readonly questionnaire: Questionnaire }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  | { readonly kind: 'retried' }
  /** `shown`: the control that was pressed shows all that follows from it. */
  | { readonly kind: 'answered'; readonly question: string; readonly text: string; readonly shown?: true }
  /** The person says that the text of an answer, which was asked back, is right. */
  | { readonly kind: 'confirmed'; readonly question: string; readonly text: string }
  | { readonly kind: 'evaluated'; readonly evaluation: Explanation; readonly at: Date }
  | { readonly kind: 'revised' }
  /** All answers are dropped. */
  | { readonly kind: 'restarted' };

export const initialState: State = { view: 'loading', answers: {}, confirmed: {} };

/** The questions whose answers were asked back and confirmed, and have not changed since. */
export function confirmedQuestions({ answers, confirmed }: State): string[] {
  return Object.keys(confirmed).filter((question) => confirmed[question] === answers[question]);
}

/** The state after `event`. An event that does not apply to the view changes nothing. The first failure is kept. */
export function nextState(state: State, event: WidgetEvent): State {
  const { answers, confirmed } = state;
  if (event.kind === 'failed') {
    return state.view === 'failed' ? state : { view: 'failed', answers, confirmed, code: event.code };
  }
  switch (state.view) {
    case 'loading':
      return event.kind === 'started' ? { ...state, view: 'form', questionnaire: event.questionnaire } : state;
    case 'failed':
      if (event.kind === 'restarted') return { ...state, answers: {}, confirmed: {} };
      return event.kind === 'retried' ? { view: 'loading', answers, confirmed } : state;
    case 'form':
    case 'issues':
      return nextFormState(state, event);
    case 'decision':
      if (event.kind === 'restarted') return emptyForm(state.questionnaire);
      return event.kind === 'revised'
        ? { view: 'form', questionnaire: state.questionnaire, answers, confirmed }
        : state;
  }
}

const emptyForm = (questionnaire: Questionnaire): State => ({ ...initialState, view: 'form', questionnaire });

type FormState = Extract<State, { view: 'form' | 'issues' }>;

function nextFormState(state: FormState, event: WidgetEvent): State {
  if (event.kind === 'answered' || event.kind === 'confirmed') {
    const { question, text } = event;
    const answers = { ...state.answers, [question]: text };
    const confirmed = event.kind === 'confirmed' ? { ...state.confirmed, [question]: text } : state.confirmed;
    return { ...state, answers, confirmed };
  }
  if (event.kind === 'restarted') return emptyForm(state.questionnaire);
  if (event.kind !== 'evaluated') return state;
  const { questionnaire, answers, confirmed } = state;
  const { evaluation, at } = event;
  const given = { questionnaire, answers, confirmed };
  return evaluation.kind === 'issues'
    ? { ...given, view: 'issues', issues: evaluation.issues, submitted: answers }
    : { ...given, view: 'decision', decision: evaluation, at };
}
