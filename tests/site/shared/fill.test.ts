import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, type Values } from '../../../site/shared/fill.ts';
import type { Language } from '../../../site/shared/languages.ts';

const years = '{value|год|года|лет}';
const cases: [name: string, language: Language, template: string, values: Values, expected: string][] = [
  ['leaves a text without placeholders', 'ru', 'Подать заявку', {}, 'Подать заявку'],
  ['puts a string in as it is', 'ru', 'Это {offer}', { offer: 'карта {x}' }, 'Это карта {x}'],
  ['groups a number', 'ru', '{value}', { value: 100000 }, '100\u00a0000'],
  [
    'writes money without a pattern as a number',
    'ru',
    '{value:money} в месяц',
    { value: 50000 },
    '50\u00a0000 в месяц',
  ],
  ['1 год', 'ru', years, { value: 1 }, 'год'],
  ['21 год', 'ru', years, { value: 21 }, 'год'],
  ['2 года', 'ru', years, { value: 2 }, 'года'],
  ['34 года', 'ru', years, { value: 34 }, 'года'],
  ['5 лет', 'ru', years, { value: 5 }, 'лет'],
  ['11 лет', 'ru', years, { value: 11 }, 'лет'],
  ['0 лет', 'ru', years, { value: 0 }, 'лет'],
  ['takes the last word beyond the last', 'ru', years, { value: 1.5 }, 'лет'],
  ['1 answer', 'en', '{count} {count|answer|answers}', { count: 1 }, '1 answer'],
  ['5 answers', 'en', '{count} {count|answer|answers}', { count: 5 }, '5 answers'],
  ['keeps a placeholder without a value', 'en', '{minimum}', {}, '{minimum}'],
];

for (const [name, language, template, values, expected] of cases) {
  test(`fill ${name}`, () => assert.equal(fill(template, values, language), expected));
}

test('fill writes money as the programme does, in whole amounts', () => {
  assert.equal(fill('{value:money} в месяц', { value: 50000 }, 'ru', '{amount}\u00a0₽'), '50\u00a0000\u00a0₽ в месяц');
  assert.equal(fill('{value:money} a month', { value: 1234.6 }, 'en', '$&{amount}'), '$&1,235 a month');
  assert.equal(fill('{value}', { value: 50000 }, 'en', '€{amount}'), '50,000');
});
