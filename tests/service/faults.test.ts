// The database goes away in every way that it can. Requests get 503 with Retry-After, nothing that was answered is
// lost, and the service recovers without a restart.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditAll, expectKept, isReady, until } from './support/check.ts';
import { decide, type Load, type RunningLoad, startLoad } from './support/load.ts';
import { makeFolder, newKey, type Server, startServer } from './support/server.ts';

const RATE = { per_second: 1e6, burst: 1e6 };
const IS_ROOT = process.getuid?.() === 0;
/** An account without rights, as which the service runs where the tests run as root: nothing is read-only for root. */
const NOBODY = 65534;

/**
 * Makes `breakage` under load, waits until requests get 503, ends it, and waits until they get 200 again. Everything
 * that was answered must be in the log afterwards.
 */
async function outage(
  server: Server,
  breakage: () => void | Promise<void>,
  end: () => void | Promise<void>,
): Promise<Load> {
  const running = startLoad(server, { connections: 8 });
  try {
    await breakAndEnd(server, running, breakage, end);
  } finally {
    await running.stop();
  }
  const { load } = running;
  assert.deepEqual([...load.statuses.keys()].sort(), [200, 503]);
  assert.deepEqual(load.errors, []);
  assert.equal(await isReady(server), true);
  await expectKept(server, load.answered);
  const events = server
    .log()
    .map(({ event }) => event)
    .filter((event) => event.startsWith('database_'));
  assert.deepEqual([...new Set(events)].sort(), ['database_away', 'database_back']);
  return load;
}

async function breakAndEnd(
  server: Server,
  { load }: RunningLoad,
  breakage: () => void | Promise<void>,
  end: () => void | Promise<void>,
): Promise<void> {
  await until(() => load.count > 50);
  await breakage();
  await until(() => (load.statuses.get(503) ?? 0) > 0, 15_000);
  const refused = await decide(server.url, server.token('backend'), { key: newKey() });
  assert.deepEqual([refused.status, refused.retryAfter], [503, '1']);
  assert.equal(await isReady(server), false);
  await end();
  const before = load.answered.size;
  await until(() => load.answered.size > before + 50, 15_000);
}

/** Stops the server and audits its log, which has at least the answered decisions. */
async function expectWhole(server: Server, { answered }: Load): Promise<void> {
  await server.stop();
  assert.ok(auditAll(server) >= answered.size);
}

test('the database is moved away and back', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const away = `${server.database}.away`;
  await expectWhole(
    server,
    await outage(
      server,
      () => renameSync(server.database, away),
      () => renameSync(away, server.database),
    ),
  );
});

test('another database is put in its place, and an older copy of it: neither is written to', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const other = await startServer({ configuration: { rate: RATE } });
  await other.stop();
  const foreign = readFileSync(other.database);
  const away = `${server.database}.away`;
  await expectWhole(
    server,
    await outage(
      server,
      () => {
        renameSync(server.database, away);
        copyFileSync(other.database, server.database);
      },
      () => {
        assert.deepEqual(readFileSync(server.database).subarray(100), foreign.subarray(100));
        renameSync(away, server.database);
      },
    ),
  );
  const [event] = server.log().filter(({ event }) => event === 'database_away');
  assert.match(String(event?.['reason']), /lacks decisions that were recorded|is not there/);
});

test('the log file of the database is removed: what it held is in the main file', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const running = startLoad(server, { connections: 8 });
  await until(() => running.load.count > 100);
  rmSync(`${server.database}-wal`);
  const before = running.load.answered.size;
  await until(() => running.load.answered.size > before + 100);
  const load = await running.stop();
  await expectKept(server, load.answered);
  await expectWhole(server, load);
});

test('another process locks the database', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const locker = spawn('sqlite3', [server.database], { stdio: ['pipe', 'pipe', 'inherit'] });
  after(() => locker.kill());
  await expectWhole(
    server,
    await outage(
      server,
      () => {
        locker.stdin.write('.timeout 20000\nBEGIN IMMEDIATE;\n.print locked\n');
        return new Promise((resolve) => locker.stdout.once('data', () => resolve()));
      },
      () => {
        locker.stdin.end();
      },
    ),
  );
});

