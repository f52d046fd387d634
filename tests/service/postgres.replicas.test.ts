// Several services on one PostgreSQL: a key is decided once wherever it is sent, a release reaches all, and replicas that
// are killed under load lose nothing. `npm run test:service` kills more often.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAgain, auditAll, expectKept, until } from './support/check.ts';
import { decide, startLoad } from './support/load.ts';
import { type Database, Postgres } from './support/postgres.ts';
import { ANSWERS, makeFolder, newKey, PROGRAMME, packVariant, type Server, startServer } from './support/server.ts';

const KILLS = Number(process.env['PRESCORE_REPLICA_KILLS'] ?? 3);
const REPLICAS = 3;
const RATE = { per_second: 1e6, burst: 1e6 };
const server = await Postgres.start();

/** Services in one folder, which have the same tokens and the same key of request hashes. */
async function startReplicas(database: Database): Promise<{ replicas: Server[]; another: () => Promise<Server> }> {
  const folder = makeFolder('replicas');
  const configuration = { database: database.url, request_key: 'request.key', rate: RATE };
  const another = (): Promise<Server> => startServer({ folder, configuration });
  const replicas: Server[] = [];
  for (let index = 0; index < REPLICAS; index++) replicas.push(await another());
  return { replicas, another };
}

const statusOf = (body: string): unknown => (JSON.parse(body) as { type?: string }).type;

test('a key that comes to three replicas at the same time is decided once', async () => {
  const database = await server.makeDatabase();
  const { replicas } = await startReplicas(database);
  const [first] = replicas;
  assert.ok(first);
  const token = first.token('backend');
  for (let round = 0; round < 40; round++) {
    const key = newKey();
    const answers = await Promise.all(replicas.map(({ url }) => decide(url, token, { key })));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
    const bodies = replicas.map((_, index) =>
      JSON.stringify({ programme: PROGRAMME, answers: ANSWERS, client: `c-${index}` }),
    );
    const other = newKey();
    const differing = await Promise.all(
      replicas.map(({ url }, index) => decide(url, token, { key: other, body: bodies[index] ?? '' })),
    );
    assert.deepEqual(differing.map(({ status }) => status).sort(), [200, 422, 422]);
    for (const { status, body } of differing) {
      if (status === 422) assert.equal(statusOf(body), 'urn:prescore:problem:key_reused');
    }
  }
  await Promise.all(replicas.map((replica) => replica.stop()));
  assert.equal(auditAll(first), 80);
  const chains = server.sql(database.name, 'SELECT DISTINCT chain FROM decision ORDER BY chain');
  assert.ok(chains.length > 1 && chains.every((chain) => /^main-[123]$/.test(chain)), chains.join());
});

test('a release on one replica is in force on all within five seconds, and is approved on another at once', async () => {
  const database = await server.makeDatabase();
  const { replicas } = await startReplicas(database);
  const [one, two] = replicas;
  assert.ok(one && two);
  const { packed, version } = packVariant(one.folder, 'next', (model) => {
    const [first] = model.policy.offers;
    assert.ok(first);
    first.maximum_pd = 0.05;
  });
  const put = (to: Server, path: string, caller: string): Promise<Response> =>
    to.fetch(`/v1/programmes/${PROGRAMME}/${path}`, {
      method: 'PUT',
      caller,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ version }),
    });
  const added = await one.fetch(`/v1/programmes/${PROGRAMME}/versions`, {
    method: 'POST',
    caller: 'releaser',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: packed,
  });
  assert.equal(added.status, 201);
  assert.equal((await put(one, 'active', 'releaser')).status, 202);
  // Nobody waits for the other replica to notice the proposal.
  assert.equal((await put(two, 'active/approval', 'approver')).status, 200);
  const begin = performance.now();
  for (const replica of replicas) {
    await until(async () => {
      const { body } = await decide(replica.url, replica.token('backend'));
      return (JSON.parse(body) as { version: string }).version === version;
    }, 5000);
  }
  assert.ok(performance.now() - begin < 5000);
  await until(() => one.log().some(({ event }) => event === 'followed'));
  // Both withdraw and propose at the same time: each step has a place of its own.
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => put(replicas[index % REPLICAS] ?? one, 'challenger', 'releaser')),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  const places = server.sql(database.name, 'SELECT place FROM release_step ORDER BY place').map(Number);
  assert.deepEqual(
    places,
    places.map((_, index) => index + 1),
  );
});

test(`after ${KILLS} kills of one of three replicas no answered decision is missing and no key is decided twice`, async (context) => {
  const database = await server.makeDatabase();
  const { replicas, another } = await startReplicas(database);
  const answered = new Map<string, string>();
  const sent: string[] = [];
  let turn = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const [victim] = replicas.splice(kill % REPLICAS, 1);
    assert.ok(victim);
    const alive = [...replicas, victim];
    const running = startLoad(victim, { connections: 24, url: () => alive[turn++ % alive.length]?.url ?? '' });
    await until(() => running.load.answered.size > 100 + ((kill * 37) % 200), 30_000);
    await victim.kill();
    alive.pop();
    // The others go on.
    const { size } = running.load.answered;
    await until(() => running.load.answered.size > size + 50, 30_000);
    const load = await running.stop();
    assert.deepEqual([...load.statuses.keys()], [200]);
    for (const [key, body] of load.answered) answered.set(key, body);
    sent.push(...load.sent);
    replicas.push(await another());
  }
  const [any] = replicas;
  assert.ok(any);
  await expectKept(any, answered);
  // Those without an answer too: whether they were recorded or not, each is decided once.
  await askAgain(any, sent);
  assert.equal(auditAll(any), sent.length);
  const chains = server.sql(database.name, 'SELECT count(DISTINCT chain) FROM decision');
  context.diagnostic(
    `service: ${KILLS} kills of one of three replicas: ${sent.length} decisions asked for, ${answered.size} answered, 0 missing, ${chains} chains`,
  );
});
