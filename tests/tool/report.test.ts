// The report of a validation unit and the model card, from the outside.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { applicants, EXIT, leftovers, makeFolder, MODEL, put, runTool } from './support.ts';

const folder = makeFolder('report');
const data = put(folder, 'F.csv', applicants(6000, 7));
const evaluate = (...args: string[]) => runTool(folder, ['evaluate', '--model', MODEL, ...args]);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

interface Curve {
  x: number[];
  y: number[];
  low: number[];
  high: number[];
}
interface Report {
  pd: { auroc: number; defaults: number; rows: number; base_rate: number };
  at_cut_off: { recall_of_defaulters: number; approval_rate: number };
  discrimination: {
    intervals: Record<string, { low: number; high: number }>;
    roc: Curve;
    rivals: {
      scorecard: { auroc: number; model_ahead_by: { auroc: number } } | null;
      approve_everyone: { bad_rate: number };
    };
  };
  calibration: { bins: { rows: number }[] };
  cut_offs: { own: number; table: Record<string, number>[] };
  months: { month: string; judged: boolean; rows: number; psi: number }[];
  protected: { tables: { question: string; groups: { rows: number }[] }[] };
  applications: { rows: number };
  importance: { question: string }[];
  dependence: { question: string; direction: string; holds: boolean }[];
  contributions: {
    rows: number;
    reference_score: number;
    mean_score: number;
    low: number;
    high: number;
    questions: {
      question: string;
      mean: number;
      mean_size: number;
      low: number;
      high: number;
      groups: { answer: string; place: number; rows: number; mean: number; counts: number[] }[];
    }[];
  };
  sizes: { prefixes: { trees: number; auroc: number }[] };
  model: { trees: number };
}

let report: Report;
let page: string;

before(() => {
  const { code, out, err } = evaluate('--data', data, '--since', '2014-04-01', '--report', 'R.html', '--json');
  assert.equal(code, EXIT.done, err);
  report = JSON.parse(out);
  page = read('R.html');
});

describe('figures', () => {
  test('agree with the short evaluation', () => {
    const short = JSON.parse(evaluate('--data', data, '--since', '2014-04-01', '--json').out) as Report;
    assert.deepEqual(report.pd, short.pd);
    assert.deepEqual(report.at_cut_off, short.at_cut_off);
    const own = report.cut_offs.table[report.cut_offs.own]!;
    assert.equal(own['recall'], short.at_cut_off.recall_of_defaulters);
  });

  test('lie within their intervals', () => {
    const { auroc } = report.discrimination.intervals;
    assert.ok(auroc!.low < report.pd.auroc && report.pd.auroc < auroc!.high);
    const { y, low, high } = report.discrimination.roc;
    const inside = y.filter((value, index) => low[index]! <= value + 0.02 && value - 0.02 <= high[index]!);
    assert.equal(inside.length, y.length);
  });

  test('compare the forest with a scorecard and with approving everyone', () => {
    const { scorecard, approve_everyone: everyone } = report.discrimination.rivals;
    assert.ok(Math.abs(scorecard!.auroc + scorecard!.model_ahead_by.auroc - report.pd.auroc) < 2e-6);
    assert.ok(scorecard!.auroc > 0.5);
    assert.equal(everyone.bad_rate, report.pd.base_rate);
  });

  test('count every applicant once, whatever they are sorted by', () => {
    const sum = (parts: { rows: number }[]) => parts.reduce((rows, part) => rows + part.rows, 0);
    assert.equal(sum(report.calibration.bins), report.pd.rows);
    for (const { groups } of report.protected.tables) assert.equal(sum(groups), report.applications.rows);
    assert.equal(sum(report.months.filter(({ judged }) => judged)), report.pd.rows);
  });

  test('cover every month, question and tree', () => {
    assert.deepEqual(
      report.months.map(({ month }) => month),
      ['2014-01', '2014-02', '2014-03', '2014-04'],
    );
    assert.equal(report.months[0]!.psi, 0);
    assert.equal(report.importance.length, 6);
    assert.equal(report.sizes.prefixes.at(-1)!.trees, report.model.trees);
  });

  test('show what each answer adds: every applicant in one bin of each question, means that add up', () => {
    const { rows, questions, reference_score: reference, mean_score: score, low, high } = report.contributions;
    assert.equal(questions.length, 6);
    assert.ok(rows > 500 && rows <= 2000);
    const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
    for (const { question, groups, ...own } of questions) {
      assert.equal(sum(groups.map((group) => group.rows)), rows, question);
      for (const group of groups) assert.equal(sum(group.counts), group.rows, `${question} ${group.answer}`);
      assert.ok(Math.abs(sum(groups.map((group) => group.rows * group.mean)) / rows - own.mean) < 2e-6, question);
      assert.ok(low <= own.low && own.low <= own.mean && own.mean <= own.high && own.high <= high, question);
    }
    assert.ok(Math.abs(sum(questions.map(({ mean }) => mean)) - (score - reference)) < 1e-5);
    const sizes = questions.map((one) => one.mean_size);
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
  });

  test('show the direction in the contributions: the lower the income, the more risk it adds', () => {
    const groups = report.contributions.questions.find(({ question }) => question === 'income')!.groups;
    const means = groups.filter(({ place }) => place > 0).map(({ mean }) => mean);
    assert.equal(means.length, 5);
    assert.deepEqual(
      means,
      means.toSorted((a, b) => b - a),
    );
  });

  test('say that the shipped model keeps to its directions', () => {
    const held = report.dependence.filter(({ direction }) => direction !== 'free');
    assert.deepEqual(
      held.map(({ question }) => question),
      ['age', 'income', 'education', 'stable_job', 'foreign_passport'],
    );
    assert.ok(held.every(({ holds }) => holds));
  });

  test('have no rival where there is nothing to learn from', () => {
    const { out } = evaluate('--data', data, '--report', 'alone.html', '--json');
    assert.equal((JSON.parse(out) as Report).discrimination.rivals.scorecard, null);
    assert.match(read('alone.html'), /No scorecard was fitted/);
  });
});

