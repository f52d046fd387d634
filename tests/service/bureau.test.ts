// A bureau that answers well, badly, late or not at all: the policy decides within the timeout, what happened is
// recorded and counted, and nobody else waits.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, type BehaviourName, Bureau, bureauConnector } from './support/bureau.ts';
import { auditAll, until } from './support/check.ts';
import {
  CLIENT,
  countedCalls,
  decideFull,
  fullBody,
  makeClientFolder,
  startClientServer,
} from './support/clientData.ts';
import { percentile, startLoad } from './support/load.ts';
import { keepSecret } from './support/server.ts';

/** The longest that the connector of {@link bureauConnector} takes, and what a busy machine adds. */
const DEADLINE = 500;
const SLACK = 1500;
/** A breaker that never opens, for tests of single calls. */
const PATIENT = { breaker: { failures: 1000, open_seconds: 1 } };

async function startAll(name: string, more: object = PATIENT) {
  const bureau = await Bureau.start();
  const folder = await makeClientFolder(name);
  const server = await startClientServer(folder, { table: {}, http: [bureauConnector(bureau.port, more)] });
  return { bureau, server };
}

/** What each behaviour comes to, and how often it is asked. */
const BAD: readonly (readonly [BehaviourName, string, number])[] = [
  ['error', 'server_error', 2],
  ['forbidden', 'refused', 1],
  ['redirect', 'refused', 1],
  ['not json', 'wrong_answer', 1],
  ['other shape', 'wrong_answer', 1],
  ['no date', 'wrong_answer', 1],
  ['other client', 'other_client', 1],
  ['no client', 'wrong_answer', 1],
  ['garbage', 'wrong_answer', 1],
  ['silent', 'timeout', 1],
  ['dripping', 'timeout', 1],
  ['closes at once', 'unreachable', 2],
  ['closes in the middle', 'unreachable', 2],
  ['floods 100 MB', 'too_large', 1],
  ['promises 100 MB', 'too_large', 1],
  ['floods headers', 'too_large', 1],
];

