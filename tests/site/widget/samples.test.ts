import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { State } from '../../../site/widget/machine.ts';
import { samplesOf } from '../../../site/widget/samples.ts';
import type { ProgrammeTexts } from '../../../site/widget/texts.ts';
import type { Questionnaire } from '../../../wasm/types.ts';

const towns = Array.from({ length: 40 }, (_, index) => `town_${index}`);
const questionnaire: Questionnaire = {
  programme: 'p',
  questions: [
    { id: 'sum', kind: 'number', unit: 'eur', minimum: 0, maximum: 1_000_000, decimals: 0, money: true },
    { id: 'town', kind: 'choice', options: towns },
    { id: 'job', kind: 'choice', options: ['yes', 'no'] },
    { id: 'car', kind: 'choice', options: ['yes', 'no'] },
  ],
  offers: ['loan', 'account'],
};
const question = { label: 'Label', short: 'short', errors: { missing_answer: 'Answer' } };
const texts: ProgrammeTexts = {
  questions: {
    sum: { ...question, rare: 'Few people wrote such a sum.' },
    town: { ...question, options: Object.fromEntries(towns.map((town, index) => [town, 'x'.repeat(index + 1)])) },
    job: question,
    car: question,
  },
  offers: {},
  reasons: { 'sum.low': 'Low', 'town.far': 'Far', 'job.no': 'No job', 'car.no': 'No car' },
  changes: {},
};

type View<Name> = Extract<State, { view: Name }>;
const decisions = (outcome: 'likely_approval' | 'alternative_offer' | 'manual_review', given = questionnaire) =>
  samplesOf(outcome, given, texts) as View<'decision'>[];

describe('the samples that a view is measured by', () => {
  test('ask every number back in every number of digits, with each code', () => {
    const samples = samplesOf('issues', questionnaire, texts) as View<'issues'>[];
    const seen = samples.map(({ issues, submitted }) => `${issues[0]?.code} ${submitted['sum']?.length}`);
    for (const code of ['implausibly_low', 'implausibly_high']) {
      for (const digits of [1, 2, 3, 4, 5, 6, 7]) assert.ok(seen.includes(`${code} ${digits}`), `${code} ${digits}`);
    }
  });

  test('have the issues that only the general words are for', () => {
    const samples = samplesOf('issues', questionnaire, texts) as View<'issues'>[];
    assert.ok(samples.some(({ issues }) => issues[0]?.code === 'looks_like_a_year'));
  });

  test('choose the longest option of a long list', () => {
    assert.ok(decisions('manual_review').some(({ answers }) => answers['town'] === 'town_39'));
  });

  test('have as many reasons in favour as there can be, and against', () => {
    const reasons = decisions('manual_review').map(({ decision }) => decision.reasons);
    assert.equal(Math.max(...reasons.map(({ inFavour }) => inFavour.length)), 4);
    assert.equal(Math.max(...reasons.map(({ against }) => against.length)), 4);
  });

  test('rest on all answers, and on the one with a sentence of its own, for rare answers', () => {
    const rare = decisions('manual_review').filter(({ decision }) => decision.basis === 'not_covered');
    assert.deepEqual([...new Set(rare.map(({ decision }) => decision.questions.join()))].sort(), [
      'sum',
      'sum,town,job,car',
    ]);
  });

  test('are none for another offer where the bank makes only one', () => {
    assert.deepEqual(decisions('alternative_offer', { ...questionnaire, offers: ['loan'] }), []);
    assert.ok(decisions('likely_approval', { ...questionnaire, offers: ['loan'] }).length > 0);
  });
});