describe('page', () => {
  test('has the same bytes each time', () => {
    evaluate('--data', data, '--since', '2014-04-01', '--report', 'again.html');
    assert.equal(read('again.html'), page);
  });

  test('lets only its own script and style run', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    const hash = (tag: string) => {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!;
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };
    assert.match(policy, /^default-src 'none';/);
    assert.ok(policy.includes(`script-src ${hash('script')};`), policy);
    assert.ok(policy.includes(`style-src ${hash('style')};`), policy);
    assert.doesNotMatch(page, /\sstyle="|\son\w+="|unsafe-inline/);
  });

  test('leaves no place of the template unfilled, and names nothing on a network', () => {
    assert.doesNotMatch(page, /\{\{|\bnan\b|>null<|https?:\/\//);
  });
});

describe('refused with a message, and nothing written', () => {
  const header = read(data).split('\n')[0];
  const rows = read(data).trimEnd().split('\n').slice(1);
  const target = header!.split(',').indexOf('default');
  put(folder, 'repaid.csv', [header, ...rows.filter((row) => row.split(',')[target] === '0')].join('\n'));
  put(folder, 'header.csv', `${header}\n`);
  put(folder, 'columns.csv', 'age,income\n33,50000\n');
  for (const [name, args, code, words] of [
    ['one outcome', ['--data', 'repaid.csv'], EXIT.badInput, /all \d+ usable rows .* were repaid/],
    ['no rows', ['--data', 'header.csv'], EXIT.badInput, /no usable row/],
    ['a window after the data', ['--data', data, '--since', '2031-01-01'], EXIT.badInput, /no usable row/],
    ['missing columns', ['--data', 'columns.csv'], EXIT.badInput, /column "education" is missing/],
    [
      'a rival without its columns',
      ['--data', data, '--since', '2014-04-01', '--rival-data', 'columns.csv'],
      EXIT.badInput,
      /columns\.csv.*missing/,
    ],
    ['a folder that is not there', ['--data', data, '--since', '2014-04-01'], EXIT.files, /cannot write/],
  ] as const) {
    test(name, () => {
      const report = code === EXIT.files ? 'nowhere/none.html' : 'none.html';
      const run = evaluate(...args, '--report', report);
      assert.equal(run.code, code, run.err);
      assert.match(run.err, words);
      assert.equal(run.out, '');
      assert.ok(!existsSync(join(folder, 'none.html')));
      assert.deepEqual(leftovers(folder), []);
    });
  }

  test('a rival without a report', () => {
    assert.equal(evaluate('--data', data, '--rival-data', data).code, EXIT.usage);
  });
});

describe('model card', () => {
  const metrics = readdirSync(inRoot('model'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(inRoot('model', entry.name, 'metrics.json')))
    .map((entry) => inRoot('model', entry.name, 'metrics.json'))
    .sort();

  test('is what the generator makes of the committed figures', () => {
    assert.equal(runTool(folder, ['card', ...metrics, '--output', 'CARD.md']).code, EXIT.done);
    assert.equal(readFileSync(inRoot('model', 'README.md'), 'utf8'), read('CARD.md'));
  });

  test('is the same whatever order the reports are named in', () => {
    assert.ok(metrics.length > 1);
    assert.equal(runTool(folder, ['card', ...metrics.toReversed(), '--output', 'REVERSED.md']).code, EXIT.done);
    assert.equal(read('REVERSED.md'), readFileSync(inRoot('model', 'README.md'), 'utf8'));
  });

  test('names every programme with its figures', () => {
    const card = readFileSync(inRoot('model', 'README.md'), 'utf8');
    for (const file of metrics) {
      const { programme, pd } = JSON.parse(readFileSync(file, 'utf8'));
      assert.match(card, new RegExp(`^## ${programme}$`, 'm'));
      assert.ok(card.includes(`| AUROC | ${pd.auroc.toFixed(4)} |`));
    }
  });

  test('refuses a document that is not a report', () => {
    put(folder, 'short.json', '{"programme":"x"}');
    const run = runTool(folder, ['card', 'short.json', '--output', 'none.md']);
    assert.equal(run.code, EXIT.badInput);
    assert.match(run.err, /short\.json lacks "applications"/);
    assert.ok(!existsSync(join(folder, 'none.md')));
  });
});
