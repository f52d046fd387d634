// The OpenAPI document itself: clean for the linter, its examples fit, and it is what the service serves.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { findFiles } from '../../scripts/base/files.mjs';
import { inRoot } from '../../scripts/base/paths.mjs';
import { serviceTypes } from '../../site/package/serviceTypes.mjs';
import {
  DOCUMENT,
  documentedCalls,
  errorsAt,
  expectDocumented,
  findCall,
  openApi,
  resolve,
  schemaErrors,
  violations,
} from './support/contract.ts';
import { startServer } from './support/server.ts';

const source = (pattern: RegExp): string =>
  findFiles(['service'], pattern)
    .map((name) => readFileSync(inRoot(name), 'utf8'))
    .join('\n');
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

test('the linter has nothing to say', async () => {
  const redocly = inRoot('node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await promisify(execFile)(process.execPath, [redocly, 'lint', '--format=json', DOCUMENT], { env });
  const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { totals: object; problems: object[] };
  assert.deepEqual(problems, []);
  assert.deepEqual(totals, { errors: 0, warnings: 0, ignored: 0 });
});

test('the service serves the file, on the port of callers', async () => {
  const server = await startServer();
  assert.equal(await expectDocumented('openapi', await server.fetch('/openapi.yaml')), readFileSync(DOCUMENT, 'utf8'));
});

test('every example fits its schema', () => {
  let examples = 0;
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { schema, examples: named } = value as { schema?: unknown; examples?: Record<string, { value: unknown }> };
    if (schema !== undefined && named !== undefined) {
      for (const [name, example] of Object.entries(named)) {
        assert.deepEqual(errorsAt(`${pointer}/schema`, example.value), [], `${pointer} ${name}`);
        examples++;
      }
    }
    for (const [key, inner] of Object.entries(value)) {
      walk(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  };
  walk(openApi, '');
  assert.ok(examples >= 25, String(examples));
});

test('every call with a body or an answer in JSON shows an example', () => {
  for (const { operation } of documentedCalls) {
    for (const answer of Object.values(operation.responses)) {
      for (const [type, media] of Object.entries(resolve(answer).content ?? {})) {
        if (type.endsWith('json')) assert.ok(media.examples, operation.operationId);
      }
    }
  }
});

test('the document has every route of the service, and no other', () => {
  const routes = [...source(/routes\.cpp$/).matchAll(/"(GET|POST|PUT|DELETE)",\s*\{([^}]*)\}/g)].map(
    ([, method, path]) => `${method} /${(path ?? '').replaceAll('"', '').replaceAll(', ', '/')}`,
  );
  assert.ok(routes.length >= 17);
  const documented = documentedCalls.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '*')}`);
  assert.deepEqual(sorted(documented), sorted(routes));
});

test('the document has every type of problem and every code of an issue, and no other', () => {
  const { enum: types } = openApi.components.schemas.ProblemType as { enum: string[] };
  const codes = [...source(/\.cpp$/).matchAll(/\{\s*(?:\d{3}|status),\s*"([a-z_]+)"/g)].map(([, code]) => code ?? '');
  assert.deepEqual(sorted(types), sorted(codes.map((code) => `urn:prescore:problem:${code}`)));
  const { enum: issues } = openApi.components.schemas.IssueCode as { enum: string[] };
  const [list = ''] = readFileSync(inRoot('core/include/prescore/codes.hpp'), 'utf8').split('PRESCORE_OUTCOMES');
  assert.deepEqual(sorted(issues), sorted([...list.matchAll(/X\((\w+),/g)].map(([, code]) => code ?? '')));
});

test('an answer that is not as documented is found', () => {
  const problem = { type: 'urn:prescore:problem:busy', title: 'T', status: 503, detail: 'D' };
  const answer = (status: number, body: object, headers: Record<string, string> = {}) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    const text = JSON.stringify(body);
    const found = violations(
      'ready',
      new Response(text, { status, headers: { 'Content-Type': type, ...headers } }),
      text,
    );
    return found.join('; ');
  };
  assert.equal(answer(200, { status: 'ok' }), '');
  assert.equal(answer(503, problem, { 'Retry-After': '1' }), '');
  for (const [found, expected] of [
    [answer(201, { status: 'ok' }), /undocumented status 201/],
    [answer(200, { status: 'ok', more: 1 }), /must NOT have additional properties/],
    [answer(200, {}), /must have required property/],
    [answer(200, { status: 'ok' }, { 'Content-Type': 'text/html' }), /undocumented type text\/html/],
    [answer(503, problem), /Retry-After is missing/],
    [answer(503, { ...problem, status: 500 }, { 'Retry-After': '1' }), /the problem's status 500/],
    [answer(503, { ...problem, type: 'about:blank' }, { 'Retry-After': '1' }), /allowed values/],
  ] as const) {
    assert.match(found, expected);
  }
  // Objects that are put together of several schemas are closed, too.
  const { examples } = resolve(findCall('decide').operation.responses['200'] ?? assert.fail()).content?.[
    'application/json'
  ] ?? { examples: {} };
  const decision = examples?.['decision']?.value as object;
  assert.deepEqual(schemaErrors('Decision', decision), []);
  assert.deepEqual(schemaErrors('Decision', { ...decision, more: 1 }), ['/ must NOT have unevaluated properties']);
});

test("the client's types are made from the document", async () => {
  const made = await serviceTypes();
  assert.equal(
    readFileSync(inRoot('site/package/serviceTypes.ts'), 'utf8'),
    made,
    'Run node site/package/serviceTypes.mjs',
  );
});
