// `prescore describe`: any data file, before there is a programme.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { germanCredit } from './madeUp.ts';
import { applicants, EXIT, makeFolder, peakMemory, put, runTool } from './support.ts';

const folder = makeFolder('describe');

interface Described {
  rows: number;
  csv: { delimiter: string; encoding: string; header: boolean; decimal?: string };
  columns: { name: string; kind: string; missing: number; leakage?: { sign: string } }[];
  possible_targets: { column: string; is_known: boolean; bad?: string[] }[];
  target?: string;
}

function describeJson(content: string | Buffer, ...options: string[]): Described {
  put(folder, 'F.csv', content);
  const { code, out, err } = runTool(folder, ['describe', 'F.csv', '--json', ...options]);
  assert.equal(code, EXIT.done, err);
  return JSON.parse(out) as Described;
}

const kinds = ({ columns }: Described) => Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));

test('a file of made-up applications is described', () => {
  const described = describeJson(applicants(3000, 2));
  assert.equal(described.rows, 3000);
  assert.deepEqual(described.csv, { delimiter: ',', encoding: 'utf-8', header: true, decimal: '.' });
  assert.equal(described.target, 'default');
  assert.deepEqual(described.possible_targets[0]?.bad, ['1']);
  const { app_date, age, sex, client_id } = kinds(described);
  assert.deepEqual(
    [app_date, age, sex ?? 'choice', client_id ?? 'identifier'],
    ['date', 'number', 'choice', 'identifier'],
  );
});

test('the text names columns, the target and the next step', () => {
  put(folder, 'G.csv', germanCredit(500));
  const { code, out, err } = runTool(folder, ['describe', 'G.csv']);
  assert.equal(code, EXIT.done, err);
  assert.match(out, /^G\.csv: 500 rows, 22 columns$/m);
  assert.match(out, /^ {2}Class: .*bad is "2"/m);
  assert.match(err, /prescore draft --data G\.csv --target Class --output mybank/);
});

describe('dialects', () => {
  const rows = Array.from({ length: 300 }, (_, row) => [
    20 + (row % 50),
    `${row % 90},5`,
    row % 3 === 0 ? 'да' : 'нет',
  ]);
  const table = (delimiter: string) =>
    [['Возраст', 'Доход, тыс.', 'Дефолт'], ...rows].map((row) => row.join(delimiter)).join('\n');
  for (const [name, content, encoding] of [
    ['UTF-16', Buffer.from(`\uFEFF${table(';')}`, 'utf16le'), 'utf-16le'],
    ['windows-1251', toWindows1251(table(';')), 'windows-1251'],
  ] as const) {
    test(`${name}, semicolons, and decimal commas in every row`, () => {
      const described = describeJson(content);
      assert.deepEqual(described.csv, { delimiter: ';', encoding, header: true, decimal: ',' });
      assert.deepEqual(described.possible_targets[0]?.bad, ['да']);
    });
  }
});

test('a column that gives the outcome away is suspected', () => {
  const lines = germanCredit(800).trimEnd().split('\n');
  const content = lines
    .map((line, row) => `${line},${row === 0 ? 'recoveries' : line.endsWith(',2') ? row : 0}`)
    .join('\n');
  const { columns } = describeJson(content, '--target', 'Class');
  assert.deepEqual(
    columns.filter(({ leakage }) => leakage).map(({ name }) => name),
    ['recoveries'],
  );
});

test('a file without a header gets one', () => {
  put(folder, 'N.csv', germanCredit(200).split('\n').slice(1).join('\n').replaceAll(',', ' '));
  const { code, out, err } = runTool(folder, ['describe', 'N.csv', '--add-header', 'H.csv']);
  assert.equal(code, EXIT.done, err);
  assert.match(out, /without a header line/);
  const lines = readFileSync(join(folder, 'H.csv'), 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 201);
  assert.match(lines[0] ?? '', /^column_1,column_2,.*,column_22$/);
  assert.equal(runTool(folder, ['describe', 'H.csv', '--add-header', 'I.csv']).code, EXIT.badInput);
  assert.ok(!existsSync(join(folder, 'I.csv')));
});

test('hostile cells and names do not reach the terminal', () => {
  put(folder, 'X.csv', `\u001b[31mred,\u202Ex\n${'\u001b[2J,1\nb,2\n'.repeat(60)}`);
  for (const options of [[], ['--json']]) {
    const { out, err } = runTool(folder, ['describe', 'X.csv', ...options]);
    for (const character of ['\u001b', '\u202e']) assert.ok(!(out + err).includes(character));
  }
});

test('the next step names the file as it was given', () => {
  const rows = applicants(200, 4);
  put(folder, "an's file.csv", rows);
  for (const [name, word] of [
    ['-', "'-'"],
    ["an's file.csv", "'an'\\''s file.csv'"],
  ] as const) {
    const { err } = runTool(folder, ['describe', name], rows);
    assert.ok(err.includes(`Next: prescore draft --data ${word} --target default --output mybank`), err);
  }
});

test('memory does not grow with the file', async () => {
  const rows = applicants(40_000, 3);
  const body = rows.slice(rows.indexOf('\n') + 1);
  const small = await peakMemory(folder, ['describe', '-'], rows);
  const large = await peakMemory(folder, ['describe', '-'], rows + body.repeat(4));
  assert.ok(large < small * 1.6, `${small} KiB, then ${large} KiB`);
});

/** Russian letters and ASCII. */
function toWindows1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );
}
