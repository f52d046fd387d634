// The document for partners names what the loader has, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorCodes } from '../../site/shared/errors.ts';
import { densities, themes } from '../../site/shared/looks.ts';
import { readText } from '../site/support.ts';

const document = readText('docs/embedding.md');
const source = readText('site/embed/element.ts');

/** The names in the first column of the table under `head`. */
function table(head: string): string[] {
  const rows = document.split(`| ${head} |`)[1]?.split('\n\n')[0] ?? '';
  return [...rows.matchAll(/^\| `([\w-]+)`/gm)].map((match) => match[1] ?? '').sort();
}

test('every attribute of the loader is documented, and no other', () => {
  const attributes = /`<prescore-frame ([a-z ]+)>`/.exec(source)?.[1]?.split(' ') ?? [];
  assert.ok(attributes.length > 0);
  assert.deepEqual(table('Attribute'), attributes.sort());
});

test('every event of the loader is documented, and no other', () => {
  const events = [...source.matchAll(/this\.emit\('(\w+)'/g)].map((match) => `prescore-${match[1]}`);
  assert.ok(events.length > 0);
  assert.deepEqual(table('Event'), [...new Set(events)].sort());
});

test('every code is documented, and no other', () => {
  assert.deepEqual(table('Code'), [...errorCodes].sort());
});

test('every theme and density is documented', () => {
  for (const value of [...themes, ...densities]) assert.ok(document.includes(`\`${value}\``), value);
});
