// Generated requests, fitting and broken: the service never answers with a status or a body that is not documented.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { documentedCalls, findCall, type Parameter, resolve, type Schema, violations } from './support/contract.ts';
import { broken, fitting } from './support/generate.ts';
import { REVIEWED } from './support/reviewed.ts';
import { ANSWERS, newKey, PROGRAMME, packVariant, SCOPES, startServer } from './support/server.ts';

const RUNS = 120;
const server = await startServer({
  callers: { all: SCOPES, second: SCOPES },
  configuration: { rate: { per_second: 1e6, burst: 1e6 } },
});
const variant = packVariant(server.folder, 'variant', ({ policy }) => {
  (policy.offers[0] ?? assert.fail()).maximum_pd = 0.05;
});
/** A decision that needs a person. */
const reviewed = await decideReviewed();
/** What is there, by the parameter of a path that names it. */
const KNOWN = { programme: PROGRAMME, id: reviewed };
/** What answers had, as `decide 200`. */
const statuses = new Map<string, number>();

async function send(
  id: string,
  path: string,
  init: RequestInit,
  caller = 'all',
): Promise<{ status: number; text: string }> {
  const { method } = findCall(id);
  const answer = await server.fetch(path, { ...init, method, caller });
  const text = await answer.text();
  assert.deepEqual(violations(id, answer, text), [], `${method} ${path} ${String(init.body)}`);
  const status = `${id} ${answer.status}`;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return { status: answer.status, text };
}

async function decideReviewed(): Promise<string> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() };
  const init = { method: 'POST', caller: 'all', headers, body: JSON.stringify(REVIEWED) };
  const { id } = (await (await server.fetch('/v1/decisions', init)).json()) as { id: string };
  return id;
}

const bodySchema = (id: string): Schema =>
  resolve(findCall(id).operation.requestBody ?? assert.fail(id)).content['application/json']?.schema ?? assert.fail(id);
const jsonCalls = documentedCalls
  .filter(
    ({ operation }) => operation.requestBody && resolve(operation.requestBody).content['application/json']?.schema,
  )
  .map(({ operation }) => operation.operationId);
const headersFor = (id: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  ...(id === 'decide' || id === 'reviewDecision' ? { 'Idempotency-Key': newKey() } : {}),
});

/** Paths with fitting parameters, and those that name something which is there. */
function pathsOf(id: string, known: Readonly<Record<string, string>>): fc.Arbitrary<string> {
  const { path, operation } = findCall(id);
  const parameters = (operation.parameters ?? [])
    .map((one) => resolve<Parameter>(one))
    .filter((one) => one.in === 'path');
  const values = parameters.map(({ name, schema }) =>
    fc
      .oneof(fc.constant(known[name] ?? ''), fitting(schema).map(String))
      .map((value) => [name, encodeURIComponent(value)] as const),
  );
  return fc.tuple(...values).map((pairs) => pairs.reduce((at, [name, value]) => at.replace(`{${name}}`, value), path));
}

/** Bodies that fit, some of which name what is there. */
function bodiesOf(id: string): fc.Arbitrary<Record<string, unknown>> {
  const any = fitting(bodySchema(id)) as fc.Arbitrary<Record<string, unknown>>;
  const real = {
    ...(id === 'decide' ? { programme: PROGRAMME, answers: ANSWERS, confirmed: ['income'] } : {}),
    ...(/^(propose|approve|set)/.test(id) ? { version: variant.version } : {}),
    ...(id === 'recordOutcome' ? { decision: reviewed, observed_on: new Date().toISOString().slice(0, 10) } : {}),
  };
  return fc.tuple(any, fc.boolean()).map(([body, isReal]) => {
    const made: Record<string, unknown> = { ...body, ...(isReal ? real : {}) };
    if (!isReal) delete made.confirmed;
    return made;
  });
}

