// The check that the builds run over all texts: each error has its file and key, and all are named at once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findTextErrors } from '../../../site/build/checkTexts.mjs';
import { checkLanguages, readLanguages } from '../../../site/build/languages.mjs';

type Contents = Readonly<Record<string, unknown>>;

const paths = { ru: 'ru/a.json', en: 'en/a.json', xx: 'xx/a.json' };

/** What the check reports about one file. */
function errorsOf(contents: Contents): readonly string[] {
  return findTextErrors([{ paths, contents }]);
}

const good = { 'a.b': 'Да, {name} {count|год|года|лет}', c: { d: ['x', 'y'] } };

const cases: readonly [name: string, contents: Contents, expected: readonly string[]][] = [
  ['equal keys and placeholders', { ru: good, en: { ...good, 'a.b': '{count|y|ys} {name}' }, xx: good }, []],
  [
    'a key that two languages lack, once for each',
    { ru: good, en: { c: good.c }, xx: { c: good.c } },
    ['en/a.json has no "a.b", but ru/a.json does', 'xx/a.json has no "a.b", but ru/a.json does'],
  ],
  [
    'a key that only the last language has',
    { ru: good, en: good, xx: { ...good, e: 'E' } },
    ['ru/a.json has no "e", but xx/a.json does', 'en/a.json has no "e", but xx/a.json does'],
  ],
  [
    'a shorter list',
    { ru: good, en: { ...good, c: { d: ['x'] } }, xx: good },
    ['en/a.json has no "c.d.1", but ru/a.json does'],
  ],
  ['an empty text', { ru: good, en: { ...good, 'a.b': ' ' }, xx: good }, ['en/a.json: "a.b" is empty']],
  [
    'a misspelt placeholder',
    { ru: good, en: { ...good, 'a.b': '{nmae} {count|y|ys}' }, xx: good },
    ['en/a.json: "a.b" has {count} {nmae}, but {count} {name} in ru/a.json'],
  ],
  [
    'money in one language only',
    { ru: { k: '{sum:money}' }, en: { k: '{sum}' }, xx: { k: '{sum:money}' } },
    ['en/a.json: "k" has {sum}, but {sum:money} in ru/a.json'],
  ],
  [
    'no word that a number chooses, in a language that needs no choice',
    { ru: { k: '{count|Этот|Эти|Эти}: {names}' }, en: { k: '{names}' }, xx: { k: '{count|y|ys} {names}' } },
    [],
  ],
  [
    'a placeholder inside another, whose braces a reader would see',
    { ru: { k: '{count} {count|год|года|лет}' }, en: { k: '{count|a year|{count} years}' }, xx: { k: '{count' } },
    ['en/a.json', 'xx/a.json'].map(
      (path) =>
        `${path}: "k" has a brace that belongs to no placeholder; write {name} or {name|one|many}, without braces between them`,
    ),
  ],
  ['a missing file', { ru: good, en: good }, ['xx/a.json is missing; ru/a.json shows what it must hold']],
];

describe('the check of texts', () => {
  for (const [name, contents, expected] of cases) {
    test(`reports ${name}`, () => assert.deepEqual(errorsOf(contents), expected));
  }

  test('reports all errors of all files at once', () => {
    const files = [1, 2].map((number) => ({
      paths: { ru: `ru/${number}`, en: `en/${number}` },
      contents: { ru: good },
    }));
    assert.deepEqual(
      findTextErrors(files).map((one) => one.slice(0, 15)),
      ['en/1 is missing', 'en/2 is missing'],
    );
  });
});

describe('the list of languages', () => {
  const list = readLanguages();
  const withEntry = (code: string, entry: object): unknown => ({
    ...list,
    languages: { ...list.languages, [code]: entry },
  });
  const bad: readonly [name: string, list: unknown, says: RegExp][] = [
    ['a code with a region', withEntry('de-AT', { name: 'Deutsch', direction: 'ltr' }), /"de-AT": a code has/],
    ['an entry without a name', withEntry('de', { direction: 'ltr' }), /"de" has no name/],
    ['an unknown direction', withEntry('de', { name: 'Deutsch', direction: 'left' }), /"de": direction must be/],
    ['an unlisted home language', { ...list, home: 'de' }, /home is "de"/],
    ['an unlisted international language', { ...list, international: 'de' }, /international is "de"/],
  ];
  for (const [name, wrong, says] of bad) {
    test(`refuses ${name}`, () => assert.throws(() => checkLanguages(wrong as typeof list), says));
  }
});
