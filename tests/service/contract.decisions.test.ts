// Decisions over the contract: what is answered, recorded, and repeated.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { clientOf, problemOf } from './support/client.ts';
import { expectDocumented } from './support/contract.ts';
import { ANSWERS, newKey, PROGRAMME, startServer } from './support/server.ts';

const server = await startServer();
const backend = clientOf(server, 'backend');
const analyst = clientOf(server, 'analyst');
const other = clientOf(server, 'other');
const REQUEST = { programme: PROGRAMME, answers: ANSWERS } as const;

/** Sends a decision as it is, so that a test sees the answer's bytes. */
const post = (key: string, body: unknown, caller = 'backend', path = '/v1/decisions') =>
  server.fetch(path, {
    caller,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('a decision', () => {
  test('is that of the golden cases, with reasons, and all issues at once', async () => {
    const golden = readFileSync(inRoot('tests/golden/cases.json'), 'utf8');
    const { cases } = JSON.parse(golden) as { cases: { answers: Record<string, string>; expect: Golden }[] };
    assert.ok(cases.length >= 10);
    for (const { answers, expect } of cases) {
      const call = analyst.decide({ programme: PROGRAMME, answers });
      if (expect.issues) {
        const { problem } = await problemOf(call, 422, 'issues');
        assert.deepEqual(
          problem.issues?.map(({ question, answer, code }) => [question ?? Object.keys(answers)[answer ?? -1], code]),
          expect.issues.map(({ question, code }) => [question, code]),
        );
      } else {
        const { decision } = await call;
        const { outcome, basis, offers, pd, reasons } = expect;
        assert.deepEqual([decision.outcome, decision.basis, decision.offers], [outcome, basis, offers]);
        assert.equal(decision.pd_ppm, typeof pd === 'number' ? Math.round(pd * 1e6) : null);
        assert.deepEqual(decision.reasons.against, reasons?.against);
        assert.deepEqual(decision.reasons.in_favour.flat(), reasons?.inFavour.flat());
      }
    }
  });

  test('shows the probability of default only to callers with the scope score', async () => {
    assert.equal('pd_ppm' in (await backend.decide(REQUEST)).decision, false);
    assert.equal((await analyst.decide(REQUEST)).decision.pd_ppm, 69655);
  });

  test('about a number that is not plausible needs the word of the person who gave it', async () => {
    const answers = { ...ANSWERS, income: '500' };
    const { problem } = await problemOf(backend.decide({ programme: PROGRAMME, answers }), 422, 'issues');
    assert.deepEqual(
      problem.issues?.map(({ question, code }) => [question, code]),
      [['income', 'implausibly_low']],
    );
    const { decision } = await backend.decide({ programme: PROGRAMME, answers, confirmed: ['income'] });
    assert.equal((await backend.replay(decision.id)).identical, true);
    const wrong = backend.decide({ programme: PROGRAMME, answers, confirmed: ['income', 'height'] });
    const body = await problemOf(wrong, 422, 'body');
    assert.deepEqual(
      body.problem.errors?.map(({ place }) => place),
      ['/confirmed/1'],
    );
  });

  test('compares the hint of the page, and does not believe it', async () => {
    const { version } = (await backend.decide(REQUEST)).decision;
    for (const [hint, expected] of [
      [{ outcome: 'likely_approval', version }, 'agrees'],
      [{ outcome: 'manual_review', version }, 'differs'],
      [{ outcome: 'likely_approval', version: `sha256:${'0'.repeat(64)}` }, 'other_version'],
    ] as const) {
      const { decision } = await backend.decide({ ...REQUEST, hint });
      assert.deepEqual([decision.hint, decision.outcome], [expected, 'likely_approval']);
    }
    assert.equal((await backend.decide(REQUEST)).decision.hint, 'absent');
  });

  test('lists all that is wrong with a body at once, and quotes none of it', async () => {
    const body = { programme: 7, answers: { age: 34, income: 'CANARY' }, hint: { outcome: 'CANARY' }, CANARY: 1 };
    const answer = await post(newKey(), body);
    const text = await expectDocumented('decide', answer);
    assert.equal(answer.status, 422);
    const { errors } = JSON.parse(text) as { errors: { place: string }[] };
    assert.deepEqual(
      errors.map(({ place }) => place),
      ['', '/programme', '/answers, member 0', '/hint'],
    );
    assert.ok(!text.includes('CANARY'));
  });

  test('lists all issues of answers at once, those of questions first', async () => {
    const answers = { age: 'CANARY', incme: '50 000', education: 'CANARY', stable_job: 'yes', car: 'none' };
    const { problem } = await problemOf(backend.decide({ programme: PROGRAMME, answers }), 422, 'issues');
    assert.deepEqual(
      problem.issues?.map(({ question, answer, code }) => [question ?? answer, code]),
      [
        ['age', 'not_a_number'],
        ['income', 'missing_answer'],
        ['education', 'unknown_option'],
        ['foreign_passport', 'missing_answer'],
        [1, 'unknown_question'],
      ],
    );
    assert.ok(!JSON.stringify(problem).includes('CANARY'));
  });

  test('of an unknown programme is 404', async () => {
    await problemOf(backend.decide({ ...REQUEST, programme: 'no-such' }), 404, 'unknown_programme');
  });
});

describe('an idempotency key', () => {
  test('gives the same bytes again, and says so', async () => {
    const key = newKey();
    const first = await post(key, { ...REQUEST, client: 'c-1' });
    const bytes = await expectDocumented('decide', first);
    assert.equal(first.headers.get('Idempotency-Replayed'), null);
    // The same request: other blanks, another order.
    const again = await post(
      key,
      JSON.stringify({ client: 'c-1', answers: ANSWERS, programme: PROGRAMME }, undefined, 3),
    );
    assert.equal(again.headers.get('Idempotency-Replayed'), 'true');
    assert.equal(await expectDocumented('decide', again), bytes);
  });

  test('of another request is 422, also where that one would be refused anyway', async () => {
    const key = newKey();
    await backend.decide(REQUEST, { key });
    for (const changed of [
      { ...REQUEST, client: 'c-2' },
      { ...REQUEST, answers: { ...ANSWERS, age: '35' } },
      { ...REQUEST, confirmed: ['income'] },
      { ...REQUEST, hint: { outcome: 'likely_approval', version: '' } },
      { ...REQUEST, answers: {} },
      { ...REQUEST, programme: 'no-such' },
    ]) {
      await problemOf(backend.decide(changed, { key }), 422, 'key_reused');
    }
  });

  test('belongs to its caller', async () => {
    const key = newKey();
    const mine = await backend.decide(REQUEST, { key });
    const theirs = await other.decide(REQUEST, { key });
    assert.equal(theirs.replayed, false);
    assert.notEqual(theirs.decision.id, mine.decision.id);
  });

  test('used by many requests at once is one decision', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(key, { ...REQUEST, client: 'at-once' })));
    const bodies = new Set(await Promise.all(answers.map((answer) => expectDocumented('decide', answer))));
    assert.equal(bodies.size, 1);
    assert.equal(answers.filter((answer) => answer.headers.get('Idempotency-Replayed') === null).length, 1);
    assert.equal((await backend.decisions({ client: 'at-once' })).decisions.length, 1);
  });

  test('of a refused request may be used again', async () => {
    const key = newKey();
    await problemOf(backend.decide({ ...REQUEST, answers: {} }, { key }), 422, 'issues');
    assert.equal((await backend.decide(REQUEST, { key })).replayed, false);
  });

  test('must be there, and be one', async () => {
    for (const key of ['', 'short', 'x'.repeat(65), 'key with blanks 16', `${'k'.repeat(16)}.`]) {
      await problemOf(backend.decide(REQUEST, { key }), 400, 'idempotency_key');
    }
  });
});