test('the files may not grow', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const limit = (size: string): void => {
    execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${size}:`]);
  };
  await expectWhole(
    server,
    await outage(
      server,
      () => limit(String(statSync(`${server.database}-wal`).size)),
      () => limit('unlimited'),
    ),
  );
});

/** Mounts a disk of 48 MB, which the load alone does not fill; false where this account may not. */
function mountSmallDisk(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder]).status === 0;
}

test('the disk is full', async () => {
  const folder = makeFolder('disk');
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const filler = join(disk, 'filler');
  const isMounted = mountSmallDisk(disk);
  const server = await startServer({ folder, configuration: { database: 'disk/decisions.sqlite', rate: RATE } });
  // Without the right to mount, the limit of the process stands for the end of the disk.
  const limit = (size: string): void => {
    execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${size}:`]);
  };
  const fill = (): void => {
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k', 'count=16000'], { stdio: 'ignore' });
  };
  try {
    await expectWhole(
      server,
      await outage(
        server,
        () => (isMounted ? fill() : limit('200000')),
        () => (isMounted ? rmSync(filler) : limit('unlimited')),
      ),
    );
  } finally {
    if (isMounted) spawnSync('umount', ['--lazy', disk]);
  }
});

test('the database becomes read-only', async () => {
  const folder = makeFolder('read-only');
  chmodSync(folder, 0o755);
  const first = await startServer({ folder });
  await first.stop();
  if (IS_ROOT) execFileSync('chown', ['-R', String(NOBODY), folder]);
  const wrapper = IS_ROOT ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  const server = await startServer({ folder, wrapper, configuration: { rate: RATE } });
  const away = `${server.database}.away`;
  await expectWhole(
    server,
    await outage(
      server,
      async () => {
        // What is open stays writable, so it has to be opened again.
        renameSync(server.database, away);
        chmodSync(away, 0o444);
        await until(async () => !(await isReady(server)));
        // The connections for reading too: they lend their file to the one for writing. Metrics count reviews.
        assert.equal((await server.fetch('/v1/decisions', { caller: 'backend' })).status, 503);
        await fetch(`${server.operatorsUrl}/metrics`);
        renameSync(away, server.database);
      },
      () => chmodSync(server.database, 0o644),
    ),
  );
});

test('the clock is set back: times stand still, and ids stay in order', async () => {
  const folder = makeFolder('clock');
  const offset = join(folder, 'offset');
  writeFileSync(offset, '+0\n');
  const server = await startServer({
    folder,
    env: {
      LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1',
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
  });
  const ask = async (): Promise<string> => {
    const { status, body } = await decide(server.url, server.token('backend'));
    assert.equal(status, 200);
    return (JSON.parse(body) as { decided_at: string }).decided_at;
  };
  const before = await ask();
  assert.ok(Math.abs(Date.parse(before) - Date.now()) < 10_000);
  writeFileSync(offset, '+3600\n');
  const ahead = await ask();
  assert.ok(Date.parse(ahead) > Date.now() + 3_000_000, ahead);
  writeFileSync(offset, '+0\n');
  const times = [ahead, await ask(), await ask()];
  assert.deepEqual(times, [...times].sort());
  await server.stop();
  // A restart does not forget it.
  const next = await startServer({ folder });
  assert.ok((await decide(next.url, next.token('backend'))).body.includes(ahead.slice(0, 19)));
  await next.stop();
  assert.equal(auditAll(next), 5);
});

test('decisions that find no place in the queue get 503, and those with a place are recorded', async () => {
  const server = await startServer({ configuration: { queue: 1, rate: RATE } });
  const running = startLoad(server, { connections: 32 });
  await sleep(500);
  const load = await running.stop();
  assert.deepEqual([...load.statuses.keys()].sort(), [200, 503]);
  await server.stop();
  assert.equal(auditAll(server), load.answered.size);
});
