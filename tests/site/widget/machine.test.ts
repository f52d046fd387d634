import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  confirmedQuestions,
  initialState,
  nextState,
  type State,
  type WidgetEvent,
} from '../../../site/widget/machine.ts';
import type { ExplainedDecision, Issues, Questionnaire } from '../../../wasm/types.ts';

const questionnaire: Questionnaire = { programme: 'p', questions: [], offers: [] };
const issues: Issues = { kind: 'issues', issues: [{ code: 'missing_answer', question: 'age' }] };
const decision: ExplainedDecision = {
  kind: 'decision',
  outcome: 'likely_approval',
  basis: 'risk',
  questions: ['age'],
  offers: ['card'],
  pd: 0.1,
  reasons: { against: [], inFavour: [], help: null },
};

const at = new Date(0);
const run = (...events: WidgetEvent[]): State => events.reduce(nextState, initialState);
const started: WidgetEvent = { kind: 'started', questionnaire };
const answered: WidgetEvent = { kind: 'answered', question: 'age', text: '34' };

describe("the widget's states", () => {
  test('begin with loading, then the empty form', () => {
    assert.deepEqual(initialState, { view: 'loading', answers: {}, confirmed: {} });
    assert.deepEqual(run(started), { view: 'form', questionnaire, answers: {}, confirmed: {} });
  });

  test('issues keep the answers', () => {
    const state = run(started, answered, { kind: 'evaluated', evaluation: issues, at });
    assert.deepEqual(state, {
      view: 'issues',
      questionnaire,
      answers: { age: '34' },
      confirmed: {},
      issues: issues.issues,
      submitted: { age: '34' },
    });
  });

  test('issues stay until the next submit', () => {
    const state = run(started, { kind: 'evaluated', evaluation: issues, at }, answered);
    assert.equal(state.view, 'issues');
  });

  test('a decision keeps the answers and leads back to the form with them', () => {
    const decided = run(started, answered, { kind: 'evaluated', evaluation: decision, at });
    assert.equal(decided.view, 'decision');
    assert.deepEqual(nextState(decided, { kind: 'revised' }), {
      view: 'form',
      questionnaire,
      answers: { age: '34' },
      confirmed: {},
    });
  });

  test('a confirmed answer counts until it changes', () => {
    const confirmed = run(started, { kind: 'confirmed', question: 'income', text: '50' });
    assert.deepEqual(confirmed.answers, { income: '50' });
    assert.deepEqual(confirmedQuestions(confirmed), ['income']);
    const changed = nextState(confirmed, { kind: 'answered', question: 'income', text: '60' });
    assert.deepEqual(confirmedQuestions(changed), []);
  });

  test('starting again drops every answer, wherever the person is', () => {
    const given = [started, answered, { kind: 'confirmed', question: 'income', text: '50' }] as const;
    const empty = run(started);
    const views = [
      [],
      [{ kind: 'evaluated', evaluation: issues, at }],
      [{ kind: 'evaluated', evaluation: decision, at }],
    ] as const;
    for (const way of views) assert.deepEqual(run(...given, ...way, { kind: 'restarted' }), empty);
    const failed = run(...given, { kind: 'failed', code: 'core_stopped' }, { kind: 'restarted' });
    assert.deepEqual([failed.answers, failed.confirmed], [{}, {}]);
  });

  test('a failure can be retried', () => {
    const failed = run({ kind: 'failed', code: 'wasm_unreachable' });
    assert.deepEqual(failed, { view: 'failed', answers: {}, confirmed: {}, code: 'wasm_unreachable' });
    assert.deepEqual(nextState(failed, { kind: 'retried' }), initialState);
    assert.equal(nextState(failed, { kind: 'failed', code: 'model_refused' }), failed);
  });

  test('a core that stops, and starts again, costs no answer', () => {
    const stopped = run(started, answered, { kind: 'failed', code: 'core_stopped' });
    const again = [{ kind: 'retried' } as const, started].reduce(nextState, stopped);
    assert.deepEqual(again, { view: 'form', questionnaire, answers: { age: '34' }, confirmed: {} });
  });

  test('an event that the view does not know changes nothing', () => {
    const states: State[] = [initialState, run(started), run({ kind: 'failed', code: 'model_refused' })];
    const events: WidgetEvent[] = [{ kind: 'revised' }, answered, { kind: 'retried' }];
    for (const state of states) {
      for (const event of events) {
        const known = state.view === 'form' ? 'answered' : state.view === 'failed' ? 'retried' : undefined;
        if (event.kind !== known) assert.equal(nextState(state, event), state, `${state.view} ${event.kind}`);
      }
    }
  });
});
