// Reviews and erasures on PostgreSQL: between replicas, and by a role that may do nothing else. What an erasure leaves
// is tested on both databases (erasure.test.ts).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, problemOf } from './support/client.ts';
import { auditDatabase, Postgres } from './support/postgres.ts';
import { REVIEWED } from './support/reviewed.ts';
import { EXIT, makeFolder, runService, type Server, startServer } from './support/server.ts';

const postgres = await Postgres.start();
const database = await postgres.makeDatabase();
const configuration = { database: database.url, request_key: 'request.key' };

async function startTwo(): Promise<[Server, Server]> {
  const folder = makeFolder('replicas');
  return [await startServer({ folder, configuration }), await startServer({ folder, configuration })];
}

test('two people review at two replicas at once: one review is recorded', async () => {
  const [one, two] = await startTwo();
  for (let round = 0; round < 10; round++) {
    const { decision } = await clientOf(one, 'backend').decide(REVIEWED);
    const tries = await Promise.allSettled(
      [one, two, one, two].map((server, index) =>
        clientOf(server, 'reviewer').review(decision.id, { outcome: 'refusal', staff: `s-${index}`, reason: 'A test' }),
      ),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    const refused = tries.filter((one) => one.status === 'rejected').map(({ reason }) => reason.code as string);
    assert.deepEqual([...new Set(refused)], ['reviewed_already']);
  }
  await Promise.all([one.stop(), two.stop()]);
  assert.equal(auditDatabase(database), 10);
});

test('the role that erases may, the others may not', async () => {
  const server = await startServer({ configuration });
  const backend = clientOf(server, 'backend');
  const client = 'erase-me-5f21';
  const { decision } = await backend.decide({ ...REVIEWED, client });
  const erase = (role: string) =>
    runService(server.folder, ['erase', '--database', database.urlOf(role), '--client', client]);
  for (const role of ['service', 'loader']) {
    const refused = erase(role);
    assert.equal(refused.code, EXIT.environment, refused.err);
    assert.match(refused.err, /42501.*--eraser-role/);
  }
  assert.notEqual((await backend.decision(decision.id)).inputs, null);
  const erased = erase('eraser');
  assert.equal(erased.code, EXIT.done, erased.err);
  assert.match(erased.out, /^1 decision erased$/m);
  assert.equal((await backend.decision(decision.id)).inputs, null);
  await problemOf(backend.replay(decision.id), 409, 'inputs_erased');
  assert.ok(auditDatabase(database) > 0);
});
