import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withMaximumPd } from '../../../scripts/builds/policy-text.mjs';

const POLICY = `{
  "offers": [
    { "id": "card", "maximum_pd": 0.12, "eligibility": [] },
    { "id": "starter", "maximum_pd": 0.15, "eligibility": [] },
    { "id": "debit", "maximum_pd": 1, "eligibility": [] }
  ]
}
`;

const maxima = (text: string) =>
  (JSON.parse(text) as { offers: { maximum_pd: number }[] }).offers.map((offer) => offer.maximum_pd);

test('puts the cut-off of the first offer, rounded down, and leaves the rest of the text alone', () => {
  const changed = withMaximumPd(POLICY, 0.11529);
  assert.deepEqual(maxima(changed), [0.1152, 0.15, 1]);
  assert.equal(changed.replace('0.1152', '0.12'), POLICY);
});

test('lifts a safer offer that would otherwise contradict it', () => {
  assert.deepEqual(maxima(withMaximumPd(POLICY, 0.2)), [0.2, 0.2, 1]);
});

test('replaces a number with an exponent as a whole', () => {
  for (const number of ['1e-05', '1.2E-1', '0.1e+0']) {
    const changed = withMaximumPd(POLICY.replace('0.12', number), 0.0734);
    assert.deepEqual(maxima(changed), [0.0734, 0.15, 1], number);
  }
  assert.deepEqual(maxima(withMaximumPd(POLICY.replace('0.15', '15e-2'), 0.0734)), [0.0734, 0.15, 1]);
});