describe('a batch', () => {
  const item = (changes: object = {}) => ({ ...REQUEST, idempotency_key: newKey(), ...changes });

  test('decides each by itself, in order', async () => {
    const repeated = newKey();
    await backend.decide(REQUEST, { key: repeated });
    const { decisions } = await backend.decideBatch([
      item(),
      item({ programme: 'no-such' }),
      item({ answers: {} }),
      item({ idempotency_key: repeated }),
      item({ idempotency_key: repeated.replace('key', 'KEY'), client: 'c' }),
    ]);
    assert.deepEqual(
      decisions.map((entry) => [
        entry.status,
        'problem' in entry ? entry.problem.type.split(':').at(-1) : entry.replayed,
      ]),
      [
        [200, undefined],
        [404, 'unknown_programme'],
        [422, 'issues'],
        [200, true],
        [200, undefined],
      ],
    );
  });

  test('of a reused key is a problem in its place', async () => {
    const key = newKey();
    await backend.decide(REQUEST, { key });
    const { decisions } = await backend.decideBatch([item({ idempotency_key: key, client: 'another' })]);
    assert.ok(decisions[0] && 'problem' in decisions[0]);
    assert.equal(decisions[0].problem.type, 'urn:prescore:problem:key_reused');
  });

  test('repeated is replayed, decision by decision', async () => {
    const items = [item(), item()];
    const first = await backend.decideBatch(items);
    const again = await backend.decideBatch(items);
    assert.deepEqual(
      again.decisions.map((entry) => ('decision' in entry ? [entry.replayed, entry.decision] : entry)),
      first.decisions.map((entry) => ('decision' in entry ? [true, entry.decision] : entry)),
    );
  });

  test('takes 1,000 decisions and no more, and each key once', async () => {
    const many = Array.from({ length: 1000 }, () => item());
    const { decisions } = await backend.decideBatch(many);
    assert.ok(decisions.length === 1000 && decisions.every(({ status }) => status === 200));
    await problemOf(backend.decideBatch([...many, item()]), 422, 'body');
    await problemOf(backend.decideBatch([]), 422, 'body');
    const twice = item();
    await problemOf(backend.decideBatch([twice, twice]), 422, 'body');
  });
});

interface Golden {
  outcome?: string;
  basis?: string;
  pd?: number | null;
  offers?: string[];
  reasons?: { against: string[][]; inFavour: (string | string[])[] };
  issues?: { question: string; code: string }[];
}
