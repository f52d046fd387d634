// What a programme says about its own data files: cells of options, words for missing values, and how files are written.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { draws } from './judged.ts';
import { EXIT, makeFolder, put, runTool } from './support.ts';

const folder = makeFolder('data-words');

const QUESTIONNAIRE = {
  missing: ['-9999', 'нет данных'],
  csv: { delimiter: ';', decimal: ',', encoding: 'windows-1251' },
  questions: [
    {
      id: 'income',
      kind: 'number',
      unit: 'rub_month',
      money: true,
      minimum: 0,
      maximum: 1000000,
      column: 'Доход',
    },
    {
      id: 'home',
      kind: 'choice',
      columns: ['Жильё'],
      options: [
        { id: 'own', cells: ['своё', 'ипотека'] },
        { id: 'rent', cells: ['аренда'] },
        { id: 'other', any_other: true },
      ],
    },
    {
      id: 'car',
      kind: 'choice',
      columns: ['Авто', 'Тип'],
      options: [
        {
          id: 'none',
          cells: [
            ['нет', '0'],
            ['нет', ''],
          ],
        },
        { id: 'own', cells: ['да', '1'] },
      ],
    },
  ],
};

/** Text of Cyrillic letters and ASCII in windows-1251. */
const cp1251 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (letter === 'ё') return 0xb8;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );

const HOMES = ['своё', 'ипотека', 'аренда', 'у родителей', ' общежитие ', 'Нет Данных'];
const CARS = ['нет;0', 'нет;', 'да;1', '-9999;'];

function rowsOf(count: number, seed: number): string {
  const draw = draws(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(draw() * list.length)] ?? '';
  const lines = Array.from({ length: count }, () => {
    const income = draw() < 0.2 ? '-9999' : `${10 + Math.floor(draw() * 89)},000`;
    const home = pick(HOMES);
    const risk = (home === 'аренда' ? 0.4 : 0.1) + (income === '-9999' ? 0.3 : 0);
    return `${income};${home};${pick(CARS)};${draw() < risk ? 1 : 0}`;
  });
  return `Доход;Жильё;Авто;Тип;Дефолт\n${lines.join('\n')}\n`;
}

describe('a programme with words of its own', () => {
  before(() => {
    put(folder, 'loan/questionnaire.json', JSON.stringify(QUESTIONNAIRE));
    const offers = [
      { id: 'loan', maximum_pd: 0.2, eligibility: [] },
      { id: 'debit', maximum_pd: 1, eligibility: [] },
    ];
    put(folder, 'loan/policy.json', JSON.stringify({ offers }));
    const forest = { method: 'boosting', trees: 20, depth: 2, leaves: 4, leaf_rows: 30, features_per_split: 2 };
    const training = { outcome_columns: { target: 'Дефолт' }, forest, risk_along_values: {}, unordered: ['home'] };
    put(folder, 'loan/training.json', JSON.stringify(training));
    put(folder, 'D.csv', cp1251(rowsOf(2000, 5)));
    const { code, err } = runTool(folder, ['train', '--programme', 'loan', '--data', 'D.csv', '--output', 'M.json']);
    assert.equal(code, EXIT.done, err);
    assert.match(
      err,
      /in windows-1251, separated by ";", with decimal commas; the programme states: delimiter, decimal mark, encoding\n/,
    );
    assert.doesNotMatch(err, /left out|unknown/);
  });

  test('reads every row in every command that reads rows, and takes the words from the model', () => {
    for (const [command, ...args] of [
      ['evaluate', '--data', 'D.csv', '--json'],
      ['policy', '--data', 'D.csv', '--approval-rate', '0.5', '--json'],
      ['score', '--input', 'D.csv'],
      ['explain', '--input', 'D.csv'],
      ['explain', '--input', 'D.csv', '--row', '2'],
    ] as const) {
      const { code, err } = runTool(folder, [command, '--model', 'M.json', ...args]);
      assert.equal(code, EXIT.done, err);
      assert.match(err, /the programme states: delimiter, decimal mark, encoding\n/, command);
      assert.doesNotMatch(err, /unknown/);
    }
  });

  const score = (content: string | Buffer, ...args: string[]) => {
    put(folder, 'F.csv', content);
    return runTool(folder, [
      'score',
      '--model',
      'M.json',
      '--input',
      'F.csv',
      '--keep-going',
      '--rejects',
      'R.csv',
      ...args,
    ]);
  };
  const header = 'Доход;Жильё;Авто;Тип\n';

  test('cells that mean the same option have the same PD, and other cells mean any other value', () => {
    const rows = ['своё;нет;0', 'ипотека;нет;', 'замок;нет;0', 'шалаш;нет;0', 'нет данных;-9999;', ';;'];
    const { out } = score(cp1251(`${header}${rows.map((row) => `40,000;${row}\n`).join('')}`));
    const pds = out
      .split('\n')
      .slice(1, 7)
      .map((line) => line.split(',')[1]);
    assert.equal(pds[0], pds[1]);
    assert.equal(pds[2], pds[3]);
    assert.notEqual(pds[0], pds[2]);
    assert.equal(pds[4], pds[5]);
    assert.ok(pds.every(Boolean), out);
  });

  test('only the words of the programme are missing values, and a missing number is learnt from', () => {
    const { out } = score(cp1251(`${header}-9999;своё;да;1\n40,5;своё;да;1\nNA;своё;да;1\n`));
    const [missing, given] = out
      .split('\n')
      .slice(1, 3)
      .map((line) => Number(line.split(',')[1]));
    assert.ok((missing ?? 0) > (given ?? 1) + 0.1, out);
    assert.match(readFileSync(join(folder, 'R.csv'), 'utf8'), /"""NA"" is not a number"/);
  });

  test('an option of the command wins over the programme', () => {
    const { code, out, err } = score(
      `${header}40,000;своё;да;1\n`.replaceAll(';', '|'),
      '--delimiter',
      'pipe',
      '--encoding',
      'utf-8',
    );
    assert.equal(code, EXIT.done, err);
    assert.match(out, /^1,0\.\d+,/m);
    assert.match(err, /separated by "\|", with decimal commas; the programme states: decimal mark\n/);
  });
});
