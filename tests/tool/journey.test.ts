// The tool from end to end, as an analyst uses it: train, evaluate, pack, inspect, score.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { applicants, EXIT, makeFolder, PROGRAMME, put, runTool } from './support.ts';

const folder = makeFolder('journey');
const tool = (...args: string[]) => runTool(folder, args);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const lines = (text: string) => text.trimEnd().split('\n');

const ROWS = 3000;
const TEXTS = join(PROGRAMME, 'texts');

interface Evaluation {
  applications: { first: string; last: string; rows: number; left_out: number; not_covered: number };
  pd: { auroc: number; rows: number };
  outcomes: Record<string, { rows: number }>;
}

const evaluation = (): Evaluation =>
  JSON.parse(
    tool('evaluate', '--model', 'M.json', '--data', 'F.csv', '--since', '2014-04-01', '--json').out,
  ) as Evaluation;

before(() => {
  put(folder, 'F.csv', applicants(ROWS, 7));
  const trained = tool(
    'train',
    '--programme',
    PROGRAMME,
    '--data',
    'F.csv',
    '--before',
    '2014-04-01',
    '--output',
    'M.json',
  );
  assert.equal(trained.code, EXIT.done, trained.err);
  assert.equal(trained.out, '', 'a trained model goes to its file, not to standard output');
  assert.match(trained.err, /^Trained on \d+ applications from 2014-01-01 to 2014-03-31\.$/m);
  assert.match(trained.err, /^Wrote M\.json\.$/m);
  assert.equal(tool('pack', 'M.json', '--texts', TEXTS, '--output', 'M.bin').code, EXIT.done);
});

describe('train', () => {
  test('writes the same bytes for the same seed on any number of threads, others for another seed', () => {
    const train = (seed: string, threads: string) => {
      const args = [
        '--programme',
        PROGRAMME,
        '--data',
        'F.csv',
        '--seed',
        seed,
        '--threads',
        threads,
        '--output',
        'S.json',
      ];
      assert.equal(tool('train', ...args).code, EXIT.done);
      return read('S.json');
    };
    const model = train('3', '1');
    assert.equal(train('3', '4'), model);
    assert.notEqual(train('4', '1'), model);
  });

  test('names its programme, its data and its trainer in the model', () => {
    const { programme, provenance } = JSON.parse(read('M.json')) as {
      programme: string;
      provenance: { data_sha256: string; trainer: string; rows: number };
    };
    assert.equal(programme, 'instant-card');
    assert.match(provenance.data_sha256, /^[0-9a-f]{64}$/);
    assert.match(provenance.trainer, /^prescore \d+\.\d+\.\d+/);
    assert.ok(provenance.rows > 0 && provenance.rows < ROWS);
  });
});

describe('evaluate', () => {
  test('prints a table for people', () => {
    const { code, out } = tool('evaluate', '--model', 'M.json', '--data', 'F.csv', '--since', '2014-04-01');
    assert.equal(code, EXIT.done);
    assert.match(out, /^ +first +"?2014-04-01"?$/m);
    assert.match(out, /^ +auroc +0\.\d+$/m);
    assert.match(out, /likely_approval/);
  });

  test('prints one JSON document with --json, in which every row is counted once', () => {
    const { applications, pd, outcomes } = evaluation();
    assert.equal(applications.first, '2014-04-01');
    assert.equal(applications.last, '2014-04-30');
    assert.equal(pd.rows + applications.not_covered, applications.rows);
    const decided = Object.values(outcomes).reduce((sum, { rows }) => sum + rows, 0);
    assert.equal(decided, applications.rows);
    const april = lines(read('F.csv')).filter((line) => line.includes('APR2014')).length;
    assert.equal(applications.rows + applications.left_out, april);
  });

  test('finds the risk that the made-up applicants have', () => {
    assert.ok(evaluation().pd.auroc > 0.55, `AUROC ${evaluation().pd.auroc}`);
  });

  test('gives the same figures for the packed model and its JSON, but a packed model has no training period', () => {
    const judged = (model: string) => JSON.parse(tool('evaluate', '--model', model, '--data', 'F.csv', '--json').out);
    const { applications, ...packed } = judged('M.bin');
    const json = judged('M.json');
    assert.equal(applications.in_training_period, null);
    assert.ok(json.applications.in_training_period > 0);
    assert.deepEqual({ ...packed, applications: json.applications }, { ...json });
    assert.deepEqual({ ...applications, in_training_period: json.applications.in_training_period }, json.applications);
  });
});

