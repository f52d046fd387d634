// What is written without `Intl` is what it would write.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney, formatNumber, joinList, pluralPlace } from '../../site/widget/intl.ts';
import { languages } from './support.ts';

const pluralOrder: readonly Intl.LDMLPluralRule[] = ['one', 'few', 'many', 'other'];
const values = [0, 1, 9, 10, 99, 100, 999, 1000, 1001, 9999, 10_000, 12_345, 99_999, 100_000, 999_999, 1_000_000, 1e8];

for (const language of languages) {
  test(`numbers, ${language}`, () => {
    const format = new Intl.NumberFormat(language);
    for (const value of [...values, 0.5, -1000, 1234.5])
      assert.equal(formatNumber(value, language), format.format(value));
  });

  test(`money, ${language}`, () => {
    const format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'RUB',
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 0,
    });
    for (const value of values) assert.equal(formatMoney(value, language), format.format(value));
  });

  test(`plurals, ${language}`, () => {
    const rules = new Intl.PluralRules(language);
    const known = rules.resolvedOptions().pluralCategories;
    const order = pluralOrder.filter((category) => known.includes(category));
    const counts = [...Array.from({ length: 1125 }, (_, count) => count), ...values, 0.5, 1.5, 2.25, 21.1];
    for (const count of counts) assert.equal(order[pluralPlace(count, language)], rules.select(count), String(count));
  });

  test(`lists, ${language}`, () => {
    const format = new Intl.ListFormat(language);
    const words = ['возраст', 'income', 'a, b', 'и', 'car', 'y'];
    for (let length = 0; length <= words.length; ++length) {
      const list = words.slice(0, length);
      assert.equal(joinList(list, language), format.format(list));
    }
  });
}
