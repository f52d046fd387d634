// Decisions while very many clients are loaded: all find their client, and none waits for the load. PRESCORE_CLIENTS=1000000
// loads that many.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CLIENT,
  FULL_MODEL,
  fullBody,
  loadDemo,
  makeClientFolder,
  startClientServer,
  yesterday,
} from './support/clientData.ts';
import { decide, percentile } from './support/load.ts';
import { databaseUsedIn } from './support/postgres.ts';
import { EXIT, runService, SERVICE, type Server } from './support/server.ts';
import { isPostgres } from './support/stored.ts';

const CLIENTS = Number(process.env['PRESCORE_CLIENTS'] ?? 50_000);
/** Few where many tests run side by side: the table is asked for a second at most. */
const PER_SECOND = CLIENTS > 100_000 ? 200 : 50;
/** Long enough for a 99th percentile. */
const QUIET_SECONDS = CLIENTS > 100_000 ? 10 : 2;
const KNOWN = 20;

/** Asks for decisions at a fixed rate, however long answers take, until `isOver`; returns their milliseconds. */
async function ask(server: Server, agent: Agent, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const begin = performance.now();
  for (let index = 0; !isOver(); index++) {
    const due = begin + (index * 1000) / PER_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
    const one = decide(server.url, server.token('backend'), { agent, body: fullBody(CLIENT) });
    asked.push(
      one.then(({ status, body }) => {
        // From the time at which it was due: what waits behind a slow answer counts as well.
        times.push(performance.now() - due);
        assert.equal(status, 200, body);
        assert.equal(JSON.parse(body).enrichment.status, 'found');
      }),
    );
  }
  await Promise.all(asked);
  return times;
}

const shown = (times: readonly number[]): string =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms and p99 ${percentile(times, 0.99).toFixed(1)} ms`;

test(`decisions go on while ${CLIENTS} clients are loaded`, async (context) => {
  const folder = await makeClientFolder('million', false);
  assert.equal(loadDemo(folder, KNOWN).code, EXIT.done);
  const words = ['demo-data', '--programme', FULL_MODEL, '--clients', String(CLIENTS), '--output', 'many.csv'];
  assert.equal(runService(folder, words).code, EXIT.done);
  const server = await startClientServer(folder, { table: {} });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  const quietEnd = performance.now() + QUIET_SECONDS * 1000;
  const before = await ask(server, agent, () => performance.now() > quietEnd);

  const database = databaseUsedIn(folder)?.urlOf('loader') ?? join(folder, 'decisions.sqlite');
  const source = ['--programme', FULL_MODEL, '--id', 'client', '--source', 'demo', '--as-of', yesterday()];
  const begin = performance.now();
  let seconds = 0;
  const loading = spawn(SERVICE, ['load-clients', 'many.csv', '--database', database, ...source], { cwd: folder });
  let out = '';
  loading.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(loading, 'close').then(([code]) => {
    seconds = (performance.now() - begin) / 1000;
    return code as number | null;
  });
  const during = await ask(server, agent, () => seconds > 0);
  assert.equal(await ended, EXIT.done);
  assert.match(out, new RegExp(`the table has ${CLIENTS} rows`));
  agent.destroy();

  const place = isPostgres ? 'into PostgreSQL' : 'beside SQLite';
  const figures = `decisions ${shown(before)} before, ${shown(during)} meanwhile, at ${PER_SECOND}/s`;
  context.diagnostic(
    `service: ${CLIENTS.toLocaleString('en')} clients loaded ${place} in ${seconds.toFixed(1)} s, ${figures}`,
  );
});
