// docs/brand.md against the schema of brand.json: every key, its values and its default. Its examples build.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { ContentError } from '../../site/build/content/errors.mjs';
import { readContent } from '../../site/build/content/content.mjs';
import { objectsOf, tableOf, type Schema } from './programmeTables.ts';
import { read } from './support.ts';

const page = read('docs/brand.md');
const schema = JSON.parse(read('site/build/schemas/brand.schema.json')) as Schema;
// By night the keys are those by day, and none is required.
const objects = objectsOf(schema).filter(([name]) => name !== 'dark');

for (const [name, object] of objects) {
  test(`the page has the keys of brand.json, ${name}`, () => {
    assert.ok(page.includes(`${tableOf(schema, object)}\n`), `expected:\n${tableOf(schema, object)}`);
  });
}

test('light and dark have the same colours', () => {
  assert.deepEqual(schema.$defs!['dark']!.properties, schema.$defs!['light']!.properties);
});

const example = (language: string): string =>
  new RegExp(`\`\`\`json ${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

/** A brand of the page's examples, for the sample programme under the id that the examples name. */
function folders(): { folder: string; programmes: string[]; brand: string } {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-brand-'));
  const [programme, brand] = [join(folder, 'loan'), join(folder, 'brand')];
  cpSync(inRoot('model', 'instant-card'), programme, { recursive: true });
  const rename = (name: string): void => {
    const file = join(programme, name);
    const text = readFileSync(file, 'utf8').replace('"programme": "instant-card"', '"programme": "loan"');
    writeFileSync(file, text.replaceAll('"instant_card"', '"loan"'));
  };
  for (const name of ['model.json', 'texts/en.json']) rename(name);
  rmSync(join(programme, 'texts/ru.json'));
  mkdirSync(join(brand, 'texts'), { recursive: true });
  for (const name of ['logo.svg', 'partners.json']) cpSync(inRoot('site', 'brand', name), join(brand, name));
  writeFileSync(join(brand, 'brand.json'), example('brand'));
  writeFileSync(join(brand, 'texts/en.json'), example('texts'));
  return { folder, programmes: [programme], brand };
}

test('the least brand of the page has no error, and gets every colour with enough contrast from its accent', () => {
  const { folder, ...named } = folders();
  try {
    const { brand, list } = readContent(named);
    assert.deepEqual(Object.keys(list.languages), ['en']);
    assert.equal(list.home, 'en');
    for (const colours of [brand.palette.light, brand.palette.dark]) {
      assert.deepEqual(Object.keys(colours).sort(), Object.keys(schema.$defs!['light']!.properties!).sort());
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('any accent that can be read on white gives a palette that can be read', () => {
  const { folder, ...named } = folders();
  try {
    for (const accent of ['#000000', '#7a1f3d', '#004d00', '#5b2ca0', '#8a4b00', '#1f4f8f', '#b00020', '#444444']) {
      writeFileSync(
        join(named.brand, 'brand.json'),
        JSON.stringify({ logo: 'logo.svg', colours: { light: { accent } } }),
      );
      assert.doesNotThrow(() => readContent(named), accent);
    }
    writeFileSync(
      join(named.brand, 'brand.json'),
      JSON.stringify({ logo: 'logo.svg', colours: { light: { accent: '#ffcc00' } } }),
    );
    assert.throws(
      () => readContent(named),
      (error) => error instanceof ContentError && /accent: #ffcc00/.test(error.message),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the sample brand can be tried with another programme: what it says about others is noted, unless it closes one', () => {
  const { folder, programmes } = folders();
  const brand = join(folder, 'sample');
  try {
    cpSync(inRoot('site', 'brand'), brand, { recursive: true });
    const { notes, list } = readContent({ programmes, brand });
    assert.equal(list.home, 'en');
    assert.equal(notes.length, 3);
    assert.match(notes.join('\n'), /home_language: "ru" is not a language of this site, so "en" counts/);
    for (const path of ['brand.json', 'texts/en.json']) {
      const place = join(brand, path);
      assert.ok(
        notes.includes(`${place}, /programmes: "instant-card" is not a programme of this site, which has loan`),
      );
    }
    const file = join(brand, 'brand.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"open": true', '"open": false'));
    assert.throws(() => readContent({ programmes, brand }), /"instant-card" is not a programme of this site/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
