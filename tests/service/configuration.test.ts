// The schema of the configuration against the program that reads it: they accept and refuse the same documents.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { EXIT, makeFolder, runService } from './support/server.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents with and without errors
type Document = any;

const schema = JSON.parse(readFileSync(inRoot('service', 'configuration.schema.json'), 'utf8')) as Document;
const ajv = new Ajv2020({ allErrors: true });
const isValid = ajv.compile(schema);
const folder = makeFolder('configuration');

/** Everything that a configuration can say. */
const whole = (): Document => ({
  $schema: '../service/configuration.schema.json',
  database: 'decisions.sqlite',
  listen: { address: '127.0.0.1', port: 0 },
  operators: { address: '::1', port: 9091 },
  request_key: 'request.key',
  tokens: 'tokens.json',
  tls: { certificate: 'cert.pem', key: 'key.pem', client_authorities: 'ca.pem' },
  signatures: { require: ['analyst', 'validator'], keys: 'keys' },
  programmes: ['one.bin', 'two.json'],
  client_data: {
    table: { name: 'own', questions: ['region_rating'] },
    select: [
      {
        name: 'core',
        database: 'postgresql://prescore@core.bank.example/clients',
        password: 'core.password',
        statement: 'SELECT home AS home_address FROM person WHERE id = :client',
        questions: ['home_address'],
        timeout_seconds: 0.5,
        threads: 4,
        waiting: 0,
        breaker: { failures: 3, open_seconds: 5 },
      },
    ],
    http: [
      {
        name: 'bureau',
        url: 'https://bureau.example/subjects/{client}',
        token: 'bureau.token',
        values: [{ question: 'bureau_score', pointer: '/report/scores/0/a~1b' }],
        client: '/subject',
        as_of: '/date',
        consent: true,
        timeout_seconds: 1,
        deadline_seconds: 2,
        attempts: 1,
        answer_bytes: 1000,
        at_once: 8,
        waiting: 16,
        authorities: 'bureau-ca.pem',
        breaker: { failures: 5, open_seconds: 0.5 },
      },
    ],
  },
  workers: 2,
  queue: 100,
  rate: { per_second: 0.5, burst: 10 },
  limits: {
    head_bytes: 8192,
    connections: 10,
    head_seconds: 0.5,
    body_seconds: 1,
    idle_seconds: 2,
    write_seconds: 3,
  },
  stop: { delay_seconds: 0, finish_seconds: 1.5 },
});

/** Where the objects stand that the schema defines by name, unless it is under that name. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  '': [],
  select: ['client_data', 'select', '0'],
  http: ['client_data', 'http', '0'],
  breaker: ['client_data', 'select', '0', 'breaker'],
};

/** What the program makes of it: `migrate` reads all of a configuration and uses the database alone. */
function read(document: unknown): { accepted: boolean; err: string } {
  writeFileSync(join(folder, 'service.json'), JSON.stringify(document));
  const { code, err } = runService(folder, ['migrate', '--config', 'service.json']);
  rmSync(join(folder, 'decisions.sqlite'), { force: true });
  assert.ok(code === EXIT.done || code === EXIT.badInput, `${code}: ${err}`);
  return { accepted: code === EXIT.done, err };
}

/** Every place of a document, as the keys that lead to it. */
function placesOf(value: Document, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.keys(value).flatMap((key) => placesOf(value[key], [...path, key]))];
}

function withValue(path: readonly string[], value: unknown): Document {
  const document = whole();
  const last = path.at(-1);
  if (last === undefined) return value;
  let parent = document;
  for (const key of path.slice(0, -1)) parent = parent[key];
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return document;
}

describe('the schema of the configuration', () => {
  test('has the whole of it, and the program takes the whole', () => {
    assert.ok(isValid(whole()), ajv.errorsText(isValid.errors));
    assert.deepEqual(read(whole()), { accepted: true, err: '' });
    assert.ok(isValid({ database: 'decisions.sqlite' }));
    assert.ok(read({ database: 'decisions.sqlite' }).accepted);
    const described = [schema, ...Object.values(schema.$defs as Document)];
    const all = described.flatMap(({ properties }) => Object.keys(properties ?? {}));
    // It belongs to a database of PostgreSQL, to which `migrate` would connect.
    const keys = all.filter((key) => key !== 'database_password');
    assert.deepEqual(
      new Set(keys),
      new Set(placesOf(whole()).flatMap((path) => path.filter((key) => !/^\d+$/.test(key)))),
    );
  });

  // A schema can only say that an address is a text.
  const isJudgedBeyond = (path: readonly string[], value: unknown): boolean =>
    path.at(-1) === 'address' && typeof value === 'string';

  for (const odd of [undefined, null, true, -1, 0, 1.5, 1e9, '', 'x', [], ['x'], {}, { other: 1 }]) {
    test(`agrees with the program about ${JSON.stringify(odd)} at every place`, () => {
      for (const path of placesOf(whole())) {
        if (isJudgedBeyond(path, odd)) continue;
        // Only what has a key can be left out.
        if (odd === undefined && /^\d*$/.test(path.at(-1) ?? '')) continue;
        const document = withValue(path, odd);
        const { accepted, err } = read(document);
        assert.equal(accepted, isValid(document), `/${path.join('/')} = ${JSON.stringify(odd)}: ${err}`);
      }
    });
  }

  test('knows the limits of every number', () => {
    for (const [name, { properties }] of [['', schema], ...Object.entries(schema.$defs)] as [string, Document][]) {
      for (const [key, { type, minimum, maximum }] of Object.entries(properties ?? {}) as [string, Document][]) {
        if (minimum === undefined) continue;
        const step = type === 'integer' ? 1 : 1e-4;
        for (const [value, fits] of [
          [minimum, true],
          [maximum, true],
          [minimum - step, false],
          [maximum + step, false],
        ] as const) {
          const path = [...(HOLDERS[name] ?? [name]), key];
          const { accepted, err } = read(withValue(path, value));
          assert.equal(accepted, fits, `/${path.join('/')} = ${value}: ${err}`);
        }
      }
    }
  });
});
