// Who may do what, and what HTTP itself refuses: each with its status and a problem, as the document says.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { clientOf, problemOf } from './support/client.ts';
import { documentedCalls, expectDocumented, resolve } from './support/contract.ts';
import { ANSWERS, newKey, PROGRAMME, SCOPES, type Scope, startServer, versionOf } from './support/server.ts';

/** What each call needs. */
const NEEDS: Readonly<Record<string, Scope>> = {
  decide: 'decide',
  decideBatch: 'decide',
  listDecisions: 'read',
  showDecision: 'read',
  replayDecision: 'read',
  reviewDecision: 'review',
  listReviews: 'review',
  recordOutcome: 'outcome',
  recordOutcomes: 'outcome',
  explainDecision: 'score',
  listProgrammes: 'decide',
  showProgramme: 'decide',
  addVersion: 'release',
  proposeActive: 'release',
  approveActive: 'approve',
  withdraw: 'release',
  setChallenger: 'release',
  endChallenger: 'release',
};

const one = Object.fromEntries(SCOPES.map((scope) => [`only-${scope}`, [scope]]));
const server = await startServer({ callers: { ...one, all: SCOPES } });
const secured = documentedCalls.filter(({ operation }) => operation.security === undefined);

/** Values for the parts of paths in braces. */
const PARTS: Readonly<Record<string, string>> = { id: '01a21fed-b049-7cf5-8aff-000000000000', programme: 'no-such' };
const pathOf = (template: string): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARTS[name] ?? name);

