// A part of a list costs the same however many decisions there are: lists walk an index and read no row in vain.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PrescoreService } from 'prescore/service';
import { ANSWERS, newKey, PROGRAMME, startServer } from './support/server.ts';

const server = await startServer({ configuration: { rate: { per_second: 1e6, burst: 1e6 } } });
const clientFor = (caller: string) => new PrescoreService({ url: server.url, token: server.token(caller) });
const backend = clientFor('backend');
const other = clientFor('other');
const staff = clientFor('staff');

async function decide(thousands: number): Promise<void> {
  for (let index = 0; index < thousands; index++) {
    const request = () => ({ idempotency_key: newKey(), programme: PROGRAMME, answers: ANSWERS, client: newKey() });
    const { decisions } = await backend.decideBatch(Array.from({ length: 1000 }, request));
    assert.ok(decisions.every(({ status }) => status === 200));
  }
}

/** By name: what is asked, and how many decisions come. */
const LISTS = {
  'the first part': [() => backend.decisions(), 50],
  'one day of the future': [() => backend.decisions({ since: '2999-01-01' }), 0],
  'an outcome that nobody had': [() => backend.decisions({ outcome: 'manual_review' }), 0],
  'one client': [() => backend.decisions({ client: 'c-1' }), 1],
  'no client': [() => backend.decisions({ client: 'c-0' }), 0],
  'a caller without decisions': [() => other.decisions(), 0],
  'every caller': [() => staff.decisions(), 50],
  'one client of every caller': [() => staff.decisions({ client: 'c-1' }), 1],
} as const;

/** The shortest of several tries, in milliseconds: other work on the machine only makes it longer. */
async function shortest(call: () => Promise<{ decisions: unknown[] }>, expected: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 8; times++) {
    const begin = performance.now();
    const { decisions } = await call();
    best = Math.min(best, performance.now() - begin);
    assert.equal(decisions.length, expected);
  }
  return best;
}

test('with 30,000 decisions a part of a list takes no longer than with 1,000', async () => {
  await backend.decide({ programme: PROGRAMME, answers: ANSWERS, client: 'c-1' });
  await decide(1);
  const before = new Map<string, number>();
  for (const [name, [call, expected]] of Object.entries(LISTS)) before.set(name, await shortest(call, expected));
  await decide(29);
  for (const [name, [call, expected]] of Object.entries(LISTS)) {
    const few = before.get(name) ?? 0;
    const many = await shortest(call, expected);
    // Reading all rows takes thirty times as long. A request alone takes about a millisecond.
    assert.ok(many < 4 * few + 5, `${name}: ${few.toFixed(1)} ms, then ${many.toFixed(1)} ms`);
  }
});

test('one client is found among the decisions of all, with everything else that may be asked', async () => {
  const [one] = (await backend.decisions({ client: 'c-1' })).decisions;
  assert.ok(one);
  const outcome = one.outcome;
  for (const [query, count] of [
    [{ since: one.decided_at }, 1],
    [{ since: one.decided_at.slice(0, 10) }, 1],
    [{ since: '2999-01-01' }, 0],
    [{ outcome }, 1],
    [{ outcome: 'manual_review' }, 0],
    [{ cursor: one.id }, 0],
    [{ outcome, since: one.decided_at, cursor: 'ffffffff-ffff-7fff-bfff-ffffffffffff', limit: 1 }, 1],
  ] as const) {
    assert.equal((await backend.decisions({ client: 'c-1', ...query })).decisions.length, count, JSON.stringify(query));
  }
  assert.equal((await other.decisions({ client: 'c-1' })).decisions.length, 0);
});

test('with read_all a caller sees and replays the decisions of all, each once and in order', async () => {
  const { decision } = await other.decide({ programme: PROGRAMME, answers: ANSWERS, client: 'c-2' });
  assert.equal((await staff.decision(decision.id)).id, decision.id);
  assert.equal((await staff.replay(decision.id)).identical, true);
  assert.equal((await staff.decisions({ client: 'c-2' })).decisions[0]?.id, decision.id);
  const ids: string[] = [];
  for await (const { id } of staff.allDecisions({ limit: 200 })) {
    ids.push(id);
    if (ids.length === 500) break;
  }
  assert.equal(ids[0], decision.id);
  assert.deepEqual(ids, [...new Set(ids)].sort().reverse());
  await assert.rejects(backend.decision(decision.id), { status: 404 });
});
