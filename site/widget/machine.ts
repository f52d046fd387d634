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

export type State =
  | { readonly view: 'loading'; readonly answers: Answers }
  | { readonly view: 'form'; readonly questionnaire: Questionnaire; readonly answers: Answers }
  | {
      readonly view: 'issues';
      readonly questionnaire: Questionnaire;
      readonly answers: Answers;
      readonly issues: readonly Issue[];
    }
  | {
      readonly view: 'decision';
      readonly questionnaire: Questionnaire;
      readonly answers: Answers;
      readonly decision: ExplainedDecision;
    }
  | { readonly view: 'failed'; readonly answers: Answers; readonly code: FailureCode };

export type WidgetEvent =
  | { readonly kind: 'started'; readonly questionnaire: Questionnaire }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  | { readonly kind: 'retried' }
  /** `shown`: the control that was pressed shows all that follows from it. */
  | { readonly kind: 'answered'; readonly question: string; readonly text: string; readonly shown?: true }
  | { readonly kind: 'evaluated'; readonly evaluation: Explanation }
  | { readonly kind: 'revised' };

export const initialState: State = { view: 'loading', answers: {} };

/** The state after `event`. An event that does not apply to the view changes nothing. The first failure is kept. */
export function nextState(state: State, event: WidgetEvent): State {
  if (event.kind === 'failed') {
    return state.view === 'failed' ? state : { view: 'failed', answers: state.answers, code: event.code };
  }
  switch (state.view) {
    case 'loading':
      return event.kind === 'started'
        ? { view: 'form', questionnaire: event.questionnaire, answers: state.answers }
        : state;
    case 'failed':
      return event.kind === 'retried' ? { view: 'loading', answers: state.answers } : state;
    case 'form':
    case 'issues':
      return nextFormState(state, event);
    case 'decision':
      return event.kind === 'revised'
        ? { view: 'form', questionnaire: state.questionnaire, answers: state.answers }
        : state;
  }
}

type FormState = Extract<State, { view: 'form' | 'issues' }>;

function nextFormState(state: FormState, event: WidgetEvent): State {
  if (event.kind === 'answered') {
    return { ...state, answers: { ...state.answers, [event.question]: event.text } };
  }
  if (event.kind !== 'evaluated') return state;
  const { questionnaire, answers } = state;
  return event.evaluation.kind === 'issues'
    ? { view: 'issues', questionnaire, answers, issues: event.evaluation.issues }
    : { view: 'decision', questionnaire, answers, decision: event.evaluation };
}