/** A request that does nothing but shows whether it is let in: its programme and its decision do not exist. */
const bodies: Readonly<Record<string, string>> = {
  decide: JSON.stringify({ programme: 'no-such', answers: {} }),
  decideBatch: '{"decisions":[]}',
  reviewDecision: JSON.stringify({ outcome: 'refusal', staff: 's-1', reason: 'A test' }),
  recordOutcome: JSON.stringify({ decision: PARTS.id, outcome: 'paid', observed_on: '2026-11-28' }),
  recordOutcomes: '{"outcomes":[]}',
  addVersion: 'no model',
  ...Object.fromEntries(
    ['proposeActive', 'approveActive', 'setChallenger'].map((name) => [
      name,
      JSON.stringify({ version: versionOf(new Uint8Array()) }),
    ]),
  ),
};
function init(id: string, method: string, headers: Record<string, string> = {}): RequestInit {
  const body = bodies[id];
  return {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(id === 'decide' || id === 'reviewDecision' ? { 'Idempotency-Key': newKey() } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  };
}

describe('callers', () => {
  test('the document says of each call which scope it needs', () => {
    assert.deepEqual(secured.map(({ operation }) => operation.operationId).toSorted(), Object.keys(NEEDS).toSorted());
  });

  for (const { path, method, operation } of secured) {
    const id = operation.operationId;
    test(`${id}: 401 without a token of the service, 403 without its scope, neither with it`, async () => {
      const headers = [
        {},
        'Bearer',
        'Bearer no-token',
        `Bearer  ${server.token('all')}`,
        `Basic ${server.token('all')}`,
      ];
      for (const value of headers) {
        const header = typeof value === 'string' ? { Authorization: value } : {};
        const answer = await server.fetch(pathOf(path), init(id, method, header));
        assert.equal(answer.status, 401, String(value));
        await expectDocumented(id, answer);
      }
      for (const scope of SCOPES) {
        const answer = await server.fetch(pathOf(path), { ...init(id, method), caller: `only-${scope}` });
        const isRefused = answer.status === 403;
        assert.equal(isRefused, scope !== NEEDS[id], `${scope}: ${answer.status}`);
        const text = await expectDocumented(id, answer);
        if (isRefused) assert.equal((JSON.parse(text) as { type: string }).type, 'urn:prescore:problem:scope');
      }
    });
  }

  test('the scheme of the header is read in any case of letters, as HTTP has it', async () => {
    const answer = await server.fetch('/v1/programmes', {
      headers: { Authorization: `bEARER ${server.token('all')}` },
    });
    assert.equal(answer.status, 200);
  });

  test('health and this document are open to all, and metrics are on the other port only', async () => {
    for (const [id, path] of [
      ['live', '/v1/health/live'],
      ['ready', '/v1/health/ready'],
      ['openapi', '/openapi.yaml'],
    ] as const) {
      await expectDocumented(id, await server.fetch(path));
    }
    const metrics = await fetch(`${server.operatorsUrl}/metrics`);
    assert.match(await expectDocumented('metrics', metrics), /^# TYPE prescore_requests_total counter$/m);
    for (const [path, url] of [
      ['/metrics', server.url],
      ['/v1/decisions', server.operatorsUrl],
      ['/openapi.yaml', server.operatorsUrl],
    ] as const) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
    for (const path of ['/v1/health/live', '/v1/health/ready']) {
      assert.equal((await fetch(server.operatorsUrl + path)).status, 200);
    }
  });
});

describe('HTTP', () => {
  for (const { path, method, operation } of documentedCalls.filter(({ path }) => path !== '/metrics')) {
    const id = operation.operationId;
    const send = (changes: RequestInit & { headers?: Record<string, string> }) =>
      server.fetch(pathOf(path), { ...init(id, method, changes.headers), ...changes, caller: 'all' });

    test(`${id}: 403 for pages, 415 for what is encoded, 413 for a body that is too long`, async () => {
      assert.deepEqual(await refused(id, await raw(method, path, { Origin: 'https://bank.example' })), [403, 'http']);
      assert.deepEqual(await refused(id, await raw(method, path, { 'Content-Encoding': 'gzip' })), [415, 'http']);
      const long = await raw(method, path, {
        'Content-Length': String(17 * 1024 * 1024),
        'Content-Type': 'application/json',
      });
      assert.deepEqual(await refused(id, long), [413, 'http']);
      const body = operation.requestBody && resolve(operation.requestBody).content['application/json'];
      if (!body?.schema) return;
      const { 'Content-Type': _, ...headers } = init(id, method).headers as Record<string, string>;
      for (const type of ['text/plain', 'application/jsonx', 'application/x-www-form-urlencoded']) {
        const answer = await server.fetch(pathOf(path), {
          ...init(id, method),
          headers: { ...headers, 'Content-Type': type },
          caller: 'all',
        });
        assert.deepEqual(await refused(id, answer), [415, 'content_type'], type);
      }
      assert.deepEqual(await refused(id, await send({ body: '{' })), [400, 'json']);
    });
  }

  test('another method is 405, with the methods that the path takes, and another path 404', async () => {
    for (const [method, path, allowed] of [
      ['DELETE', '/v1/decisions', 'GET, POST'],
      ['GET', `/v1/programmes/${PROGRAMME}/active`, 'DELETE, PUT'],
      ['PUT', '/v1/health/live', 'GET'],
    ] as const) {
      const answer = await server.fetch(path, { method, caller: 'all' });
      assert.equal(answer.status, 405);
      assert.deepEqual((answer.headers.get('Allow') ?? '').split(', ').toSorted().join(', '), allowed);
    }
    for (const path of ['/', '/v1', '/v1/decisions/', '/v2/decisions', '/v1/decisions/x/y']) {
      assert.equal((await server.fetch(path, { caller: 'all' })).status, 404, path);
    }
  });

  /** Sends a head that `fetch` would not send, and no body. */
  function raw(method: string, template: string, headers: Record<string, string>): Promise<Response> {
    return new Promise((resolve, reject) => {
      const sent = request(server.url + pathOf(template), {
        method,
        headers: { Authorization: `Bearer ${server.token('all')}`, 'Idempotency-Key': newKey(), ...headers },
      });
      sent.once('response', (message) => {
        let text = '';
        message.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        message.once('end', () => {
          sent.destroy();
          const fields = Object.entries(message.headers).map(
            ([name, value]) => [name, String(value)] as [string, string],
          );
          resolve(new Response(text, { status: message.statusCode ?? 0, headers: fields }));
        });
      });
      sent.once('error', reject);
      sent.flushHeaders();
    });
  }
});

test('a caller who asks more often than it may gets 429, and others do not', async () => {
  const limited = await startServer({ configuration: { rate: { per_second: 0.001, burst: 3 } } });
  const backend = clientOf(limited, 'backend');
  const decide = () => backend.decide({ programme: PROGRAMME, answers: ANSWERS });
  for (let times = 0; times < 3; times++) await decide();
  const { retryAfter } = await problemOf(decide(), 429, 'too_often');
  assert.equal(retryAfter, 1);
  const items = ['a', 'b', 'c', 'd'].map((name) => ({
    idempotency_key: newKey(),
    programme: PROGRAMME,
    answers: ANSWERS,
    client: name,
  }));
  const other = clientOf(limited, 'other');
  await problemOf(other.decideBatch(items), 429, 'too_often');
  assert.equal((await other.decideBatch(items.slice(1))).decisions.length, 3);
  assert.equal((await backend.decisions()).decisions.length, 3);
});

/** The status and the code of an answer that is a documented problem. */
async function refused(id: string, answer: Response): Promise<[number, string]> {
  const { type } = JSON.parse(await expectDocumented(id, answer)) as { type: string };
  return [answer.status, type.split(':').at(-1) ?? ''];
}
