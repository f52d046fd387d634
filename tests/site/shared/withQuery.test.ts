import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withQuery } from '../../../site/shared/withQuery.mjs';
import { applicationAddress } from '../../../site/widget/application.ts';

describe('withQuery', () => {
  const cases: [address: string, expected: string][] = [
    ['https://b.example/apply', 'https://b.example/apply?partner=dom'],
    ['https://b.example/apply?a=1', 'https://b.example/apply?a=1&partner=dom'],
    ['https://b.example/apply?', 'https://b.example/apply?partner=dom'],
    ['https://b.example/apply#form', 'https://b.example/apply?partner=dom#form'],
    ['https://b.example/#/apply?step=1#x', 'https://b.example/?partner=dom#/apply?step=1#x'],
    ['apply', 'apply?partner=dom'],
    ['', '?partner=dom'],
  ];
  for (const [address, expected] of cases) {
    test(`puts the query where a server reads it: "${address}"`, () => {
      assert.equal(withQuery(address, { partner: 'dom' }), expected);
      assert.equal(withQuery(address, {}), address);
    });
  }
});

describe('applicationAddress', () => {
  test('keeps attribution and fragment, and puts the answers behind both', () => {
    const passed = { offer: 'card', attribution: { partner: 'dom' } };
    assert.equal(
      applicationAddress('https://b.example/a#form', passed),
      'https://b.example/a?card=card&partner=dom#form',
    );
    assert.equal(
      applicationAddress('https://b.example/a#form', { ...passed, answers: { age: '34' } }),
      'https://b.example/a?card=card&partner=dom#form&prescore=1&age=34',
    );
  });
});
