// Many clients, and slow ones: each costs little and for a short time, and the others are answered as ever.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOf } from './support/check.ts';
import { type Load, percentile, startLoad } from './support/load.ts';
import { RawClient } from './support/raw.ts';
import { newKey, type Server, startServer } from './support/server.ts';

const GET = 'GET /v1/health/live HTTP/1.1\r\nHost: a\r\n\r\n';
const RATE = { per_second: 1e6, burst: 1e6 };
const SLOW_CLIENTS = 16;

/** Runs `attack` while others ask for decisions, each of which must be answered 200 and soon. */
async function besideOthers(server: Server, attack: () => Promise<void>): Promise<Load> {
  const load = startLoad(server, { connections: 4 });
  await attack();
  const answered = await load.stop();
  assert.deepEqual(answered.statuses, new Map([[200, answered.count]]));
  assert.deepEqual(answered.errors, []);
  assert.ok(answered.count > 20, `${answered.count} decisions`);
  // Half of the shortest time that a slow client is given: what waits for one of them takes longer.
  const median = percentile(answered.milliseconds, 0.5);
  assert.ok(median < 250, `median ${median} ms`);
  return answered;
}

/** Sends one byte at a time until the server ends the connection. */
async function drip(client: RawClient, text: string): Promise<void> {
  for (const character of text) {
    if (client.exchange.end !== 'open' || client.exchange.answers.length > 0) return;
    client.write(character);
    await sleep(20);
  }
}

test('16 clients that send their headers slowly are answered 408 in time', async () => {
  const server = await startServer({ configuration: { limits: { head_seconds: 0.5 }, rate: RATE } });
  await besideOthers(server, async () => {
    const begin = Date.now();
    const slow = Array.from({ length: SLOW_CLIENTS }, () => new RawClient(server.port));
    const ended = slow.map((client) => client.ended());
    await Promise.all(
      slow.map((client) => drip(client, `GET /v1/health/live HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(500)}`)),
    );
    const statuses = (await Promise.all(ended)).map(({ answers, end }) => [answers[0]?.status, end]);
    assert.deepEqual(
      statuses,
      slow.map(() => [408, 'closed']),
    );
    assert.ok(Date.now() - begin < 8000);
    for (const client of slow) client.destroy();
  });
  await server.stop();
});

test('16 clients that send their body slowly are answered 408 in time', async () => {
  const server = await startServer({ configuration: { limits: { body_seconds: 0.5 }, rate: RATE } });
  const head = (): string =>
    `POST /v1/decisions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${server.token('backend')}\r\n` +
    `Content-Type: application/json\r\nIdempotency-Key: ${newKey()}\r\nContent-Length: 60000\r\n\r\n`;
  await besideOthers(server, async () => {
    const slow = Array.from({ length: SLOW_CLIENTS }, () => new RawClient(server.port));
    const ended = slow.map((client) => client.ended());
    await Promise.all(
      slow.map(async (client) => {
        client.write(head());
        await drip(client, ' '.repeat(500));
      }),
    );
    const statuses = (await Promise.all(ended)).map(({ answers, end }) => [answers[0]?.status, end]);
    assert.deepEqual(
      statuses,
      slow.map(() => [408, 'closed']),
    );
    for (const client of slow) client.destroy();
  });
  await server.stop();
});

test('16 clients that ask without end and read nothing are cut off, and cost no memory', async () => {
  const server = await startServer({ configuration: { limits: { write_seconds: 0.5 }, rate: RATE } });
  const before = memoryOf(server);
  await besideOthers(server, async () => {
    const slow = Array.from({ length: SLOW_CLIENTS }, () => new RawClient(server.port));
    const ask = 'GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2000);
    for (const client of slow) {
      client.socket.pause();
      client.write(ask);
    }
    await sleep(1500);
    assert.ok(memoryOf(server) < before + 8192, `${before} kB before, ${memoryOf(server)} kB now`);
    const metrics = await (await fetch(`${server.operatorsUrl}/metrics`)).text();
    const open = Number(/^prescore_connections (\d+)$/m.exec(metrics)?.[1]);
    assert.ok(open < SLOW_CLIENTS, `${open} connections`);
    for (const client of slow) client.destroy();
  });
  await server.stop();
});

test('clients that say nothing are closed after the time for a head', async () => {
  const server = await startServer({ configuration: { limits: { head_seconds: 0.3, idle_seconds: 0.6 } } });
  const silent = new RawClient(server.port);
  const idle = new RawClient(server.port);
  idle.write(GET);
  assert.equal((await silent.ended()).end, 'closed');
  assert.equal(idle.exchange.end, 'open');
  const { answers, end } = await idle.ended();
  assert.deepEqual([answers.map(({ status }) => status), end], [[200], 'closed']);
  await server.stop();
});

test('of 1,100 connections 1,000 are served, and the others are answered 503 and closed', async () => {
  const server = await startServer({ configuration: { limits: { connections: 1000 } } });
  const before = memoryOf(server);
  const clients: RawClient[] = [];
  for (let count = 0; count < 1000; ++count) {
    const client = new RawClient(server.port);
    clients.push(client);
    if (count % 100 === 0) await client.connected();
  }
  for (const client of clients) client.write(GET);
  const first = await Promise.all(clients.map((client) => client.answers(1)));
  assert.deepEqual(new Set(first.map(({ answers, end }) => `${answers[0]?.status} ${end}`)), new Set(['200 open']));
  const beyond = Array.from({ length: 100 }, () => new RawClient(server.port));
  for (const client of beyond) client.write(GET);
  const refused = await Promise.all(beyond.map((client) => client.ended()));
  const seen = refused.map(
    ({ answers, end }) => `${answers[0]?.status} ${answers[0]?.headers.get('retry-after')} ${end}`,
  );
  assert.deepEqual(new Set(seen), new Set(['503 1 closed']));
  for (const client of clients) client.write(GET);
  const again = await Promise.all(clients.map((client) => client.answers(2)));
  assert.deepEqual(new Set(again.map(({ answers }) => answers.length)), new Set([2]));
  assert.ok(memoryOf(server) < 32 * 1024, `${memoryOf(server)} kB with 1,000 connections, ${before} kB before`);
  for (const client of [...clients, ...beyond]) client.destroy();
  const late = new RawClient(server.port);
  await sleep(200);
  late.write(GET);
  assert.equal((await late.answers(1)).answers[0]?.status, 200);
  late.destroy();
  await server.stop();
});

test('bodies that are announced together beyond the memory for them are answered 503', async () => {
  const server = await startServer();
  const batch = (length: number): string =>
    `POST /v1/decisions/batch HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${server.token('backend')}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  const waiting = Array.from({ length: 8 }, () => new RawClient(server.port));
  for (const client of waiting) client.write(batch(8 * 1024 * 1024));
  await sleep(200);
  const refused = new RawClient(server.port);
  refused.write(batch(1));
  const [answer] = (await refused.ended()).answers;
  assert.deepEqual([answer?.status, answer?.headers.get('retry-after')], [503, '1']);
  for (const client of waiting) client.destroy();
  await sleep(200);
  const served = new RawClient(server.port);
  served.write(`${batch(2)}{}`);
  assert.equal((await served.answers(1)).answers[0]?.status, 422);
  served.destroy();
  await server.stop();
});