describe('pack and inspect', () => {
  test('packing a packed model changes nothing', () => {
    tool('pack', 'M.bin', '--texts', TEXTS, '--output', 'again.bin');
    assert.deepEqual(readFileSync(join(folder, 'again.bin')), readFileSync(join(folder, 'M.bin')));
  });

  test('inspect says what is in a model, packed or not', () => {
    const { code, out } = tool('inspect', 'M.json');
    assert.equal(code, EXIT.done);
    assert.match(
      out,
      new RegExp(`^Programme instant-card, ${statSync(join(folder, 'M.bin')).size} bytes when packed$`, 'm'),
    );
    for (const id of ['age', 'income', 'education', 'stable_job', 'car', 'foreign_passport', 'trees', 'debit_card']) {
      assert.match(out, new RegExp(`^ +${id} +\\S`, 'm'));
    }
    assert.match(out, /^Provenance$/m);
    // A packed model holds all but the provenance, which says how the trees were grown.
    const kind = (word: string) => `\n  kind                  ${word}\n`;
    assert.ok(out.includes(kind('random forest')), out);
    assert.ok(out.startsWith(tool('inspect', 'M.bin').out.replace(kind('forest'), kind('random forest'))));
  });
});

describe('score', () => {
  const score = (model: string) => {
    assert.equal(tool('score', '--model', model, '--input', 'F.csv', '--output', 'G.csv').code, EXIT.done);
    return read('G.csv');
  };

  test('writes one line for each row, in order', () => {
    const [header, ...rows] = lines(score('M.json'));
    assert.equal(header, 'row,pd,outcome,offer');
    assert.equal(rows.length, ROWS);
    rows.forEach((row, index) => {
      assert.match(
        row,
        new RegExp(`^${index + 1},(0\\.\\d{6},(likely_approval|alternative_offer),\\w+|,manual_review,|,\\w+,)$`),
      );
    });
  });

  test('decides the same with the packed model, byte for byte', () => assert.equal(score('M.bin'), score('M.json')));

  test('decides on each row by itself: rows in reverse order get the same scores in reverse order', () => {
    const [header, ...rows] = lines(read('F.csv'));
    const withoutNumbers = (text: string) =>
      lines(text)
        .slice(1)
        .map((line) => line.replace(/^\d+/, ''));
    const forwards = withoutNumbers(score('M.json'));
    const { out } = runTool(folder, ['score', '--model', 'M.json'], `${[header, ...rows.reverse()].join('\n')}\n`);
    assert.deepEqual(withoutNumbers(out), forwards.reverse());
  });

  test('reads standard input and writes standard output, by "-" and by default', () => {
    const scores = score('M.json');
    const input = read('F.csv');
    assert.equal(runTool(folder, ['score', '--model', 'M.json', '--input', '-', '--output', '-'], input).out, scores);
    assert.equal(runTool(folder, ['score', '--model', 'M.json'], input).out, scores);
  });

  test('prints no progress and no colours into a pipe, and nothing at all with --quiet', () => {
    const args = ['score', '--model', 'M.json', '--input', 'F.csv'];
    assert.match(tool(...args).err, /^(prescore: [\x20-\x7e]+\n)+$/);
    assert.equal(tool(...args, '--quiet').err, '');
  });
});
