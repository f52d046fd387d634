// The named answers of the golden file: every outcome, basis and kind of bad answer.
import type { Answers } from '../../wasm/index.ts';

const usual = {
  age: '34',
  income: '50000',
  education: 'higher',
  stable_job: 'yes',
  car: 'foreign',
  foreign_passport: 'yes',
};

const risky = {
  age: '24', income: '9000', education: 'school', stable_job: 'no', car: 'none', foreign_passport: 'no',
};

const withAnswer = (question: string, texts: readonly string[]): [string, Answers][] =>
  texts.map((text) => [`${question} ${JSON.stringify(text).slice(0, 40)}`, { ...usual, [question]: text }]);

export const answerSets: readonly [string, Answers][] = [
  ['a usual applicant', usual],
  ['a risky applicant', risky],
  ['the order of answers does not matter', Object.fromEntries(Object.entries(usual).reverse())],
  ['under age', { ...usual, age: '17' }],
  ['the youngest who may answer', { ...usual, age: '14' }],
  ['of age but outside the data', { ...usual, age: '20' }],
  ['the oldest of the data', { ...usual, age: '72' }],
  ['older than the product allows', { ...usual, age: '80' }],
  ['an income outside the data', { ...usual, income: '999' }],
  ['an income and an age outside the data', { ...usual, age: '20', income: '5000000' }],
  ['no answers', {}],
  ['only an unknown question', { shoe_size: '42' }],
  ['an extra question beside good answers', { ...usual, shoe_size: '42' }],
  ['everything wrong at once', {
    age: '30.5', income: 'many', education: 'kindergarten', stable_job: '', car: 'tank', foreign_passport: ' ', pet: 'cat',
  }],
  ...withAnswer('age', [
    '', ' ', 'thirty', '13', '14', '100', '101', '-5', '30.5', '30,0', '1e5', '0x1e', '1'.padEnd(31, '0'), '🙂', '30 лет',
    ' 34\t', '034', '3 4', '+34', 'NaN', 'Infinity', '9'.repeat(500),
  ]),
  ...withAnswer('income', [
    '50 000', '50\u00a0000', '50\u202f000 ₽', '50000₽', '50 000 руб.', '₽ 50 000', '50,000', '50.000,50', "1'000", '50 00',
    '1,5', '0,99', '\u22125000', '0', '100000000', '100000001', '50к', '1.000.000', '12 34 567',
  ]),
  ...withAnswer('education', ['Higher', 'higher ', 'SCH', 'академия']),
  ...withAnswer('car', ['foreign', 'domestic', 'none', '0']),
];
