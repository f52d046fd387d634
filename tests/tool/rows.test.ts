// Data files, good and bad: what `prescore score` writes, and its messages.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  applicants,
  EXIT,
  GOOD_ROW,
  HEADER,
  leftovers,
  makeFolder,
  MODEL,
  peakMemory,
  put,
  runTool,
} from './support.ts';

const folder = makeFolder('rows');

const score = (content: string | Buffer) => {
  put(folder, 'F.csv', content);
  return runTool(folder, ['score', '--model', MODEL, '--input', 'F.csv', '--output', 'G.csv']);
};
const scores = (content: string) => runTool(folder, ['score', '--model', MODEL], content).out;

const plain = `${HEADER}\n${GOOD_ROW}\n21,1000,SCH,0,Y,Y,N\n`;
const expected = scores(plain);

/** The columns and each row's cells in reverse. */
const reversed = plain
  .trimEnd()
  .split('\n')
  .map((line) => line.split(',').reverse().join(','))
  .join('\n');

describe('spellings of one file', () => {
  for (const [name, content] of [
    ['a byte order mark', `\uFEFF${plain}`],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['a byte order mark and CRLF', `\uFEFF${plain.replaceAll('\n', '\r\n')}`],
    ['no line end at the end', plain.trimEnd()],
    ['blank lines at the end', `${plain}\n\n`],
    ['quotes', plain.replaceAll(/[^,\n]+/g, '"$&"')],
    ['columns in another order', reversed],
    ['further columns', plain.replaceAll(/^/gm, 'x,').replace(/^x,/, 'note,').replace(/\nx,$/, '\n')],
  ] as const) {
    test(`${name}: read as it should be`, () => {
      assert.match(expected, /^1,0\.\d{6},.*\n2,0\.\d{6},/m);
      assert.equal(scores(content), expected);
    });
  }
});

describe('rows that the questionnaire or the model does not cover', () => {
  for (const [name, row, rest] of [
    ['too young for the questionnaire', '13,50000,GRD,1,N,N,Y', ',below_minimum,'],
    ['too old for the questionnaire', '101,50000,GRD,1,N,N,Y', ',above_maximum,'],
    ['a fraction of a year', '33.5,50000,GRD,1,N,N,Y', ',not_whole,'],
    ['10^30 roubles', `33,1${'0'.repeat(30)},GRD,1,N,N,Y`, ',above_maximum,'],
    ['an option that is none', '33,50000,PhD,1,N,N,Y', ',unknown_option,'],
    ['two columns that contradict each other', '33,50000,GRD,1,N,Y,Y', ',unknown_option,'],
    ['older than anyone in the training data', '75,50000,GRD,1,N,N,Y', ',manual_review,'],
    ['an income beyond the training data', '33,90000000,GRD,1,N,N,Y', ',manual_review,'],
    ['a missing age, which was never seen', ',50000,GRD,1,N,N,Y', ',manual_review,'],
  ] as const) {
    test(`${name}: no PD, and the row stays in its place`, () => {
      assert.equal(scores(`${HEADER}\n${row}\n${GOOD_ROW}\n`).split('\n')[1], `1,${rest}`);
      assert.match(scores(`${HEADER}\n${row}\n${GOOD_ROW}\n`).split('\n')[2] ?? '', /^2,0\.\d{6},/);
    });
  }

  test('an empty education is a missing value that the forest handles', () => {
    assert.match(scores(`${HEADER}\n33,50000,,1,N,N,Y\n`), /^1,0\.\d{6},/m);
  });

  test('a file without rows has a header and no rows', () => {
    assert.equal(scores(`${HEADER}\n`), 'row,pd,outcome,offer\n');
  });
});

const long = 'x'.repeat(10_000_000);

