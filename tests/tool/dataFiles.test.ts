// Data files as people have them: how a table is written must not change what it says.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { applicants, EXIT, HEADER, makeFolder, MODEL, PROGRAMME, put, runTool } from './support.ts';

const folder = makeFolder('data-files');
const plain = `${HEADER}\n33,50000,GRD,1,N,N,Y\n21,1000,SCH,0,Y,Y,N\n`;

function score(content: string | Buffer, ...options: readonly string[]): ReturnType<typeof runTool> {
  put(folder, 'F.csv', content);
  return runTool(folder, ['score', '--model', MODEL, '--input', 'F.csv', ...options]);
}

const expected = score(plain).out;
const semicolons = plain.replaceAll(',', ';');

describe('one table, however it is written', () => {
  for (const [name, content, note] of [
    ['semicolons', semicolons, 'separated by ";"'],
    ['tabs', plain.replaceAll(',', '\t'), 'separated by tabs'],
    ['a sep line', `sep=;\n${semicolons}`, 'separated by ";"'],
    ['decimal commas', semicolons.replace('50000', '50000,50'), 'separated by ";", with decimal commas'],
    ['CR alone', plain.replaceAll('\n', '\r'), 'with lines that end in a carriage return'],
    ['UTF-16', Buffer.from(`\uFEFF${plain}`, 'utf16le'), 'in UTF-16LE'],
    ['gzip', gzipSync(plain), ''],
    ['commas at the end of rows', plain.replaceAll(/(?<=[YN])\n/g, ',\n'), ''],
    ['blanks behind commas', plain.replaceAll(',', ', '), ''],
    ['exponents', plain.replace('50000', '5.00E+04'), ''],
  ] as const) {
    test(name, () => {
      const { code, out, err } = score(content);
      assert.equal(code, EXIT.done, err);
      assert.equal(out, expected);
      const [first, ...rest] = err.trimEnd().split('\n');
      assert.equal(note === '' ? rest.length : first, note === '' ? 0 : `prescore: F.csv: read as a file ${note}`);
      assert.match(err, /prescore: 2 rows: /);
    });
  }

  test('money in doubt is read as it is stated', () => {
    const doubtful = semicolons.replace('50000', '50.000');
    assert.equal(score(doubtful).code, EXIT.badInput);
    assert.equal(score(doubtful, '--decimal', 'comma').out, expected);
    assert.equal(score(doubtful, '--decimal', 'both').code, EXIT.usage);
  });

  test('what is stated is not recognised', () => {
    assert.match(score(semicolons, '--delimiter', 'comma').err, /the column "age" is missing/);
  });
});

describe('the outcome', () => {
  const programme = join(folder, 'card');
  cpSync(PROGRAMME, programme, { recursive: true });
  const settings = JSON.parse(readFileSync(join(programme, 'training.json'), 'utf8')) as Record<string, unknown>;
  const train = (changes: object, data: string): ReturnType<typeof runTool> => {
    writeFileSync(join(programme, 'training.json'), JSON.stringify({ ...settings, ...changes }));
    put(folder, 'D.csv', data);
    return runTool(folder, ['train', '--programme', 'card', '--data', 'D.csv', '--output', 'M.json']);
  };
  const data = applicants(3000, 5);

  test('has any two values, and other rows are counted', () => {
    const words = data
      .replaceAll(/,1\n/g, ',Charged Off\n')
      .replaceAll(/,0\n/g, ',Fully Paid\n')
      .replace(/Fully Paid\n/, 'Current\n');
    const outcome = { column: 'default', bad: ['Charged Off'], good: ['Fully Paid'] };
    const { code, err } = train({ outcome_columns: { date: 'app_date' }, default: outcome }, words);
    assert.equal(code, EXIT.done, err);
    assert.match(err, /D\.csv: left out: outcome "Current", which is neither bad nor good: 1 row\n/);
    assert.match(err, /Trained on 2999 applications/);
    assert.equal(runTool(folder, ['evaluate', '--model', 'M.json', '--data', 'D.csv']).code, EXIT.done);
  });

  test('needs no dates', () => {
    const { code, err } = train({ outcome_columns: { target: 'default' } }, data);
    assert.equal(code, EXIT.done, err);
    assert.match(err, /The level of the PDs rests on 3000 applications, .*: that of all rows/);
    const report = ['evaluate', '--model', 'M.json', '--data', 'D.csv', '--report', 'R.html'];
    assert.equal(runTool(folder, report).code, EXIT.done);
    assert.match(runTool(folder, [...report, '--since', '2014-04-01']).err, /names no column of dates/);
    // It stopped with an error of the JSON library before.
    const policy = runTool(folder, ['policy', '--model', 'M.json', '--data', 'D.csv', '--recall', '0.7']);
    assert.equal(policy.code, EXIT.done, policy.err);
    assert.match(policy.out, /^\d+ applications\. Cost an applicant/);
  });

  test('is read by policy in any dialect', () => {
    assert.equal(train({ outcome_columns: { date: 'app_date', target: 'default' } }, data).code, EXIT.done);
    const policy = (...args: string[]) =>
      runTool(folder, ['policy', '--model', 'M.json', '--data', 'D.csv', '--recall', '0.7', ...args]);
    const plainTable = policy().out;
    put(folder, 'D.csv', data.replaceAll(',', '|'));
    const { code, out, err } = policy('--delimiter', 'pipe');
    assert.equal(code, EXIT.done, err);
    assert.equal(out, plainTable);
    assert.match(policy('--delimiter', 'semicolon').err, /the column "age" is missing/);
  });
});
