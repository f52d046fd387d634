// Reviews and erasures on PostgreSQL: between replicas, by a role that may do nothing else, while a service runs.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clientOf, problemOf } from './support/client.ts';
import { auditDatabase, Postgres } from './support/postgres.ts';
import { REVIEWED } from './support/reviewed.ts';
import { EXIT, makeFolder, runService, type Server, startServer } from './support/server.ts';

const postgres = await Postgres.start();
const database = await postgres.makeDatabase();
const eraserUrl = database.ownerUrl.replace('//admin@', '//eraser@');
const configuration = { database: database.url, request_key: 'request.key' };

/** The files of the database's tables and indexes that hold a text. */
function filesWith(text: string): string[] {
  const [oid = ''] = postgres.sql(database.name, 'SELECT oid FROM pg_database WHERE datname = current_database()');
  const folders = readdirSync(postgres.folder, { recursive: true, encoding: 'utf8' });
  const ofTables = folders.filter((name) => name.includes(join('base', oid, '/')) && /\/\d+(\.\d+)?$/.test(name));
  assert.ok(ofTables.length > 10, folders.slice(0, 50).join());
  return ofTables.filter((name) => readFileSync(join(postgres.folder, name)).includes(text));
}

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

test('the role that erases leaves nothing personal in the tables, and the record whole', async () => {
  const server = await startServer({ configuration });
  const backend = clientOf(server, 'backend');
  const client = 'erase-me-5f21';
  const reason = 'Her employer, Sphinx Optics, confirmed it.';
  const { decision } = await backend.decide({ ...REVIEWED, client });
  const review = { outcome: 'approval', staff: 's-17', reason } as const;
  await clientOf(server, 'reviewer').review(decision.id, review);
  const erase = (url: string) => runService(server.folder, ['erase', '--database', url, '--client', client]);

  const refused = erase(database.url);
  assert.notEqual(refused.code, EXIT.done, 'the role that serves may not erase');
  assert.notEqual((await backend.decision(decision.id)).inputs, null);

  const erased = erase(eraserUrl);
  assert.equal(erased.code, EXIT.done, erased.err);
  assert.match(erased.out, /^1 decision erased$/m);
  assert.match(erase(eraserUrl).out, /^0 decisions erased$/m);
  const shown = await backend.decision(decision.id);
  assert.deepEqual([shown.inputs, shown.review?.reason], [null, null]);
  await problemOf(backend.replay(decision.id), 409, 'inputs_erased');
  assert.ok(auditDatabase(database) > 0);

  postgres.sql(database.name, 'VACUUM FULL decision_personal');
  postgres.sql(database.name, 'VACUUM FULL entry_personal');
  postgres.sql(database.name, 'CHECKPOINT');
  for (const text of [client, reason]) assert.deepEqual(filesWith(text), [], text);
  assert.notDeepEqual(filesWith(decision.id), [], 'the search finds what is there');
});