describe('a bureau', () => {
  test('that answers is merged with the table, and the older date counts', async () => {
    const { bureau, server } = await startAll('good');
    const { recorded } = await decideFull(server);
    assert.equal(recorded.enrichment.status, 'found');
    assert.equal(recorded.enrichment.source, 'demo+bureau');
    assert.ok(recorded.inputs.client_data);
    const { values, calls } = recorded.inputs.client_data;
    assert.equal(Object.keys(values).length, 8);
    assert.deepEqual([values['bureau_score'], values['bureau_requests']], ['-0.75', '2']);
    assert.deepEqual(
      calls.map(({ connector, outcome, attempts }) => [connector, outcome, attempts]),
      [
        ['table', 'found', 1],
        ['bureau', 'found', 1],
      ],
    );
    assert.deepEqual(
      bureau.requests.map(({ url }) => url),
      [`/subjects/${CLIENT}`],
    );
    assert.equal(bureau.requests[0]?.headers.authorization, undefined);
  });

  test('that fails leaves the decision to the policy within its time, recorded and counted', async () => {
    const { bureau, server } = await startAll('bad');
    const expected: Record<string, number> = {};
    for (const [behaviour, outcome, attempts] of BAD) {
      bureau.behaviour = behaviour;
      const before = bureau.requests.length;
      const { recorded, milliseconds } = await decideFull(server);
      assert.equal(recorded.outcome, 'manual_review', behaviour);
      assert.deepEqual(recorded.enrichment, { status: 'unavailable' }, behaviour);
      const call = recorded.inputs.client_data?.calls.find(({ connector }) => connector === 'bureau');
      assert.deepEqual([call?.outcome, call?.attempts], [outcome, attempts], behaviour);
      assert.ok(milliseconds < DEADLINE + SLACK, `${behaviour}: ${milliseconds} ms`);
      assert.equal(bureau.requests.length - before, attempts, behaviour);
      expected[outcome] = (expected[outcome] ?? 0) + 1;
    }
    assert.deepEqual(await countedCalls(server, 'bureau'), expected);
    assert.deepEqual(await countedCalls(server, 'table'), { found: BAD.length });
    bureau.behaviour = 'good';
    assert.equal((await decideFull(server)).recorded.enrichment.status, 'found');
    await server.stop();
    auditAll(server);
  });

  test('that does not know the client, and one that nobody listens for', async () => {
    const { bureau, server } = await startAll('unknown');
    bureau.behaviour = 'unknown';
    const { recorded } = await decideFull(server);
    assert.deepEqual([recorded.outcome, recorded.enrichment], ['manual_review', { status: 'not_found' }]);
    bureau.stop();
    const away = (await decideFull(server)).recorded;
    assert.deepEqual(away.enrichment, { status: 'unavailable' });
    assert.equal(away.inputs.client_data?.calls[1]?.outcome, 'unreachable');
  });

  test('gets the reference of a client in its address whatever it is', async () => {
    const { bureau, server } = await startAll('reference');
    for (const client of ['a/../../admin', 'x?y=1&z', '%2e%2e', 'ä 7#', `"'<>`]) {
      await decideFull(server, client);
      assert.equal(bureau.requests.at(-1)?.url, `/subjects/${strictlyEncoded(client)}`);
    }
    const before = bureau.requests.length;
    await decideFull(server, '..');
    assert.equal(bureau.requests.length, before);
  });

  test('is asked with its token and the trace, and only with consent', async () => {
    const folder = await makeClientFolder('consent');
    writeFileSync(join(folder, 'bureau.token'), 'a-secret-of-the-bureau\n');
    keepSecret(join(folder, 'bureau.token'));
    const bureau = await Bureau.start();
    const connector = bureauConnector(bureau.port, { ...PATIENT, token: 'bureau.token', consent: true });
    const server = await startClientServer(folder, { table: {}, http: [connector] });
    const without = (await decideFull(server)).recorded;
    assert.deepEqual(without.enrichment, { status: 'unavailable' });
    assert.deepEqual(without.inputs.client_data?.calls[1]?.outcome, 'no_consent');
    assert.equal(bureau.requests.length, 0);

    const trace = '0af7651916cd43dd8448eb211c80319c';
    const consent = { wording: 'bureau-2026.1', given_at: new Date().toISOString() };
    const answered = await server.fetch('/v1/decisions', {
      method: 'POST',
      caller: 'backend',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': 'a-key-of-the-consent-test',
        traceparent: `00-${trace}-b7ad6b7169203331-01`,
      },
      body: fullBody(CLIENT, { consent }),
    });
    assert.equal(answered.status, 200);
    assert.match(await answered.text(), /"status":"found"/);
    const [request] = bureau.requests;
    assert.equal(request?.headers.authorization, 'Bearer a-secret-of-the-bureau');
    assert.match(String(request?.headers['traceparent']), new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  });

  test('that fails again and again is left alone, and asked again later', async () => {
    const { bureau, server } = await startAll('breaker', {});
    bureau.behaviour = 'error';
    for (let call = 0; call < 3; ++call) await decideFull(server);
    const asked = bureau.requests.length;
    const { recorded, milliseconds } = await decideFull(server);
    assert.equal(recorded.inputs.client_data?.calls[1]?.outcome, 'breaker_open');
    assert.equal(bureau.requests.length, asked);
    assert.ok(milliseconds < SLACK);
    bureau.behaviour = 'good';
    await until(async () => (await decideFull(server)).recorded.enrichment.status === 'found');
    const statesOf = () => server.log().filter(({ event }) => event === 'connector_breaker');
    await until(() => statesOf().length >= 3);
    const states = statesOf();
    assert.deepEqual(
      states.map(({ connector, state }) => [connector, state]),
      [
        ['bureau', 'open'],
        ['bureau', 'half_open'],
        ['bureau', 'closed'],
      ],
    );
    const counts = await countedCalls(server, 'bureau');
    assert.equal(counts['server_error'], 3);
    assert.ok((counts['breaker_open'] ?? 0) >= 1);
  });

  test('that is silent slows nobody else down', async () => {
    const { bureau, server } = await startAll('others', {
      ...PATIENT,
      timeout_seconds: 2,
      deadline_seconds: 2,
      at_once: 4,
      waiting: 4,
    });
    const alone = startLoad(server, { connections: 2 });
    await sleep(1000);
    const before = await alone.stop();
    bureau.behaviour = 'silent';
    const stuck = startLoad(server, { connections: 24, body: fullBody() });
    await sleep(200);
    const others = startLoad(server, { connections: 2 });
    await sleep(1500);
    const meanwhile = await others.stop();
    const waited = await stuck.stop();
    assert.deepEqual([...meanwhile.statuses.keys()], [200]);
    assert.deepEqual([...waited.statuses.keys()], [200]);
    assert.deepEqual([...meanwhile.errors, ...waited.errors], []);
    const [quiet, busy] = [before, meanwhile].map(({ milliseconds }) => percentile(milliseconds, 0.5));
    // Refused at once where the queue is full, so the stuck ones are a load as well: the median may grow, not to the
    // bureau's two seconds.
    assert.ok((busy ?? Number.NaN) < 250, `median ${quiet} ms alone, ${busy} ms beside a silent bureau`);
    assert.ok(percentile(meanwhile.milliseconds, 0.99) < 1000, `99 %: ${percentile(meanwhile.milliseconds, 0.99)} ms`);
    const counts = await countedCalls(server, 'bureau');
    assert.ok((counts['queue_full'] ?? 0) > 0 && (counts['timeout'] ?? 0) > 0, JSON.stringify(counts));
    assert.ok(waited.milliseconds.some((time) => time > 1500));
  });

  test('over https must have a certificate that is believed, and its own name', async () => {
    const folder = await makeClientFolder('https');
    const make = (name: string, subject: string): void => {
      const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
      const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
      const names = ['-subj', '/CN=bureau', '-addext', `subjectAltName=${subject}`];
      execFileSync('openssl', [...words, ...names, ...files], { cwd: folder, stdio: 'pipe' });
    };
    make('right', 'DNS:localhost');
    make('wrong', 'DNS:other.example');
    const start = async (name: string) => {
      const [key, cert] = ['key', 'crt'].map((end) => readFileSync(join(folder, `${name}.${end}`)));
      const secure = createServer({ key, cert }, (request, response) => {
        response.end(answer(decodeURIComponent(request.url?.split('/').at(-1) ?? '')));
      });
      secure.listen(0, '127.0.0.1');
      await once(secure, 'listening');
      after(() => secure.close());
      const address = secure.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    };
    const [right, wrong] = [await start('right'), await start('wrong')];
    const ask = async (port: number, more: object) => {
      const url = `https://localhost:${port}/subjects/{client}`;
      const http = [{ ...bureauConnector(port), ...PATIENT, url, timeout_seconds: 5, deadline_seconds: 5, ...more }];
      const server = await startClientServer(folder, { table: {}, http });
      const { recorded } = await decideFull(server);
      await server.stop();
      return recorded.inputs.client_data?.calls[1]?.outcome;
    };
    assert.equal(await ask(right, { authorities: 'right.crt' }), 'found');
    assert.equal(await ask(right, {}), 'unreachable');
    assert.equal(await ask(wrong, { authorities: 'wrong.crt' }), 'unreachable');
  });
});

/** As the service encodes it: every byte that is no letter, digit, - or _. */
function strictlyEncoded(text: string): string {
  const bytes = [...Buffer.from(text, 'utf8')];
  const encoded = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return encoded.join('');
}
