// The client of the package where the service is busy, away, slow, or behind something that is not the service.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, describe, test } from 'node:test';
import { newIdempotencyKey, PrescoreService, type ServiceOptions, ServiceProblem } from 'prescore/service';
import { until } from './support/check.ts';
import { ANSWERS, newKey, PROGRAMME, startServer } from './support/server.ts';

const REQUEST = { programme: PROGRAMME, answers: ANSWERS };
type Reply = (answer: ServerResponse, request: IncomingMessage) => void;

/** What the client asked, in order. */
interface Asked {
  line: string;
  key: string | undefined;
  at: number;
}

/** A server that gives one reply after another, and the last one ever after. */
async function scripted(replies: readonly Reply[], options: Partial<ServiceOptions> = {}) {
  const asked: Asked[] = [];
  const server = createServer((request, answer) => {
    const { method, url, headers } = request;
    asked.push({ line: `${method} ${url}`, key: headers['idempotency-key']?.toString(), at: performance.now() });
    request.resume().once('end', () => replies[Math.min(asked.length, replies.length) - 1]?.(answer, request));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { client: new PrescoreService({ url: `http://127.0.0.1:${port}/`, ...options }), asked };
}

const problem =
  (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  (answer) => {
    const body = { type: `urn:prescore:problem:${code}`, title: 'T', status, detail: 'D.' };
    answer.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers }).end(JSON.stringify(body));
  };
const busy = problem(503, 'busy', { 'Retry-After': '0' });
const lost: Reply = (answer) => answer.destroy();
const silent: Reply = () => undefined;
const done: Reply = (answer) =>
  answer.writeHead(200, { 'Content-Type': 'application/json', 'Idempotency-Replayed': 'true' }).end('{"id":"1"}');

const failure = async (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => assert.fail('It succeeded.'),
    (error: Error) => error,
  );

describe('a decision', () => {
  test('is tried again with the same key, where nothing has happened and where no answer came', async () => {
    for (const first of [busy, lost, problem(429, 'too_often', { 'Retry-After': '0' })]) {
      const { client, asked } = await scripted([first, busy, done]);
      const decided = await client.decide(REQUEST);
      assert.deepEqual([decided.replayed, decided.decision.id], [true, '1']);
      assert.deepEqual(
        asked.map(({ line, key }) => [line, key]),
        Array.from({ length: 3 }, () => ['POST /v1/decisions', decided.key]),
      );
    }
  });

  test('waits as long as the service asks, or fails at once where that is too long', async () => {
    const { client, asked } = await scripted([problem(503, 'busy', { 'Retry-After': '1' }), done]);
    await client.decide(REQUEST);
    assert.ok((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0) >= 990);
    const long = await scripted([problem(503, 'busy', { 'Retry-After': '60' })]);
    const error = await failure(long.client.decide(REQUEST));
    assert.ok(error instanceof ServiceProblem);
    assert.deepEqual([error.retryAfter, long.asked.length], [60, 1]);
  });

  test('fails after the tries that the options allow, with the last reason', async () => {
    const { client, asked } = await scripted([busy], { attempts: 3 });
    const error = await failure(client.decide(REQUEST));
    assert.ok(error instanceof ServiceProblem);
    assert.deepEqual([error.status, error.code, error.message, asked.length], [503, 'busy', 'D.', 3]);
    const away = await scripted([lost], { attempts: 2 });
    assert.equal((await failure(away.client.decide(REQUEST))) instanceof ServiceProblem, false);
    assert.equal(away.asked.length, 2);
  });

  test('is not tried again where that cannot help', async () => {
    for (const reply of [
      problem(422, 'issues'),
      problem(500, 'bug'),
      problem(503, 'withdrawn', { 'Retry-After': '0' }),
    ]) {
      const { client, asked } = await scripted([reply]);
      assert.ok((await failure(client.decide(REQUEST))) instanceof ServiceProblem);
      assert.equal(asked.length, 1);
    }
  });

  test('that takes too long is tried again, and one that is given up is not', async () => {
    const slow = await scripted([silent, done], { timeout: 100 });
    await slow.client.decide(REQUEST);
    assert.equal(slow.asked.length, 2);
    const { client, asked } = await scripted([silent]);
    const stop = new AbortController();
    const call = client.decide(REQUEST, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('given up')), 50);
    assert.equal((await failure(call)).message, 'given up');
    assert.equal(asked.length, 1);
    const waiting = await scripted([problem(503, 'busy', { 'Retry-After': '4' })]);
    const later = new AbortController();
    const second = waiting.client.decide(REQUEST, { signal: later.signal });
    setTimeout(() => later.abort(new Error('given up')), 100);
    const begin = performance.now();
    assert.equal((await failure(second)).message, 'given up');
    assert.ok(performance.now() - begin < 2000);
  });
});

