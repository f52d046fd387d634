// docs/programme.md against the schemas of a programme's files: every key, its values and its default.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { FILES, objectsOf, schemaOf, tableOf } from './programmeTables.ts';
import { read } from './support.ts';

const page = read('docs/programme.md');
const tables: string[] = page.match(/^\| key \|.*\n(?:\|.*\n)+/gm) ?? [];

for (const file of FILES) {
  const schema = schemaOf(file);
  for (const [name, object] of objectsOf(schema)) {
    test(`the page has the keys of ${file}.json, ${name}`, () => {
      assert.ok(tables.includes(`${tableOf(schema, object)}\n`), `expected:\n${tableOf(schema, object)}`);
    });
  }

  test(`the example of ${file}.json is as its schema has it`, () => {
    const example = new RegExp(`\`\`\`json ${file}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';
    const ajv = new Ajv2020({ allErrors: true });
    assert.ok(ajv.validate(schema, JSON.parse(example)), ajv.errorsText());
  });
}

test('the page has no other table of keys', () => {
  assert.equal(tables.length, FILES.flatMap((file) => objectsOf(schemaOf(file))).length);
});
