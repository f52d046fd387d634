// The password of PostgreSQL: it comes from a file that only its owner can read, and the service shows it nowhere. And
// what the service refuses before it serves.

import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from './support/check.ts';
import { decide } from './support/load.ts';
import { Postgres } from './support/postgres.ts';
import { EXIT, keepSecret, makeFolder, packModel, type Run, runService, startServer } from './support/server.ts';

const CANARY = 'CANARY-5e1f-password';
const folder = mkdtempSync(join(tmpdir(), 'prescore-postgres-'));
const hba = join(folder, 'hba.conf');
writeFileSync(hba, 'host all admin 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
chmodSync(hba, 0o644);
const server = await Postgres.start({ folder, settings: [`hba_file=${hba}`] });
const database = await server.makeDatabase();
server.sql(database.name, `ALTER ROLE service PASSWORD '${CANARY}'`);

const withPassword = (url: string): string => url.replace('service@', `service:${CANARY}@`);

function writePassword(into: string, password: string): string {
  writeFileSync(join(into, 'password'), `${password}\n`);
  keepSecret(join(into, 'password'));
  return 'password';
}

/** Serves with a configuration that must be refused, or names a database that lets nobody in. */
function refused(configuration: Record<string, unknown>, password = CANARY): Run {
  const cwd = makeFolder('secrets');
  packModel(cwd);
  if (configuration['database_password'] !== undefined) writePassword(cwd, password);
  const members = { request_key: 'request.key', programmes: ['instant-card.bin'], ...configuration };
  writeFileSync(join(cwd, 'service.json'), JSON.stringify(members));
  const run = runService(cwd, ['serve', '--config', 'service.json']);
  assert.equal(`${run.out}${run.err}`.includes(CANARY), false, run.err);
  return run;
}

test('a password from a file lets the service in, and it is shown nowhere', async () => {
  const cwd = makeFolder('secrets');
  const service = await startServer({
    folder: cwd,
    configuration: {
      database: database.url,
      database_password: writePassword(cwd, CANARY),
      request_key: 'request.key',
    },
  });
  assert.equal((await decide(service.url, service.token('backend'))).status, 200);
  await server.stop();
  await until(() => service.log().some(({ event }) => event === 'database_away') || askAway());
  const list = await service.fetch('/v1/decisions', { caller: 'backend' });
  assert.equal(list.status, 503);
  const metrics = await fetch(`${service.operatorsUrl}/metrics`);
  const shown = (await list.text()) + (await metrics.text()) + service.output.out + service.output.err;
  assert.match(service.output.out, /"database_away".*"reason":"the database postgresql:\/\/service@127\.0\.0\.1:/);
  assert.equal(shown.includes(CANARY), false);
  await server.run();

  async function askAway(): Promise<false> {
    await decide(service.url, service.token('backend'));
    return false;
  }
});

test('a password in the connection string works, and is not shown either', () => {
  const wrong = withPassword(database.url).replace(CANARY, `${CANARY}-wrong`);
  for (const command of ['audit', 'migrate']) {
    const run = runService(folder, [command, '--database', wrong]);
    assert.equal(run.code, EXIT.environment);
    assert.match(run.err, /cannot be reached: .*password authentication failed for user "service"/);
    assert.equal(run.err.includes(CANARY), false, run.err);
  }
  assert.equal(runService(folder, ['audit', '--database', withPassword(database.url)]).code, EXIT.done);
  for (const words of [
    ['audit', withPassword(database.url)],
    ['audit', '--database', `postgresql://service:${CANARY}@[::1/broken`],
    ['audit', '--database', `postgresql://service:${CANARY}%zz@127.0.0.1/x`],
    ['serve', '--database', withPassword(database.url).replace(`:${server.port}`, ':1'), '--help'],
  ]) {
    const run = runService(folder, words);
    assert.equal(`${run.out}${run.err}`.includes(CANARY), false, run.err);
  }
});

test('configurations that cannot work are refused with their place', () => {
  const wrong = refused({ database: database.url, database_password: 'password' }, 'not this one');
  assert.deepEqual([wrong.code, /password authentication failed/.test(wrong.err)], [EXIT.environment, true]);
  const broken = refused({ database: `postgresql://service:${CANARY}@[::1/broken` });
  assert.deepEqual([broken.code, /database: cannot be read as a connection string/.test(broken.err)], [3, true]);
  const keyless = refused({ database: withPassword(database.url), request_key: undefined });
  assert.deepEqual([keyless.code, /needs "request_key"/.test(keyless.err)], [EXIT.badInput, true]);
  const file = refused({ database: 'decisions.sqlite', database_password: 'password' });
  assert.deepEqual([file.code, /belongs to a database of PostgreSQL/.test(file.err)], [EXIT.badInput, true]);
  const unsafe = refused({ database: database.ownerUrl });
  assert.deepEqual([unsafe.code, /may change or remove what is recorded/.test(unsafe.err)], [EXIT.badInput, true]);
});

test('a file with the password that others can read is refused', () => {
  const cwd = makeFolder('secrets');
  writePassword(cwd, CANARY);
  chmodSync(join(cwd, 'password'), 0o644);
  writeFileSync(
    join(cwd, 'service.json'),
    JSON.stringify({ database: database.url, database_password: 'password', request_key: 'request.key' }),
  );
  const run = runService(cwd, ['audit', '--config', 'service.json']);
  assert.deepEqual([run.code, /can be read by others than its owner/.test(run.err)], [EXIT.badInput, true]);
});

test('a server that may lose what it confirmed is refused', async () => {
  const careless = await Postgres.start({ settings: ['fsync=off', 'synchronous_commit=off'] });
  const { url } = await careless.makeDatabase();
  const run = refused({ database: url });
  assert.deepEqual([run.code, /has fsync off/.test(run.err)], [EXIT.badInput, true]);
});
