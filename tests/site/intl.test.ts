// The numbers that are written without `Intl` are those that it would write.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney, formatNumber } from '../../site/widget/intl.ts';
import { languages } from './support.ts';

const values = [0, 1, 9, 10, 99, 100, 999, 1000, 1001, 9999, 10_000, 12_345, 99_999, 100_000, 999_999, 1_000_000, 1e8];

for (const language of languages) {
  test(`numbers, ${language}`, () => {
    const format = new Intl.NumberFormat(language);
    for (const value of [...values, 0.5, -1000, 1234.5]) assert.equal(formatNumber(value, language), format.format(value));
  });

  test(`money, ${language}`, () => {
    const format = new Intl.NumberFormat(language, {
      style: 'currency', currency: 'RUB', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0,
    });
    for (const value of values) assert.equal(formatMoney(value, language), format.format(value));
  });
}
