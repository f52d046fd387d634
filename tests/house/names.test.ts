// The code names no bank, product, count, currency, language, phone number, colour or address: what differs between banks
// is in a programme's folder, a brand's folder, or the texts of a language.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findFiles } from '../../scripts/base/files.mjs';
import { inRoot } from '../../scripts/base/paths.mjs';

// biome-ignore lint/suspicious/noExplicitAny: files of several shapes
const readJson = (path: string): any => JSON.parse(readFileSync(inRoot(path), 'utf8'));

/** Where names belong: each with the reason. */
const ALLOWED: readonly (readonly [place: RegExp, why: string])[] = [
  [/^site\/brand\//, 'the sample brand'],
  [/^site\/examples\//, 'the second bank, and projects that show the package'],
  [/^site\/pages\/partner\//, 'the page of a made-up shop, which has a look of its own'],
  [/^site\/widget\/styles\/(palette|dark)\.css$/, 'the colours of a widget on a page that sets none'],
  [/^site\/build\/content\/colours\.mjs$/, 'black, white, and the red of errors'],
  [/^site\/package\/manifest\.mjs$/, 'names of languages for developers, in English'],
  [/^site\/shared\/shortcuts\.mjs$/, 'numbers and plurals without Intl, for speed; tests compare them with Intl'],
];

const FILES = findFiles(['service', 'site', 'scripts', 'wasm'], /\.(ts|mjs|css|html|hpp|cpp|svg)$/).filter(
  (path) => !ALLOWED.some(([place]) => place.test(path)),
);
const TEXTS = findFiles(['site/texts'], /\/[a-z]+\/[a-z]+\.json$/);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}_-])`, 'iu');

const programmes = readdirSync(inRoot('model')).filter((name) => /^instant-/.test(name));
const languages = Object.keys(readJson('site/texts/languages.json').languages);
const texts = languages.map((language) => readJson(`model/instant-card/texts/${language}.json`));
const brands = languages.map((language) => readJson(`site/brand/texts/${language}.json`));
const { phone, colours } = readJson('site/brand/brand.json');
const { bank } = readJson('site/brand/partners.json');

type Search = readonly [what: string, pattern: RegExp, found: string];

/** In code and texts alike. */
const everywhere: readonly Search[] = [
  ['a programme', anyOf(programmes), 'models/instant-card.bin'],
  [
    'a product',
    anyOf(
      texts.flatMap(({ offers }) =>
        Object.entries<{ name: string; inline: string }>(offers).flatMap(([id, { name, inline }]) => [
          id,
          name,
          inline,
        ]),
      ),
    ),
    'the Anchor card suits',
  ],
  ['a bank', anyOf(brands.map(({ name }) => name as string)), 'банк «Гавань»'],
  ['a currency', /[₽€£¥]|\broubles?\b|\bRUB\b|\bkopecks?\b|рубл|копе(?:ек|йк)/iu, 'in whole roubles'],
  ['a phone number', new RegExp(`${escaped(phone as string)}|tel:\\+?\\d|\\b8 800\\b`), 'href="tel:+7"'],
  ['an address of the bank', new RegExp(escaped(new URL(bank as string).hostname)), bank as string],
];

const inCode: readonly Search[] = [
  ['a colour', /#[0-9a-f]{6}\b(?!['"]?\s*such as)/i, `color: ${colours.light.accent}`],
  ['a language', new RegExp(`(['"])(?:${languages.join('|')})\\1`), 'lang="ru"'],
];

/** A number of questions in words. */
const inTexts: readonly Search[] = [
  ['a count', /\b(?:six|seven|eight)\b|(?<!\p{L})(?:шесть|шести|семь|восемь)(?!\p{L})/iu, 'Шесть вопросов'],
];

/** Lines that explain, with an example of a value. */
const isExample = (line: string): boolean => /such as|for example|e\.g\.|→|^\s*(\*|\/\/)/i.test(line);

function hits(paths: readonly string[], searches: readonly Search[]): string[] {
  return paths.flatMap((path) =>
    readFileSync(inRoot(path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        searches
          .filter(([, pattern]) => pattern.test(line) && !isExample(line))
          .map(([what]) => `${path}:${index + 1} names ${what}: ${line.trim().slice(0, 100)}`),
      ),
  );
}

test('every search finds what it is for', () => {
  for (const [what, pattern, found] of [...everywhere, ...inCode, ...inTexts]) assert.match(found, pattern, what);
  assert.ok(FILES.length > 150 && TEXTS.length >= 12);
});

test('every allowed place exists', () => {
  const all = findFiles(['site', 'scripts', 'wasm'], /./);
  for (const [place] of ALLOWED)
    assert.ok(
      all.some((path) => place.test(path)),
      String(place),
    );
});

test('no code names what differs between banks', () => {
  assert.deepEqual(hits(FILES, everywhere), []);
});

// Commands for developers print English.
test('no code of the page names a colour or a language', () => {
  assert.deepEqual(
    hits(
      FILES.filter((path) => !path.startsWith('scripts/')),
      inCode,
    ),
    [],
  );
});

test('no text of the site names what differs between banks', () => {
  assert.deepEqual(hits(TEXTS, [...everywhere, ...inTexts]), []);
});
