// `prescore sample`: made-up applications for everybody who has no data of their own, the tests included.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { EXIT, leftovers, makeFolder, PROGRAMME, put, runTool } from './support.ts';

const folder = makeFolder('sample');
const sample = (...args: string[]) => runTool(folder, ['sample', ...args]);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const rowsOf = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('prescore sample', () => {
  test('writes the bytes that models and benchmarks of the project rest on', () => {
    const { out } = sample('--rows', '20000', '--seed', '1');
    assert.equal(
      createHash('sha256').update(out).digest('hex'),
      '0fce4253392bfc7141ad44e704e04c223a19c0621a37ad7182eefab8d93f8b0d',
    );
  });

  test('writes to a file what it prints without --output, and says so', () => {
    const { code, out, err } = sample('--rows', '50', '--seed', '3', '--output', 'F.csv');
    assert.equal(code, EXIT.done, err);
    assert.equal(out, '');
    assert.equal(err, 'Wrote F.csv, 50 made-up applications.\n');
    assert.equal(read('F.csv'), sample('--rows', '50', '--seed', '3').out);
    assert.notEqual(read('F.csv'), sample('--rows', '50', '--seed', '4').out);
  });

  test('writes every row it was asked for, 1,000 with seed 1 unless told otherwise', () => {
    const { out } = sample();
    assert.equal(rowsOf(out).length, 1000);
    assert.equal(out, sample('--rows', '1000', '--seed', '1').out);
    assert.equal(rowsOf(sample('--rows', '1').out).length, 1);
  });

  test('has dates from January to April 2014 and about 13 % defaults, as --help says', () => {
    const rows = rowsOf(sample('--rows', '20000').out);
    const months = new Set(rows.map(([, date]) => date?.slice(2)));
    assert.deepEqual([...months].sort(), ['APR2014', 'FEB2014', 'JAN2014', 'MAR2014']);
    const defaults = rows.filter((cells) => cells.at(-1) === '1').length;
    assert.ok(Math.abs(defaults / rows.length - 0.13) < 0.01, `${defaults} of ${rows.length}`);
  });

  test('every row is one that the shipped questionnaires take', () => {
    assert.equal(sample('--rows', '2000', '--output', 'all.csv').code, EXIT.done);
    for (const programme of [PROGRAMME, `${PROGRAMME}-full`]) {
      const scored = runTool(folder, ['score', '--model', join(programme, 'model.json'), '--input', 'all.csv']);
      assert.equal(scored.code, EXIT.done, scored.err);
      const outcomes = new Set(rowsOf(scored.out).map((cells) => cells[2]));
      assert.deepEqual(
        [...outcomes].filter(
          (outcome) => !/^(likely_approval|approval|alternative_offer|manual_review)$/.test(outcome ?? ''),
        ),
        [],
      );
    }
  });

  for (const [name, args] of [
    ['no rows', ['--rows', '0']],
    ['fewer than no rows', ['--rows', '-5']],
    ['a part of a row', ['--rows', '1.5']],
    ['rows in words', ['--rows', 'many']],
    ['a seed in words', ['--seed', 'x']],
  ] as const) {
    test(`refuses ${name} and writes nothing`, () => {
      const { code, err } = sample(...args, '--output', 'refused.csv');
      assert.equal(code, EXIT.usage);
      assert.match(err, /^prescore: .*--(rows|seed)/);
      assert.match(err, /prescore sample --help/);
      assert.ok(!existsSync(join(folder, 'refused.csv')));
    });
  }

  test('keeps an older file if the new one cannot be finished', () => {
    put(folder, 'sub/older.csv', 'older');
    const { code, err } = sample('--output', 'nowhere/F.csv');
    assert.equal(code, EXIT.files);
    assert.equal(err, 'prescore: cannot write nowhere/F.csv: No such file or directory\n');
    assert.equal(sample('--rows', '1000', '--output', '/dev/full').code, EXIT.files);
    assert.equal(read('sub/older.csv'), 'older');
    assert.equal(sample('--output', 'sub/older.csv').code, EXIT.done);
    assert.notEqual(read('sub/older.csv'), 'older');
    assert.deepEqual(leftovers(join(folder, 'sub')), []);
  });

  test('prints a full help: options, what the file holds, what to do next', () => {
    const { code, out } = sample('--help');
    assert.equal(code, EXIT.done);
    for (const words of ['--rows', '--seed', '--output', 'No row is a real person', 'prescore train']) {
      assert.ok(out.includes(words), words);
    }
  });
});
