// Requests that are broken, dangerous or far too large: each gets its status, and nobody else notices.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BODY, CLOSE, decide, GROUPS, get, HOST, TOKEN } from './support/attacks.ts';
import { memoryOf } from './support/check.ts';
import { type Exchange, RawClient, sendRaw } from './support/raw.ts';
import { newKey, type Server, startServer } from './support/server.ts';

const attacked = await startServer({
  configuration: { limits: { head_seconds: 0.4, body_seconds: 0.4 }, rate: { per_second: 1e6, burst: 1e6 } },
});
/** Puts the token in. */
const whole = (bytes: string): string => bytes.replaceAll(TOKEN, attacked.token('backend'));

const send = (bytes: string): Promise<Exchange> => sendRaw(attacked.port, whole(bytes));

/** Asks again and again until `isOver`, and fails where one answer is not 200. */
async function askMeanwhile(server: Server, isOver: () => boolean): Promise<number> {
  let asked = 0;
  while (!isOver()) {
    const answer = await server.fetch('/v1/decisions', {
      method: 'POST',
      caller: 'backend',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      body: BODY,
    });
    assert.equal(answer.status, 200, await answer.text());
    asked += 1;
  }
  return asked;
}

for (const [group, cases] of Object.entries(GROUPS)) {
  test(`${group.toLowerCase()}: ${cases.length} requests get their statuses, and others are answered meanwhile`, async () => {
    let isOver = false;
    const others = askMeanwhile(attacked, () => isOver);
    const seen = await Promise.all(
      cases.map(async ([name, bytes]) => {
        const { answers, end } = await send(bytes);
        return [name, ...answers.map(({ status }) => status), end].join(' ');
      }),
    );
    isOver = true;
    assert.ok((await others) > 0);
    const expected = cases.map(([name, , ...statuses]) => [name, ...statuses, 'closed'].join(' '));
    assert.deepEqual(seen, expected);
  });
}

test('an answer to a broken request is a problem that repeats nothing of it', async () => {
  const { answers } = await send(get('X: secret\0\r\n'));
  const [answer] = answers;
  assert.equal(answer?.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(Object.keys(JSON.parse(answer?.body ?? '')).sort(), ['detail', 'status', 'title', 'type']);
  assert.ok(!answer?.body.includes('secret'));
});

test('a method that a path does not take is answered with those that it takes, and HEAD without a body', async () => {
  const [options] = (await send(`OPTIONS /v1/decisions HTTP/1.1\r\n${HOST}${CLOSE}\r\n`)).answers;
  assert.equal(options?.headers.get('allow'), 'POST, GET');
  const { answers, rest } = await send(`HEAD /v1/health/live HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
  assert.deepEqual(answers, []);
  assert.match(rest, /^HTTP\/1\.1 405 [^]*Content-Length: [1-9][^]*\r\n\r\n$/);
});

test('the expectation 100-continue is met before the body comes, and not where the head is refused', async () => {
  const client = new RawClient(attacked.port);
  client.write(whole(decide(`Expect: 100-continue\r\nContent-Length: ${BODY.length}\r\n`, '')));
  assert.deepEqual(
    (await client.answers(1)).answers.map(({ status }) => status),
    [100],
  );
  client.write(BODY);
  assert.deepEqual(
    (await client.ended()).answers.map(({ status }) => status),
    [100, 200],
  );
  const refused = await send(decide('Expect: 100-continue\r\nContent-Length: 9999999\r\n', ''));
  assert.deepEqual(
    refused.answers.map(({ status }) => status),
    [413],
  );
});

test('every answer has a date, is not stored by anybody, and says when the connection closes', async () => {
  const [answer] = (await send(get())).answers;
  assert.ok(Math.abs(Date.parse(answer?.headers.get('date') ?? '') - Date.now()) < 5000);
  assert.equal(answer?.headers.get('cache-control'), 'no-store');
  assert.equal(answer?.headers.get('connection'), 'close');
});

test('after all attacks the memory is where it was', async () => {
  const all = Object.values(GROUPS).flat();
  const attack = (): Promise<unknown> => Promise.all(all.map(([, bytes]) => send(bytes)));
  await attack();
  const before = memoryOf(attacked);
  for (let round = 0; round < 3; ++round) await attack();
  const after = memoryOf(attacked);
  assert.ok(after < before + 4096, `${before} kB before, ${after} kB after`);
  assert.ok(after < 32 * 1024, `${after} kB`);
});
