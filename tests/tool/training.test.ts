// Data that no model can be trained on, and training that is stopped.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { applicants, EXIT, leftovers, makeFolder, MODEL, PROGRAMME, put, runTool, TOOL } from './support.ts';

const folder = makeFolder('training');
const good = applicants(600, 11);
const [header = '', ...rows] = good.trimEnd().split('\n');
const names = header.split(',');

/** The good rows with each row's cells changed. */
const changed = (change: (cells: Record<string, string>, row: number) => void): string =>
  [
    header,
    ...rows.map((line, row) => {
      const cells = Object.fromEntries(line.split(',').map((cell, place) => [names[place] ?? '', cell]));
      change(cells, row);
      return names.map((name) => cells[name]).join(',');
    }),
  ].join('\n');

/** A copy of the shipped programme whose training.json has other settings of the forest. */
function programmeWith(name: string, forest: Record<string, unknown>): string {
  mkdirSync(join(folder, name), { recursive: true });
  for (const file of ['questionnaire.json', 'policy.json'])
    copyFileSync(join(PROGRAMME, file), join(folder, name, file));
  const settings = JSON.parse(readFileSync(join(PROGRAMME, 'training.json'), 'utf8')) as { forest: object };
  put(folder, `${name}/training.json`, JSON.stringify({ ...settings, forest: { ...settings.forest, ...forest } }));
  return name;
}

describe('data that no model can be trained on: a sentence with the place, and no file', () => {
  for (const [name, data, words, ...args] of [
    [
      'nobody defaulted',
      changed((cells) => (cells['default'] = '0')),
      /F\.csv, column "default": all \d+ rows were repaid; training needs both outcomes/,
    ],
    [
      'everybody defaulted',
      changed((cells) => (cells['default'] = '1')),
      /F\.csv, column "default": all \d+ rows defaulted/,
    ],
    [
      'a constant column',
      changed((cells) => (cells['income'] = '50000')),
      /F\.csv, column "income": it is the same in every row; remove the question "income" from questionnaire\.json/,
    ],
    [
      'an empty column',
      changed((cells) => (cells['education'] = '')),
      /F\.csv, column "education": it is empty in every row/,
    ],
    [
      'the same row over and over',
      changed((cells, row) =>
        Object.assign(cells, Object.fromEntries(names.map((name, place) => [name, rows[0]!.split(',')[place]])), {
          default: String(row % 2),
        }),
      ),
      /F\.csv: all \d+ rows have the same answers, so nothing separates defaulters from the others/,
    ],
    [
      'ten rows',
      [header, ...rows.slice(0, 10)].join('\n'),
      /F\.csv: \d+ usable rows; training needs at least 400|F\.csv, column/,
    ],
    ['no rows', header, /F\.csv: no usable rows between --since and --before/],
    [
      'categories that the questionnaire does not know',
      changed((cells) => (cells['education'] = 'PhD')),
      /F\.csv: the questionnaire does not take the answers of any row; .*unknown option of education, for example "PhD": \d+ rows/,
    ],
    [
      'an outcome that is neither 0 nor 1',
      changed((cells, row) => row === 6 && (cells['default'] = 'yes')),
      /F\.csv, line 8 \(row 7\), column "default": "yes" must be 0 or 1/,
    ],
    [
      'a day that is none',
      changed((cells, row) => row === 2 && (cells['app_date'] = '31FEB2014')),
      /F\.csv, line 4 \(row 3\), column "app_date": "31FEB2014" is not a date/,
    ],
    [
      'days out of order',
      good,
      /--since 2014-03-01 is not earlier than --before 2014-02-01/,
      '--since',
      '2014-03-01',
      '--before',
      '2014-02-01',
    ],
    ['days without applications', good, /F\.csv: no usable rows between --since and --before/, '--since', '2031-01-01'],
  ] as [string, string, RegExp, ...string[]][]) {
    test(name, () => {
      put(folder, 'F.csv', data);
      for (const command of [
        ['train', '--output', 'M.json'],
        ['cross-validate', '--json'],
      ]) {
        const { code, out, err } = runTool(folder, [...command, '--programme', PROGRAMME, '--data', 'F.csv', ...args]);
        assert.equal(code, EXIT.badInput, err);
        assert.equal(out, '');
        assert.match(err, words);
        // What was left out is reported while the rows are read.
        const lines = err.trimEnd().split('\n');
        assert.equal(lines.filter((line) => !line.includes('left out')).length, 1, 'one sentence');
        assert.ok(!existsSync(join(folder, 'M.json')));
        assert.deepEqual(leftovers(folder), []);
      }
    });
  }

  for (const [name, forest, words] of [
    [
      'weights that sum to zero',
      { default_weight: 0, repaid_weight: 0 },
      /bent has 2 errors:\n.*training\.json, \/forest\/default_weight: must be a number from 0\.001 to 1000\.0\n.*repaid_weight/,
    ],
    ['one outcome of weight zero', { default_weight: 0 }, /training\.json, \/forest\/default_weight: must be a number/],
    ['leaves larger than the data', { leaf_rows: 100_000 }, /training needs at least 200000/],
    ['no trees', { trees: 0 }, /training\.json, \/forest\/trees: must be a whole number from 1/],
  ] as const) {
    test(name, () => {
      put(folder, 'F.csv', good);
      const { code, err } = runTool(folder, [
        'train',
        '--programme',
        programmeWith('bent', forest),
        '--data',
        'F.csv',
        '--output',
        'M.json',
      ]);
      assert.equal(code, EXIT.badInput, err);
      assert.match(err, words);
      assert.ok(!existsSync(join(folder, 'M.json')));
      assert.deepEqual(leftovers(folder), []);
    });
  }

  test('rows with an unknown category or without an outcome are left out and counted, and --strict stops', () => {
    const spoil = (rows: number) =>
      changed((cells, row) => {
        if (row < rows) cells['education'] = 'PhD';
        if (row === 590) cells['default'] = 'NA';
      });
    const train = (rows: number, ...args: string[]) => {
      put(folder, 'F.csv', spoil(rows));
      const bent = programmeWith('bent', { leaf_rows: 20 });
      return runTool(folder, ['train', '--programme', bent, '--data', 'F.csv', '--output', 'left.json', ...args]);
    };
    const few = train(5);
    assert.equal(few.code, EXIT.done, few.err);
    assert.match(few.err, /left out: unknown option of education, for example "PhD": 5 rows/);
    assert.match(few.err, /left out: outcome "NA", which is neither bad nor good: 1 row\n/);
    assert.match(few.err, /Trained on 59\d applications/);
    assert.doesNotMatch(few.err, /warning: column/);
    const many = train(100, '--strict');
    assert.equal(many.code, EXIT.badInput);
    assert.match(many.err, /warning: column "education": 100 of \d+ rows .*; known are "SCH"/);
  });

  test('a recall that no cut-off reaches', () => {
    // Everyone answers alike, so any cut-off that approves anyone approves all defaulters.
    put(
      folder,
      'F.csv',
      changed((cells, row) =>
        Object.assign(cells, Object.fromEntries(names.map((name, place) => [name, rows[0]!.split(',')[place]])), {
          default: String(row % 2),
        }),
      ),
    );
    const { code, out, err } = runTool(folder, [
      'policy',
      '--model',
      MODEL,
      '--data',
      'F.csv',
      '--recall',
      '0.7',
      '--output',
      'p.json',
    ]);
    assert.equal(code, EXIT.badInput, err);
    assert.equal(out, '');
    assert.match(
      err,
      /no cut-off that approves anyone refuses 0\.7 of the defaulters: .* a recall of 0 is the highest possible; ask for less/,
    );
    assert.ok(!existsSync(join(folder, 'p.json')));
  });
});

