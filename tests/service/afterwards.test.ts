// The life of a decision after it was made: a person reviews it, an outcome comes in. Every call and every bad request.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditAll } from './support/check.ts';
import { clientOf, problemOf } from './support/client.ts';
import { expectDocumented } from './support/contract.ts';
import { EXIT, newKey, runService, startServer } from './support/server.ts';
import { APPROVED, REVIEWED } from './support/reviewed.ts';

const server = await startServer({ configuration: { rate: { per_second: 1e6, burst: 1e6 } } });
const backend = clientOf(server, 'backend');
const reviewer = clientOf(server, 'reviewer');
const collections = clientOf(server, 'collections');
const UNKNOWN_ID = '01a21fed-b049-7cf5-8aff-000000000000';
const REVIEW = { outcome: 'approval', staff: 's-17', reason: 'The certificate of income is sound.' } as const;
const today = (): string => new Date().toISOString().slice(0, 10);

const decideReviewed = async (client?: string): Promise<string> =>
  (await backend.decide({ ...REVIEWED, ...(client ? { client } : {}) })).decision.id;
const decideApproved = async (): Promise<string> => (await backend.decide(APPROVED)).decision.id;

describe('a manual review', () => {
  test('ends with a person: shown with the decision, and out of the queue', async () => {
    const id = await decideReviewed('c-reviewed');
    const waiting = await reviewer.reviews();
    assert.equal(waiting.decisions[0]?.id, id);
    assert.deepEqual(waiting.decisions[0]?.inputs, {
      client: 'c-reviewed',
      answers: REVIEWED.answers,
      client_data: null,
    });
    assert.equal(waiting.decisions[0]?.review, null);
    const request = { ...REVIEW, outcome: 'alternative_offer' as const, offers: ['debit_card'] };
    const { review, replayed } = await reviewer.review(id, request);
    assert.equal(replayed, false);
    assert.deepEqual(
      { ...review, reviewed_at: '' },
      { decision: id, reviewed_at: '', outcome: 'alternative_offer', offers: ['debit_card'], staff: 's-17' },
    );
    const shown = await backend.decision(id);
    assert.deepEqual(shown.review, {
      ...{ outcome: 'alternative_offer', offers: ['debit_card'], staff: 's-17', reason: REVIEW.reason },
      reviewed_at: review.reviewed_at,
    });
    assert.ok(!(await reviewer.reviews()).decisions.some((one) => one.id === id));
    assert.equal((await reviewer.reviews({ state: 'done' })).decisions[0]?.id, id);
    assert.equal((await backend.decisions({ client: 'c-reviewed' })).decisions[0]?.review?.staff, 's-17');
  });

  test('the same request with the same key gets the same bytes, another one is refused', async () => {
    const id = await decideReviewed();
    const key = newKey();
    const send = async (body: object): Promise<{ status: number; text: string; replayed: string | null }> => {
      const answer = await server.fetch(`/v1/decisions/${id}/review`, {
        method: 'POST',
        caller: 'reviewer',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify(body),
      });
      const replayed = answer.headers.get('Idempotency-Replayed');
      return { status: answer.status, text: await expectDocumented('reviewDecision', answer), replayed };
    };
    const first = await send(REVIEW);
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(await send(REVIEW), { ...first, replayed: 'true' });
    assert.match((await send({ ...REVIEW, reason: 'Another reason' })).text, /key_reused/);
    await problemOf(reviewer.review(id, REVIEW), 409, 'reviewed_already');
    const other = await decideReviewed();
    await problemOf(reviewer.review(other, REVIEW, { key }), 422, 'key_reused');
  });

  test('is for decisions that need one', async () => {
    await problemOf(reviewer.review(await decideApproved(), REVIEW), 409, 'needs_no_review');
    for (const id of [UNKNOWN_ID, 'no-uuid']) {
      await problemOf(reviewer.review(id, REVIEW), 404, 'unknown_decision');
    }
  });

  test('names offers of the programme', async () => {
    const id = await decideReviewed();
    for (const wrong of [
      { offers: ['no_such_card'] },
      { offers: ['debit_card', 'debit_card'] },
      { outcome: 'refusal', offers: ['debit_card'] },
      { outcome: 'alternative_offer', offers: [] },
      { outcome: 'alternative_offer' },
    ] as const) {
      await problemOf(reviewer.review(id, { ...REVIEW, ...wrong } as never), 422, 'offers');
    }
    await reviewer.review(id, { ...REVIEW, outcome: 'refusal' });
  });

  test('says who and why, or lists all that is wrong', async () => {
    const id = await decideReviewed();
    for (const [wrong, count] of [
      [{}, 3],
      [{ outcome: 'likely_approval', staff: 'Anna Smith', reason: '  ', more: 1 }, 4],
      [{ ...REVIEW, reason: 'x'.repeat(2001) }, 1],
      [{ ...REVIEW, offers: 'debit_card' }, 1],
      [{ ...REVIEW, offers: [1] }, 1],
      [{ ...REVIEW, staff: 17 }, 1],
    ] as const) {
      const { problem } = await problemOf(reviewer.review(id, wrong as never), 422, 'body');
      assert.ok((problem.errors?.length ?? 0) >= count, JSON.stringify(problem));
    }
    const without = await server.fetch(`/v1/decisions/${id}/review`, {
      method: 'POST',
      caller: 'reviewer',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(REVIEW),
    });
    assert.match(await expectDocumented('reviewDecision', without), /idempotency_key/);
  });

  test('two people at once: one review is recorded', async () => {
    const id = await decideReviewed();
    const tries = await Promise.allSettled(
      ['s-1', 's-2', 's-3'].map((staff) => reviewer.review(id, { ...REVIEW, staff })),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('the queue has filters and parts', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) ids.unshift(await decideReviewed());
    const first = await reviewer.reviews({ limit: 2 });
    assert.deepEqual(
      first.decisions.map(({ id }) => id),
      ids.slice(0, 2),
    );
    const rest = await reviewer.reviews({ limit: 1, cursor: first.next ?? '' });
    assert.equal(rest.decisions[0]?.id, ids[2]);
    assert.deepEqual((await reviewer.reviews({ programme: 'other' })).decisions, []);
    assert.deepEqual((await reviewer.reviews({ since: '2999-01-01' })).decisions, []);
    assert.deepEqual((await reviewer.reviews({ state: 'done', programme: 'other' })).decisions, []);
    for (const query of ['state=all', 'limit=0', 'since=x', 'cursor=1', 'more=1', 'state']) {
      const answer = await server.fetch(`/v1/reviews?${query}`, { caller: 'reviewer' });
      assert.equal(answer.status, 400, query);
      await expectDocumented('listReviews', answer);
    }
  });
});

describe('an outcome', () => {
  test('is recorded once: the same again gets the same answer', async () => {
    const decision = await decideApproved();
    const outcome = { decision, outcome: 'paid', observed_on: today() } as const;
    const first = await collections.recordOutcome(outcome);
    assert.deepEqual({ ...first, recorded_at: '' }, { ...outcome, recorded_at: '', corrects: false });
    assert.deepEqual(await collections.recordOutcome(outcome), first);
    const { outcomes } = await collections.recordOutcomes([outcome, outcome]);
    assert.deepEqual(outcomes, [
      { status: 200, outcome: first },
      { status: 200, outcome: first },
    ]);
    assert.equal((await backend.decision(decision)).outcomes.length, 1);
  });

  test('another one is a correction, or refused', async () => {
    const decision = await decideApproved();
    const paid = { decision, outcome: 'paid', observed_on: today() } as const;
    await problemOf(collections.recordOutcome({ ...paid, corrects: true }), 409, 'nothing_to_correct');
    await collections.recordOutcome(paid);
    const bad = { ...paid, outcome: 'default' } as const;
    await problemOf(collections.recordOutcome(bad), 409, 'contradicts');
    const corrected = await collections.recordOutcome({ ...bad, corrects: true });
    assert.deepEqual(await collections.recordOutcome({ ...bad, corrects: true }), corrected);
    assert.deepEqual(
      (await backend.decision(decision)).outcomes.map(({ outcome, corrects }) => [outcome, corrects]),
      [
        ['paid', false],
        ['default', true],
      ],
    );
  });

  test('is of a decision that there is, and of a day that there was', async () => {
    const decision = await decideApproved();
    const sound = { decision, outcome: 'paid', observed_on: today() } as const;
    for (const id of [UNKNOWN_ID, 'no-uuid']) {
      await problemOf(collections.recordOutcome({ ...sound, decision: id }), 404, 'unknown_decision');
    }
    for (const observed_on of ['2999-01-01', '2020-01-01', '2026-02-30']) {
      await problemOf(collections.recordOutcome({ ...sound, observed_on }), 422, 'observed_on');
    }
    for (const wrong of [
      {},
      { ...sound, outcome: 'late' },
      { ...sound, observed_on: 'today' },
      { ...sound, corrects: 'yes' },
      { ...sound, more: 1 },
    ]) {
      await problemOf(collections.recordOutcome(wrong as never), 422, 'body');
    }
    await problemOf(collections.recordOutcomes([]), 422, 'body');
    await problemOf(collections.recordOutcomes(Array.from({ length: 1001 }, () => sound)), 422, 'body');
    const { outcomes } = await collections.recordOutcomes([
      sound,
      { ...sound, decision: UNKNOWN_ID },
      { ...sound, outcome: 'default' },
      { ...sound, observed_on: '2999-01-01' },
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      [200, 404, 409, 422],
    );
  });

  test('a thousand are one call', async () => {
    const ids: string[] = [];
    const batch = Array.from({ length: 1000 }, () => ({ ...APPROVED, idempotency_key: newKey() }));
    for (const entry of (await backend.decideBatch(batch)).decisions) {
      if (entry.status === 200) ids.push(entry.decision.id);
    }
    const { outcomes } = await collections.recordOutcomes(
      ids.map((decision) => ({ decision, outcome: 'paid', observed_on: today() })),
    );
    assert.equal(outcomes.filter(({ status }) => status === 200).length, 1000);
  });
});

test('metrics count both, and the queue', async () => {
  const metrics = await (await fetch(`${server.operatorsUrl}/metrics`)).text();
  assert.match(metrics, /^prescore_reviews_total\{outcome="refusal"\} 1$/m);
  assert.match(metrics, /^prescore_outcomes_total\{outcome="default"\} 1$/m);
  const [, open] = /^prescore_reviews_open (\d+)$/m.exec(metrics) ?? [];
  assert.ok(Number(open) >= 3, open);
});

test('what was answered is there after the process was killed, and the chain is whole', async () => {
  auditAll(server);
  const id = await decideReviewed();
  const { review, key } = await reviewer.review(id, REVIEW);
  await server.kill();
  const again = await startServer({ folder: server.folder });
  assert.deepEqual((await clientOf(again, 'reviewer').review(id, REVIEW, { key })).review, review);
  assert.equal((await clientOf(again, 'backend').decision(id)).review?.reason, REVIEW.reason);
  await again.stop();
  const { code, out } = runService(server.folder, ['audit', '--config', server.configuration]);
  assert.equal(code, EXIT.done, out);
  assert.match(out, /^\d+ reviews, \d+ outcomes, 0 erasures$/m);
});
