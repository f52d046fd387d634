// PostgreSQL goes away in every way that it can, also in the middle of a commit. Requests get 503 with Retry-After,
// nothing that was answered is lost, nothing is decided twice, and the service recovers without a restart.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { askAgain, expectKept, isReady, until } from './support/check.ts';
import { decide, type Load, startLoad } from './support/load.ts';
import { auditDatabase, type Database, Postgres } from './support/postgres.ts';
import { type Cut, CuttingProxy } from './support/proxy.ts';
import { makeFolder, newKey, type Server, startServer } from './support/server.ts';

const RATE = { per_second: 1e6, burst: 1e6 };
const server = await Postgres.start();

const serviceOn = (url: string, configuration: Record<string, unknown> = {}): Promise<Server> =>
  startServer({ configuration: { database: url, request_key: 'request.key', rate: RATE, ...configuration } });

/** Breaks something under load until requests get 503, and ends it again: they must get 200 again. */
async function outage(
  service: Server,
  database: Database,
  breakage: () => void | Promise<void>,
  end: () => void | Promise<void>,
): Promise<Load> {
  const running = startLoad(service, { connections: 8 });
  const { load } = running;
  try {
    await until(() => load.count > 50);
    await breakage();
    await until(() => (load.statuses.get(503) ?? 0) > 0, 20_000);
    const refused = await decide(service.url, service.token('backend'), { key: newKey() });
    assert.deepEqual([refused.status, refused.retryAfter], [503, '1']);
    assert.equal(await isReady(service), false);
    await end();
    const before = load.answered.size;
    await until(() => load.answered.size > before + 50, 30_000);
  } finally {
    await running.stop();
  }
  assert.deepEqual([...load.statuses.keys()].sort(), [200, 503]);
  assert.deepEqual(load.errors, []);
  await expectWhole(service, database, load);
  return load;
}

/** All that was answered is there; what got 503 is decided once when it is asked for again; the chains are whole. */
async function expectWhole(service: Server, database: Database, load: Load): Promise<void> {
  await until(() => isReady(service));
  await expectKept(service, load.answered);
  // Of these some were recorded, and nobody knew. They are the first: later ones found no connection at all.
  const refused = load.sent.filter((key) => !load.answered.has(key)).slice(0, 500);
  const answers = await askAgain(service, refused);
  for (const [key, { status }] of answers) assert.equal(status, 200, key);
  const again = await askAgain(service, refused);
  for (const [key, { body }] of again) assert.equal(body, answers.get(key)?.body);
  await service.stop();
  const [rows, keys] = countOf(database);
  assert.equal(rows, keys);
  assert.ok(rows >= load.answered.size + refused.length);
  assert.equal(auditDatabase(database), rows);
}

/** How many decisions the database has for how many keys. */
function countOf({ name }: Database): [number, number] {
  const [line = ''] = server.sql(name, 'SELECT count(*), count(DISTINCT (caller, idempotency_key)) FROM decision');
  const [rows, keys] = line.split('|').map(Number);
  return [rows ?? 0, keys ?? 0];
}

for (const cut of ['before', 'after'] as const satisfies readonly Cut[]) {
  test(`the connection is cut ${cut} the server gets a group: nobody notices`, async () => {
    const database = await server.makeDatabase();
    const proxy = await CuttingProxy.start(server.port);
    const service = await serviceOn(proxy.urlOf(database.url));
    proxy.cut = cut;
    const running = startLoad(service, { connections: 8 });
    for (let cuts = 0; cuts < 5; cuts++) {
      const { size } = running.load.answered;
      await until(() => running.load.answered.size > size + 20);
      proxy.left = 1;
      await until(() => proxy.cuts > cuts);
    }
    const load = await running.stop();
    assert.deepEqual([[...load.statuses.keys()], load.errors], [[200], []]);
    await expectWhole(service, database, load);
    assert.deepEqual(countOf(database), [load.sent.length, load.sent.length]);
  });
}

test('the connection is cut in the middle of a commit and none can be made: what is unknown is found out later', async () => {
  const database = await server.makeDatabase();
  const proxy = await CuttingProxy.start(server.port);
  const service = await serviceOn(proxy.urlOf(database.url));
  await outage(
    service,
    database,
    () => {
      proxy.left = 1;
      proxy.isOpen = false;
    },
    () => {
      proxy.isOpen = true;
    },
  );
});

