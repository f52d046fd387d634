// Three replicas on one PostgreSQL behind nginx, as docs/deployment.md describes them: under load one is killed, one is
// replaced, and PostgreSQL is restarted. No decision is lost or made twice, and callers see no failure but 503 with
// Retry-After. `PRESCORE_NGINX_ROUNDS=20 npm test -- --only service` does all of it that often.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { askAgain, auditAll, isReady, until } from './support/check.ts';
import { decide } from './support/load.ts';
import { Postgres } from './support/postgres.ts';
import { startProxy } from './support/replicas.ts';
import { freePort, makeFolder, newKey, type Server, startServer } from './support/server.ts';

const ROUNDS = Number(process.env['PRESCORE_NGINX_ROUNDS'] ?? 1);
const REPLICAS = 3;

/** What callers see: each asks until it is answered, with the same key, as the package's client does. */
class Callers {
  readonly answered = new Map<string, string>();
  /** What was neither an answer nor a 503 with Retry-After. */
  readonly unexpected: string[] = [];
  unavailable = 0;
  #isOver = false;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #all: Promise<void>[];

  constructor(url: string, token: string, count = 12) {
    this.#all = Array.from({ length: count }, async () => {
      while (!this.#isOver) await this.#askUntilAnswered(url, token, newKey());
    });
  }

  async #askUntilAnswered(url: string, token: string, key: string): Promise<void> {
    for (;;) {
      const { status, body, retryAfter } = await decide(url, token, { agent: this.#agent, key }).catch(
        (error: unknown) => ({
          status: 0,
          body: String(error),
          retryAfter: undefined,
        }),
      );
      if (status === 200) return void this.answered.set(key, body);
      if (status !== 503 || retryAfter === undefined) this.unexpected.push(`${status} ${retryAfter} ${body}`);
      this.unavailable += 1;
      await sleep(20);
    }
  }

  /** Waits until so many more are answered. */
  async more(count: number): Promise<void> {
    const wanted = this.answered.size + count;
    await until(() => this.answered.size >= wanted, 60_000);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#all);
    this.#agent.destroy();
  }
}

test('a replica killed, one replaced and PostgreSQL restarted under load lose and double nothing', async (context) => {
  const postgres = await Postgres.start();
  const database = await postgres.makeDatabase();
  const folder = makeFolder('behind-nginx');
  const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
  const start = (port: number): Promise<Server> =>
    startServer({
      folder,
      configuration: {
        listen: { address: '127.0.0.1', port },
        database: database.url,
        request_key: 'request.key',
        rate: { per_second: 1e6, burst: 1e6 },
      },
    });
  const replicas: Server[] = [];
  for (const port of ports) replicas.push(await start(port));
  const url = await startProxy(ports);
  const token = replicas[0]?.token('backend') ?? '';
  const callers = new Callers(url, token);
  await callers.more(200);
  for (let round = 0; round < ROUNDS; round++) {
    const [killed = 0, replaced = 0] = [round % REPLICAS, (round + 1) % REPLICAS];
    await replicas[killed]?.kill();
    await callers.more(100);
    replicas[killed] = await start(ports[killed] ?? 0);
    await callers.more(100);
    await replicas[replaced]?.stop();
    await callers.more(100);
    replicas[replaced] = await start(ports[replaced] ?? 0);
    await callers.more(100);
    await postgres.stop();
    await postgres.run();
    for (const replica of replicas) await until(() => isReady(replica), 30_000);
    await callers.more(200);
  }
  await callers.stop();
  assert.deepEqual(callers.unexpected, []);
  const { answered } = callers;
  const [any] = replicas;
  assert.ok(any);
  const again = await askAgain(any, answered.keys());
  for (const [key, body] of answered) assert.equal(again.get(key)?.body, body);
  assert.equal(auditAll(any), answered.size);
  context.diagnostic(
    `service: ${ROUNDS} rounds behind nginx: ${answered.size} decisions, 0 lost, 0 doubled, ${callers.unavailable} answers 503 with Retry-After`,
  );
});

test('a decision is tried on every replica; what changes a release is sent once', async () => {
  let asked = 0;
  const servers = Array.from({ length: REPLICAS }, () =>
    createServer((request) => {
      asked += 1;
      request.socket.destroy();
    }).listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  after(() => {
    for (const server of servers) server.close();
  });
  const url = await startProxy(servers.map((server) => (server.address() as AddressInfo).port));
  for (const [path, method, tries] of [
    ['/v1/decisions', 'POST', REPLICAS],
    ['/v1/programmes/x/versions', 'POST', 1],
    ['/v1/programmes/x/active', 'PUT', 1],
    ['/v1/programmes/x/active', 'DELETE', 1],
  ] as const) {
    // nginx leaves out a replica that failed, for up to two seconds.
    await sleep(2200);
    asked = 0;
    const answer = await fetch(url + path, { method, ...(method === 'DELETE' ? {} : { body: '{}' }) });
    assert.deepEqual([answer.status, answer.headers.get('retry-after'), asked], [503, '1', tries], `${method} ${path}`);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(((await answer.json()) as { status: number }).status, 503);
  }
});