describe('a long training at a terminal', () => {
  test('shows how long it takes; Ctrl-C ends it with 130 and leaves no half file', async () => {
    put(folder, 'long/F.csv', applicants(60_000, 12));
    put(folder, 'long/M.json', 'an older model');
    const before = readdirSync(join(folder, 'long'));
    const programme = join('..', programmeWith('slow', { trees: 10_000, depth: 8, leaves: 100, leaf_rows: 20 }));
    const command = `${TOOL} train --programme ${programme} --data F.csv --threads 1 --output M.json`;
    // `script` gives the tool a terminal, and types what the test sends.
    const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
      cwd: join(folder, 'long'),
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    let shown = '';
    child.stdout.on('data', (text) => (shown += text));
    const estimate = /training: \d+ %, about \d+ s left/;
    for (let waited = 0; !estimate.test(shown) && waited < 60_000; waited += 50) await delay(50);
    assert.match(shown, estimate);
    assert.deepEqual(leftovers(join(folder, 'long')).length, 1, 'the model grows beside its target');
    child.stdin.write('\u0003');
    assert.equal(await ended, EXIT.interrupted);
    assert.deepEqual(readdirSync(join(folder, 'long')), before);
    assert.equal(readFileSync(join(folder, 'long', 'M.json'), 'utf8'), 'an older model');
  });
});

describe('settings of the forest', () => {
  /** Trains a copy of the shipped programme with this "forest", or without one. */
  const train = (name: string, forest: object | undefined) => {
    programmeWith(name, {});
    const settings = JSON.parse(readFileSync(join(folder, name, 'training.json'), 'utf8')) as { forest?: object };
    put(folder, `${name}/training.json`, JSON.stringify({ ...settings, forest }));
    put(folder, 'settings.csv', applicants(1500, 5));
    const { code, err } = runTool(folder, [
      'train',
      '--programme',
      name,
      '--data',
      'settings.csv',
      '--output',
      `${name}.json`,
    ]);
    assert.equal(code, EXIT.done, err);
    const { provenance } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    return { err, provenance, shown: runTool(folder, ['inspect', `${name}.json`]).out };
  };

  test('that are left out are chosen, printed and recorded', () => {
    const { err, provenance, shown } = train('chosen', undefined);
    assert.match(
      err,
      /training\.json leaves out method, trees, depth, leaves, leaf_rows, features_per_split\. AUROC on /,
    );
    const [, method, trees, depth] = /Chosen: (\w+), (\d+) trees of depth (\d+), 0\.\d{4}: /.exec(err) ?? [];
    const { forest } = provenance.settings;
    assert.deepEqual([forest.method, forest.trees, forest.depth], [method, Number(trees), Number(depth)]);
    assert.match(shown, new RegExp(`kind +${method === 'bagging' ? 'random' : 'boosted'} forest`));
  });

  test('that are stated are printed too, and nothing is chosen', () => {
    const forest = { method: 'bagging', trees: 3, depth: 2, leaves: 4, leaf_rows: 50, features_per_split: 2 };
    const { err, provenance, shown } = train('stated', forest);
    assert.match(err, /A random forest, by bagging: trees 3, depth 2, .*shrinkage 0\.0, .*\n/);
    assert.doesNotMatch(err, /leaves out/);
    assert.equal(provenance.settings_choice, undefined);
    assert.match(shown, /kind +random forest/);
  });
});