describe('other answers', () => {
  test('a release is not repeated where nobody knows whether it happened', async () => {
    const { client, asked } = await scripted([lost, done]);
    await failure(client.proposeActive(PROGRAMME, 'sha256:0'));
    assert.equal(asked.length, 1);
    const again = await scripted([busy, done]);
    await again.client.withdraw(PROGRAMME);
    assert.equal(again.asked.length, 2);
  });

  test('that are no problems of the service become one', async () => {
    for (const [reply, status] of [
      [(answer: ServerResponse) => answer.writeHead(502).end('<html>Bad gateway'), 502],
      [(answer: ServerResponse) => answer.writeHead(503, { 'Retry-After': '9' }).end(), 503],
      [(answer: ServerResponse) => answer.writeHead(404, { 'Content-Type': 'application/json' }).end('null'), 404],
    ] as const) {
      const { client } = await scripted([reply]);
      const error = await failure(client.decide(REQUEST));
      assert.ok(error instanceof ServiceProblem);
      assert.deepEqual([error.status, error.code], [status, 'http']);
      assert.match(error.message, new RegExp(`status ${status}`));
    }
  });

  test('that lead elsewhere are not followed: the token stays here', async () => {
    const elsewhere: Reply = (answer) => answer.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end();
    const { client } = await scripted([elsewhere], { token: 'secret', attempts: 1 });
    assert.ok((await failure(client.programmes())) instanceof TypeError);
  });

  test('parts of paths are escaped', async () => {
    const { client, asked } = await scripted([done]);
    await client.decision('../programmes?x');
    await client.decisions({ client: 'a&b=c', limit: 1 });
    assert.deepEqual(
      asked.map(({ line }) => line),
      ['GET /v1/decisions/..%2Fprogrammes%3Fx', 'GET /v1/decisions?client=a%26b%3Dc&limit=1'],
    );
  });
});

describe('with the service', () => {
  test('a token may change between two requests, and a trace-id stands in the log', async () => {
    const server = await startServer();
    let caller = 'backend';
    const client = new PrescoreService({ url: new URL(server.url), token: async () => server.token(caller) });
    const trace = '0af7651916cd43dd8448eb211c80319c';
    await client.decide(REQUEST, { traceparent: `00-${trace}-b7ad6b7169203331-01` });
    caller = 'other';
    assert.equal((await client.decisions()).decisions.length, 0);
    const lineOf = () => server.log().find((one) => one.trace === trace);
    await until(() => lineOf() !== undefined);
    const line = lineOf();
    assert.deepEqual([line?.event, line?.route, line?.caller], ['request', 'decide', 'backend']);
  });

  test('calls wait out a restart, and their decisions are made once', async () => {
    const server = await startServer();
    const key = newKey();
    const { port } = server;
    const client = new PrescoreService({ url: server.url, token: server.token('backend'), attempts: 8 });
    const first = await client.decide(REQUEST, { key });
    await server.stop();
    const call = client.decide(REQUEST, { key });
    await startServer({ folder: server.folder, configuration: { listen: { address: '127.0.0.1', port } } });
    assert.deepEqual(await call, { ...first, replayed: true });
  });

  test('keys are new and fit', () => {
    const keys = Array.from({ length: 100 }, newIdempotencyKey);
    assert.equal(new Set(keys).size, 100);
    for (const key of keys) assert.match(key, /^[A-Za-z0-9_-]{16,64}$/);
  });
});
