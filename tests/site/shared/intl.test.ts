// What is written without `Intl` is what it would write, and a language without a shortcut takes `Intl`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byIntl } from '../../../site/shared/byIntl.ts';
import { formatDay, formatNumber, joinList, pluralPlace } from '../../../site/shared/intl.ts';
import type { Language } from '../../../site/shared/languages.ts';
import { shortcuts } from '../../../site/shared/shortcuts.mjs';
import { languages } from '../support.ts';

/** Three without a shortcut: with other plurals, with groups of other sizes, and with digits of its own. */
const tried = [
  ...languages.filter((language) => Intl.ListFormat.supportedLocalesOf(language).length > 0),
  ...(['fr', 'hi', 'ar-EG'] as unknown as Language[]),
];
const pluralOrder: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];
const values = [0, 1, 9, 10, 99, 100, 999, 1000, 1001, 9999, 10_000, 12_345, 99_999, 100_000, 999_999, 1_000_000, 1e8];

for (const language of tried) {
  const locale = shortcuts[language]?.locale ?? language;

  test(`numbers, ${language}`, () => {
    const format = new Intl.NumberFormat(locale);
    for (const value of [...values, 0.5, -1000, 1234.5])
      assert.equal(formatNumber(value, language), format.format(value));
  });

  test(`plurals, ${language}`, () => {
    const rules = new Intl.PluralRules(locale);
    const known = rules.resolvedOptions().pluralCategories;
    const order = pluralOrder.filter((category) => known.includes(category));
    const counts = [...Array.from({ length: 1125 }, (_, count) => count), ...values, 0.5, 1.5, 2.25, 21.1];
    for (const count of counts) assert.equal(order[pluralPlace(count, language)], rules.select(count), String(count));
  });

  test(`lists, ${language}`, () => {
    const format = new Intl.ListFormat(locale);
    const words = ['возраст', 'income', 'a, b', 'и', 'car', 'y'];
    for (let length = 0; length <= words.length; ++length) {
      const list = words.slice(0, length);
      assert.equal(joinList(list, language), format.format(list));
    }
  });

  test(`days, ${language}`, () => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
    for (let number = 1; number <= 366; ++number) {
      const day = new Date(2028, 0, number, 12);
      assert.equal(formatDay(day, language), format.format(day));
    }
  });
}

test('days are written as the texts are: in English the British way', () => {
  const day = new Date(2026, 10, 28);
  assert.equal(formatDay(day, 'en' as Language), '28 November 2026');
  assert.equal(formatDay(day, 'ru' as Language), '28 ноября 2026 г.');
  assert.equal(formatDay(day, 'xx' as Language), day.toISOString().slice(0, 10));
});

test('a language that Intl does not know gets none of the words of another', () => {
  const { number, list, plural } = byIntl('xx');
  assert.deepEqual([number(1234), list(['a', 'b', 'c'])], ['1234', 'a, b, c']);
  assert.deepEqual([0, 1, 2, 21].map(plural), [1, 0, 1, 1]);
});

test('a language without a shortcut takes the plural of its own language, and every shortcut is of a listed one', () => {
  assert.deepEqual([0, 1, 2, 3, 11, 100].map(byIntl('ar').plural), [0, 1, 2, 3, 4, 5]);
  for (const code of Object.keys(shortcuts)) assert.ok(languages.includes(code as Language), code);
});
