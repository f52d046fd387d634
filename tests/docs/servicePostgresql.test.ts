// docs/service-postgresql.md: its commands do what the page says, and its table of rights is what migrate sets.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { Postgres } from '../service/support/postgres.ts';
import { freePort, makeFolder } from '../service/support/server.ts';
import { read } from './support.ts';

const page = read('docs/service-postgresql.md');
const fileOf = (text: string, name: string): string => text.split(`\`\`\`json ${name}\n`)[1]?.split('```')[0] ?? '';
const server = await Postgres.start();

test('the configuration on the page fits the schema', () => {
  const schema = JSON.parse(read('service/configuration.schema.json')) as object;
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  assert.ok(validate(JSON.parse(fileOf(page, 'replica.json'))), JSON.stringify(validate.errors));
});

test('the commands of the page run one after another', async () => {
  const cwd = makeFolder('page-postgresql');
  for (const name of ['build', 'model']) symlinkSync(inRoot(name), join(cwd, name));
  const port = String(await freePort());
  // The test's own server takes the place of the bank's, and its owner that of the administrator.
  const here = (text: string): string =>
    text
      .replaceAll('db.bank:5432', `127.0.0.1:${server.port}`)
      .replaceAll('postgresql://postgres@', 'postgresql://admin@')
      .replaceAll('8080', port);
  writeFileSync(join(cwd, 'replica.json'), here(fileOf(page, 'replica.json')));
  writeFileSync(join(cwd, 'request.json'), fileOf(read('docs/service.md'), 'request.json'));
  const lines = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, code = '']) => here(code)).join('\n');
  const wait = `until (: < /dev/tcp/127.0.0.1/${port}) 2> /dev/null; do sleep 0.05; done`;
  const script = lines.replace(/^(build\/prescore-service serve .*)$/m, `$1\n${wait}`);
  writeFileSync(join(cwd, 'page.sh'), script);
  const run = spawnSync(
    'bash',
    ['-c', `set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n. ./page.sh`],
    { cwd, encoding: 'utf8', timeout: 60_000 },
  );
  assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
  assert.equal(run.stdout.match(/^all is whole$/gm)?.length, 2, run.stdout);
  assert.equal(run.stdout.match(/^1 decisions; 1 replayed/gm)?.length, 2);
});

test('the table of rights is what migrate sets', async () => {
  const { name } = await server.makeDatabase();
  const words: Record<string, string> = { SELECT: 'read', INSERT: 'add', DELETE: 'remove' };
  for (const [column, role] of ['service', 'eraser', 'loader'].entries()) {
    const found = server
      .sql(
        name,
        `SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = '${role}'`,
      )
      .map((line) => line.split('|'))
      .map(([table, right = '']) => `${table} ${words[right] ?? right}`);
    const rows = [...page.matchAll(/^\| (`[a-z_`, ]+`) \| ([a-z, ]+) \| ([a-z, ]+) \| ([a-z, ]+|-) \|$/gm)];
    const expected = rows.flatMap(([, tables = '', ...rights]) =>
      [...tables.matchAll(/`(\w+)`/g)].flatMap(([, table]) =>
        (rights[column] ?? '')
          .split(/, |-/)
          .filter(Boolean)
          .map((right) => `${table} ${right.trim()}`),
      ),
    );
    assert.deepEqual(found.sort(), expected.sort());
  }
});
