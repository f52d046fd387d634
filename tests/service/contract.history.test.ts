// What was decided, over the contract: shown, listed, and computed again, to the caller who asked and to nobody else.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import type { Explanation } from 'prescore/service';
import { clientOf, problemOf } from './support/client.ts';
import { expectDocumented } from './support/contract.ts';
import { ANSWERS, CALLERS, MODEL, PROGRAMME, startServer, TOOL } from './support/server.ts';

const server = await startServer({ callers: { ...CALLERS, scorer: ['score'] } });
const backend = clientOf(server, 'backend');
const analyst = clientOf(server, 'analyst');
const other = clientOf(server, 'other');
const scorer = clientOf(server, 'scorer');
const REQUEST = { programme: PROGRAMME, answers: ANSWERS } as const;
const UNKNOWN_ID = '01a21fed-b049-7cf5-8aff-000000000000';

describe('the history', () => {
  test('lists by client, time and outcome, part by part, the newest first', async () => {
    const client = 'c-history';
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.unshift((await backend.decide({ ...REQUEST, client })).decision.id);
    }
    const reviewed = { ...REQUEST, client, answers: { ...ANSWERS, income: '15 000', stable_job: 'no' } };
    const { decision } = await backend.decide(reviewed);
    const first = await backend.decisions({ client, limit: 4 });
    assert.equal(first.decisions.length, 4);
    const rest = await backend.decisions({ client, limit: 4, cursor: first.next ?? '' });
    assert.equal(rest.next, null);
    const listed = [...first.decisions, ...rest.decisions].map(({ id }) => id);
    assert.deepEqual(listed, [decision.id, ...ids]);
    const all: string[] = [];
    for await (const one of backend.allDecisions({ client, limit: 2 })) all.push(one.id);
    assert.deepEqual(all, listed);
    const { outcome } = decision;
    assert.notEqual(outcome, 'likely_approval');
    assert.deepEqual(
      (await backend.decisions({ client, outcome })).decisions.map(({ id }) => id),
      [decision.id],
    );
    assert.equal((await backend.decisions({ client, since: decision.decided_at })).decisions.length, 1);
    assert.equal((await backend.decisions({ client, since: '2999-01-01' })).decisions.length, 0);
  });

  test('shows what was asked, the chain, and the probability by scope', async () => {
    const { decision } = await analyst.decide({ ...REQUEST, client: 'c-shown' });
    const shown = await analyst.decision(decision.id);
    assert.deepEqual(shown.inputs, { client: 'c-shown', answers: ANSWERS, client_data: null });
    assert.equal(shown.pd_ppm, decision.pd_ppm);
    const next = await analyst.decision((await analyst.decide(REQUEST)).decision.id);
    assert.deepEqual([next.chain.place, next.chain.previous_hash], [shown.chain.place + 1, shown.chain.hash]);
    const mine = await backend.decision((await backend.decide(REQUEST)).decision.id);
    assert.equal('pd_ppm' in mine, false);
  });

  test('is computed again to the same decision', async () => {
    const { decision } = await backend.decide(REQUEST);
    assert.deepEqual(await backend.replay(decision.id), {
      id: decision.id,
      version: decision.version,
      identical: true,
    });
  });

  test('is taken apart as the tool does, and only where a score decided', async () => {
    const { decision } = await analyst.decide(REQUEST);
    const explained = await analyst.explanation(decision.id);
    const answers = Object.entries(ANSWERS).map(([question, text]) => `${question}=${text}`);
    const tool = JSON.parse(
      execFileSync(TOOL, ['explain', '--model', MODEL, '--json', ...answers], { encoding: 'utf8' }),
    ) as Pick<Explanation, 'reference_score' | 'score' | 'contributions'>;
    const near = (left: number, right: number) => assert.ok(Math.abs(left - right) < 1e-6, `${left} and ${right}`);
    near(explained.reference_score, tool.reference_score);
    near(explained.score, tool.score);
    assert.deepEqual(
      explained.contributions.map(({ question }) => question),
      tool.contributions.map(({ question }) => question),
    );
    explained.contributions.forEach(({ contribution }, place) => {
      near(contribution, tool.contributions[place]?.contribution ?? Number.NaN);
    });
    const sum = explained.contributions.reduce((total, { contribution }) => total + contribution, 0);
    near(explained.reference_score + sum, explained.score);
    const old = await analyst.decide({ ...REQUEST, answers: { ...ANSWERS, age: '90' } });
    await problemOf(analyst.explanation(old.decision.id), 409, 'not_explained');
  });

  test("is closed to other callers: another's decision is as one that does not exist", async () => {
    const { decision } = await backend.decide({ ...REQUEST, client: 'c-mine' });
    for (const id of [decision.id, UNKNOWN_ID, 'no-uuid', decision.id.toUpperCase()]) {
      await problemOf(other.decision(id), 404, 'unknown_decision');
      await problemOf(other.replay(id), 404, 'unknown_decision');
      await problemOf(scorer.explanation(id), 404, 'unknown_decision');
    }
    assert.deepEqual(await other.decisions({ client: 'c-mine' }), { decisions: [], next: null });
  });

  test('refuses a query that it does not know', async () => {
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=x',
      'since=yesterday',
      'cursor=1',
      'outcome=yes',
      'a=1',
      'limit',
    ]) {
      const answer = await server.fetch(`/v1/decisions?${query}`, { caller: 'backend' });
      assert.equal(answer.status, 400, query);
      await expectDocumented('listDecisions', answer);
    }
    const twice = await server.fetch('/v1/decisions?limit=1&limit=2', { caller: 'backend' });
    assert.equal(twice.status, 400);
    await expectDocumented('listDecisions', twice);
  });
});