describe('requests that fit their schema', () => {
  for (const id of jsonCalls) {
    test(`${id} is never called malformed`, async () => {
      await server.fetch(`/v1/programmes/${PROGRAMME}/versions`, {
        method: 'POST',
        caller: 'all',
        body: variant.packed,
      });
      const cases = fc.tuple(pathsOf(id, KNOWN), bodiesOf(id), fc.constantFrom('all', 'second'));
      await fc.assert(
        fc.asyncProperty(cases, async ([path, body, caller]) => {
          const { status, text } = await send(
            id,
            path,
            { headers: headersFor(id), body: JSON.stringify(body) },
            caller,
          );
          const sameKeys = id === 'decideBatch' && text.includes('has an idempotency key twice');
          const confirmed = id === 'decideBatch' && text.includes('/confirmed/');
          // A pattern does not know that February has no 30th.
          const impossibleDay = text.includes('must be a time in UTC');
          if (sameKeys || confirmed || impossibleDay) return;
          assert.notEqual(status, 400, text);
          assert.ok(!text.includes('urn:prescore:problem:body'), text);
        }),
        { numRuns: RUNS },
      );
    });
  }

  test('listDecisions takes every query that fits, and so do the calls without a body', async () => {
    const { operation } = findCall('listDecisions');
    const members = (operation.parameters ?? []).map((one) => resolve<Parameter>(one));
    const query = fc.record(Object.fromEntries(members.map(({ name, schema }) => [name, fitting(schema)])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(query, async (values) => {
        const search = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
        const { status, text } = await send('listDecisions', `/v1/decisions?${search}`, {});
        // A pattern does not know that February has no 30th.
        assert.ok(status === 200 || text.includes('since must be'), `${search} ${text}`);
      }),
      { numRuns: RUNS },
    );
    for (const { method, operation } of documentedCalls) {
      if (operation.requestBody || operation.operationId === 'metrics') continue;
      const paths = pathsOf(operation.operationId, KNOWN);
      await fc.assert(
        fc.asyncProperty(paths, async (path) => {
          const { status } = await send(operation.operationId, path, {});
          assert.ok([200, 404, 409, 503].includes(status), `${method} ${path} ${status}`);
        }),
        { numRuns: 20 },
      );
    }
  });
});

describe('requests that do not fit', () => {
  for (const id of jsonCalls) {
    test(`${id} answers as documented, whatever its body`, async () => {
      await fc.assert(
        fc.asyncProperty(pathsOf(id, KNOWN), broken(bodySchema(id)), async (path, body) => {
          await send(id, path, { headers: headersFor(id), body });
        }),
        { numRuns: RUNS },
      );
    });
  }

  test('addVersion answers as documented, whatever its bytes', async () => {
    const changed = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const bytes = variant.packed.slice();
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
      return bytes;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.uint8Array()), async (body) => {
        const { status } = await send('addVersion', `/v1/programmes/${PROGRAMME}/versions`, { body });
        assert.equal(status, 422);
      }),
      { numRuns: RUNS },
    );
  });

  test('headers, paths and queries of any text', async () => {
    const anyHeader = fc.string().map((text) => text.trim());
    const body = JSON.stringify({ programme: PROGRAMME, answers: ANSWERS });
    await fc.assert(
      fc.asyncProperty(anyHeader, anyHeader, async (key, traceparent) => {
        await send('decide', '/v1/decisions', {
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, traceparent },
          body,
        });
      }),
      { numRuns: RUNS },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), async (text) => {
        const part = encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, ''));
        await send('listDecisions', `/v1/decisions?client=${part}&${part}=1`, {});
        if (part !== '' && !/^\.+$/.test(part)) {
          await send('showDecision', `/v1/decisions/${part}`, {});
          await send('showProgramme', `/v1/programmes/${part}`, {});
        }
      }),
      { numRuns: RUNS },
    );
  });
});

test('all kinds of answers came, and the service has no bug and stops as usual', async () => {
  // A generator that only makes requests of one kind would prove little.
  for (const status of [
    'decide 200',
    'decide 404',
    'decide 422',
    'decide 400',
    'decideBatch 200',
    'proposeActive 202',
    'reviewDecision 200',
    'recordOutcome 200',
    'recordOutcome 409',
  ]) {
    assert.ok((statuses.get(status) ?? 0) > 0, `No generated request was answered ${status}.`);
  }
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status.endsWith(' 500')),
    [],
  );
  await server.stop();
});