test('the server gets a group and its answer never comes back: the connection is cut, and nothing is decided twice', async () => {
  const database = await server.makeDatabase();
  const proxy = await CuttingProxy.start(server.port);
  const service = await serviceOn(proxy.urlOf(database.url));
  const running = startLoad(service, { connections: 8 });
  await until(() => running.load.count > 50);
  proxy.cut = 'silent';
  proxy.left = 1;
  await until(() => running.load.statuses.has(503), 15_000);
  const before = running.load.answered.size;
  await until(() => running.load.answered.size > before + 20, 15_000);
  await expectWhole(service, database, await running.stop());
});

test('the server is stopped and started', async () => {
  const database = await server.makeDatabase();
  const service = await serviceOn(database.url);
  await outage(
    service,
    database,
    () => server.stop(),
    () => server.run(),
  );
});

test('the server crashes and recovers', async () => {
  const database = await server.makeDatabase();
  const service = await serviceOn(database.url);
  await outage(
    service,
    database,
    () => server.stop('SIGQUIT'),
    () => server.run(),
  );
});

test('a table is locked', async () => {
  const database = await server.makeDatabase();
  const service = await serviceOn(database.url);
  const locker = spawn('psql', [database.ownerUrl, '-X', '-At'], { stdio: ['pipe', 'pipe', 'inherit'] });
  after(() => locker.kill());
  await outage(
    service,
    database,
    () => {
      locker.stdin.write("BEGIN;\nLOCK TABLE decision IN EXCLUSIVE MODE;\nSELECT 'locked';\n");
      return new Promise((resolve) => {
        locker.stdout.on('data', (text) => String(text).includes('locked') && resolve());
      });
    },
    () => {
      locker.stdin.end();
    },
  );
});

test('the server hangs: calls that need no database are answered, and the others are not kept waiting', async () => {
  const database = await server.makeDatabase();
  const service = await serviceOn(database.url, { workers: 1 });
  const running = startLoad(service, { connections: 4 });
  await until(() => running.load.count > 50);
  server.freeze(true);
  try {
    // Lists, which hold the one thread that answers, come again and again.
    const begin = performance.now();
    const lists = await Promise.all(
      Array.from({ length: 10 }, () => service.fetch('/v1/decisions', { caller: 'backend' })),
    );
    assert.ok(lists.every(({ status }) => status === 503));
    assert.ok(performance.now() - begin < 12_000, `${performance.now() - begin} ms`);
    await until(() => (running.load.statuses.get(503) ?? 0) > 0, 15_000);
    const asked = performance.now();
    assert.equal((await service.fetch('/v1/health/live')).status, 200);
    assert.ok(performance.now() - asked < 4_000);
  } finally {
    server.freeze(false);
  }
  const before = running.load.answered.size;
  await until(() => running.load.answered.size > before + 20, 20_000);
  await expectWhole(service, database, await running.stop());
});

/** Mounts a disk of 64 MB with a tablespace on it; false where this account may not. */
function mountTablespace(disk: string): boolean {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=777', 'tmpfs', disk]).status !== 0) return false;
  const place = join(disk, 'data');
  mkdirSync(place, { mode: 0o700 });
  spawnSync('chown', ['postgres:', place]);
  server.sql('postgres', `CREATE TABLESPACE small LOCATION '${place}'`);
  return true;
}

test('the disk of the server is full', async () => {
  const folder = makeFolder('postgres-disk');
  chmodSync(folder, 0o755);
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const isMounted = mountTablespace(disk);
  try {
    await fillDisk(disk, isMounted);
  } finally {
    if (isMounted) spawnSync('umount', ['--lazy', disk]);
  }
});

async function fillDisk(disk: string, isMounted: boolean): Promise<void> {
  const database = await server.makeDatabase(isMounted ? 'TABLESPACE small' : '');
  const service = await serviceOn(database.url);
  const filler = join(disk, 'filler');
  // Without the right to mount, a trigger gives the error that a full disk gives.
  const fail = `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END$$;
    CREATE TRIGGER full_disk BEFORE INSERT ON decision EXECUTE FUNCTION fail()`;
  await outage(
    service,
    database,
    () => {
      if (isMounted) spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k', 'count=64000'], { stdio: 'ignore' });
      else server.sql(database.name, fail);
    },
    () => {
      if (isMounted) rmSync(filler);
      else server.sql(database.name, 'DROP TRIGGER full_disk ON decision');
    },
  );
  const [event] = service.log().filter(({ event }) => event === 'database_away');
  assert.match(String(event?.['reason']), /53100/);
  server.sql('postgres', `DROP DATABASE ${database.name} WITH (FORCE)`);
  if (isMounted) server.sql('postgres', 'DROP TABLESPACE small');
}