describe('files that cannot be scored', () => {
  for (const [name, content, message] of [
    [
      'a missing column',
      'age,income\n33,50000\n',
      'F.csv, header: the column "education" is missing; the column "good_work" is missing; the column "car" is missing; ' +
        'the column "car_type" is missing; the column "foreign_passport" is missing; the file has the columns age, income',
    ],
    ['a column twice', `age,${HEADER}\n`, 'F.csv, header: the column "age" appears 2 times'],
    [
      'text where a number belongs',
      `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n`,
      'F.csv, line 3 (row 2), column "income": "many" is not a number',
    ],
    [
      'money with a point before three digits',
      `${HEADER}\n33,50.000,GRD,1,N,N,Y\n`,
      'F.csv, line 2 (row 1), column "income": "50.000" may have thousandths or thousands; name the mark that divides ' +
        'numbers, as in --decimal point or --decimal comma',
    ],
    ['an emoji', `${HEADER}\n🙂,50000,GRD,1,N,N,Y\n`, 'F.csv, line 2 (row 1), column "age": "🙂" is not a number'],
    [
      'a ragged row',
      `${HEADER}\n${GOOD_ROW}\n33,50000\n`,
      'F.csv, line 3 (row 2): the row has 2 cells, but the header names 7 columns',
    ],
    [
      'an unclosed quote',
      `${HEADER}\n${GOOD_ROW}\n"33,50000,GRD,1,N,N,Y\n${GOOD_ROW}\n`,
      'F.csv, line 3 (row 2): a quote is never closed',
    ],
    ['an empty file', '', 'F.csv, header: the file is empty; its first line must name the columns'],
    [
      'a line of 10 MB',
      `${HEADER}\n${GOOD_ROW}\n${long}\n`,
      'F.csv, line 3 (row 2): the line is longer than 1 MiB; this may not be a CSV file',
    ],
    ['a header of 10 MB', long, 'F.csv, header: the line is longer than 1 MiB; this may not be a CSV file'],
    ['a blank line', `${HEADER}\n${GOOD_ROW}\n\n${GOOD_ROW}\n`, 'F.csv, line 3 (row 2): the line is blank; remove it'],
    [
      'an Excel workbook',
      Buffer.from('PK\x03\x04'),
      'F.csv, header: this is XLSX, not CSV; save the table as CSV in UTF-8',
    ],
    [
      'letters that are neither UTF-8 nor Cyrillic',
      Buffer.from(`${HEADER}\n33,50000,caf\xe9,1,N,N,Y\n`, 'latin1'),
      'F.csv, line 2 (row 1), column "education": "caf?" is not UTF-8; save the file as UTF-8, or name its encoding, as ' +
        'in --encoding windows-1252',
    ],
  ] as const) {
    test(`${name}: an error with row and column, and no file`, () => {
      const { code, out, err } = score(content);
      assert.equal(code, EXIT.badInput);
      assert.equal(out, '');
      assert.ok(err.startsWith(`prescore: ${message}`), err);
      assert.ok(err.length < 1000, 'one sentence, whatever the file holds');
      assert.equal(existsSync(join(folder, 'G.csv')), false);
      assert.deepEqual(leftovers(folder), []);
    });
  }

  test('standard input is named', () => {
    const { code, err } = runTool(folder, ['score', '--model', MODEL], 'age\n');
    assert.equal(code, EXIT.badInput);
    assert.match(err, /^prescore: standard input, header: the column "income" is missing/);
  });
});

describe('a file with rows that cannot be read', () => {
  const content = `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n33\n${GOOD_ROW}\n`;
  const keepGoing = (...args: string[]) => {
    put(folder, 'F.csv', content);
    return runTool(folder, [
      'score',
      '--model',
      MODEL,
      '--input',
      'F.csv',
      '--output',
      'kept.csv',
      '--keep-going',
      ...args,
    ]);
  };

  test('--keep-going leaves them out and says why in a file of their own', () => {
    const { code, err } = keepGoing('--rejects', 'R.csv');
    assert.equal(code, EXIT.done);
    assert.match(err, /^prescore: 2 rows: /);
    assert.match(err, /\nprescore: 2 rows were left out; the reasons are in R\.csv\n$/);
    assert.match(
      readFileSync(join(folder, 'kept.csv'), 'utf8'),
      /^row,pd,outcome,offer\n1,0\.\d{6},.*\n4,0\.\d{6},.*\n$/,
    );
    assert.equal(
      readFileSync(join(folder, 'R.csv'), 'utf8'),
      'row,line,column,reason\n2,3,"income","""many"" is not a number"\n' +
        '3,4,,"the row has 1 cell, but the header names 7 columns"\n',
    );
  });

  for (const args of [['--keep-going'], ['--rejects', 'R.csv']]) {
    test(`${args[0]} alone is refused`, () => {
      put(folder, 'F.csv', content);
      const { code } = runTool(folder, ['score', '--model', MODEL, '--input', 'F.csv', ...args]);
      assert.equal(code, EXIT.usage);
    });
  }

  test('a broken header leaves neither file', () => {
    put(folder, 'header.csv', 'age\n33\n');
    const { code } = runTool(folder, [
      'score',
      '--model',
      MODEL,
      '--input',
      'header.csv',
      '--output',
      'none.csv',
      '--keep-going',
      '--rejects',
      'none-too.csv',
    ]);
    assert.equal(code, EXIT.badInput);
    assert.deepEqual(leftovers(folder), []);
    for (const name of ['none.csv', 'none-too.csv']) assert.equal(existsSync(join(folder, name)), false);
  });
});

describe('many rows', () => {
  const many = applicants(20_000, 3);

  test('any number of threads writes the same bytes', () => {
    const [one, two, seven] = ['1', '2', '7'].map(
      (threads) => runTool(folder, ['score', '--model', MODEL, '--threads', threads], many).out,
    );
    assert.equal(one?.split('\n').length, 20_002);
    assert.equal(two, one);
    assert.equal(seven, one);
  });

  test('--verbose says how the scores are found', () => {
    const { err } = runTool(folder, ['score', '--model', MODEL, '--verbose', '--threads', '1'], many);
    assert.match(
      err,
      /^prescore: scores are looked up in a table: the answer grid has \d+ cells, and up to 4194304 become a table\n/,
    );
    assert.match(err, /\nprescore: 20000 rows, 1\.\d MB in [\d.]+ s on 1 thread: \d+ MB a second; /);
    assert.match(err, / processor [\d.]+ s, peak memory [\d.]+ MB\n$/);
  });

  test('memory does not grow with the file', async () => {
    const args = ['score', '--model', MODEL, '--output', 'G.csv', '--threads', '2'];
    const small = await peakMemory(folder, args, applicants(50_000, 4));
    const large = await peakMemory(folder, args, applicants(500_000, 4));
    assert.ok(large < 64 * 1024, `${large} KiB`);
    assert.ok(large < small + 4 * 1024, `${large} KiB for ten times what took ${small} KiB`);
  });
});
