// Choosing a cut-off, and putting a policy into a model without training it again.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { applicants, EXIT, leftovers, makeFolder, MODEL, put, runTool } from './support.ts';

const folder = makeFolder('policy');
const data = put(folder, 'F.csv', applicants(4000, 7));
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const policy = (...args: string[]) => runTool(folder, ['policy', '--model', MODEL, ...args]);
const table = (...args: string[]) => JSON.parse(policy('--data', data, '--json', ...args).out);

interface CutOff {
  maximum_pd: number;
  approval_rate: number;
  recall_of_defaulters: number;
  cost: number;
}

test('recall: the policy refuses enough of the defaulters, and the next cut-off would not', () => {
  const { code, out } = policy('--data', data, '--recall', '0.7', '--output', 'policy.json');
  assert.equal(code, EXIT.done);
  assert.match(out, /recall of defaulters at least 0\.7/);
  const chosen = read('policy.json').offers[0].maximum_pd;
  const { cut_offs: cutOffs } = table() as { cut_offs: CutOff[] };
  const place = cutOffs.findIndex(({ maximum_pd: pd }) => pd === chosen);
  assert.ok(cutOffs[place]!.recall_of_defaulters >= 0.7);
  assert.ok(cutOffs[place + 1]!.recall_of_defaulters < 0.7);
});

test('approval rate and cost choose by their own column', () => {
  const rate = table('--approval-rate', '0.3');
  assert.ok(rate.at_cut_off.approval_rate <= 0.3 && rate.at_cut_off.approval_rate > 0.25);
  const cost = table('--cost', '9:1');
  assert.equal(cost.at_cut_off.cost, Math.min(...cost.cut_offs.map((one: CutOff) => one.cost)));
});

test('the rest of the policy is kept', () => {
  policy('--data', data, '--recall', '0.7', '--output', 'kept.json');
  const before = JSON.parse(readFileSync(MODEL, 'utf8')).policy;
  const after = read('kept.json');
  before.offers[0].maximum_pd = after.offers[0].maximum_pd;
  assert.deepEqual(after, before);
});

test('a model takes another policy without training, says how it was chosen, and decides by it', () => {
  policy('--data', data, '--recall', '0.8', '--output', 'p.json', '--model-output', 'M.json');
  const model = read('M.json');
  const old = JSON.parse(readFileSync(MODEL, 'utf8'));
  assert.deepEqual(model.forest, old.forest);
  assert.deepEqual(model.policy, read('p.json'));
  assert.equal(model.provenance.policy.target, 'recall of defaulters at least 0.8');
  assert.equal(policy('--policy', 'p.json', '--model-output', 'M2.json').code, EXIT.done);
  assert.deepEqual(read('M2.json').policy, model.policy);
  const judged = runTool(folder, ['evaluate', '--model', 'M.json', '--data', data, '--json']);
  assert.ok(JSON.parse(judged.out).at_cut_off.recall_of_defaulters >= 0.8);
});

describe('errors: a sentence, and no file', () => {
  const header = readFileSync(join(folder, data), 'utf8').split('\n')[0];
  const rows = readFileSync(join(folder, data), 'utf8').trimEnd().split('\n').slice(1);
  const target = header!.split(',').indexOf('default');
  const repaid = rows.filter((row) => row.split(',')[target] === '0');
  put(folder, 'repaid.csv', [header, ...repaid].join('\n'));
  put(folder, 'columns.csv', 'age,income\n33,50000\n');
  const offers = JSON.parse(readFileSync(MODEL, 'utf8')).policy.offers;
  put(folder, 'falling.json', JSON.stringify({ offers: [{ ...offers[0], maximum_pd: 0.9 }, ...offers.slice(1)] }));
  for (const [name, args, code, words] of [
    ['one outcome', ['--data', 'repaid.csv', '--recall', '0.7'], EXIT.badInput, /all \d+ usable rows .* were repaid/],
    ['no rows', ['--data', data, '--since', '2099-01-01', '--recall', '0.7'], EXIT.badInput, /no usable row/],
    ['missing columns', ['--data', 'columns.csv', '--recall', '0.7'], EXIT.badInput, /column "default" is missing/],
    ['an unknown offer', ['--data', data, '--recall', '0.7', '--offer', 'gold'], EXIT.badInput, /no offer "gold"/],
    ['the last offer', ['--data', data, '--recall', '0.7', '--offer', 'debit_card'], EXIT.badInput, /takes any risk/],
    ['a contradiction', ['--data', data, '--recall', '0.01'], EXIT.badInput, /contradict itself.*"starter_card"/],
    [
      'a policy that contradicts itself',
      ['--policy', 'falling.json'],
      EXIT.badInput,
      /\/offers\/1\/maximum_pd: is lower than that of the offer before/,
    ],
    ['a recall above 1', ['--data', data, '--recall', '1.2'], EXIT.usage, /--recall/],
    [
      'a recall that is not a number',
      ['--data', data, '--recall', 'nan'],
      EXIT.usage,
      /--recall must be .* 0\.000001 to 1/,
    ],
    ['no recall', ['--data', data, '--recall', '0'], EXIT.usage, /--recall must be .* 0\.000001 to 1/],
    ['an approval rate below 0', ['--data', data, '--approval-rate=-0.1'], EXIT.usage, /--approval-rate must be/],
    [
      'a cost of nothing',
      ['--data', data, '--cost', '5:0'],
      EXIT.usage,
      /--cost must be .* 0\.000001 to 1000000000, not "0"/,
    ],
    ['an endless cost', ['--data', data, '--cost', 'inf:1'], EXIT.usage, /--cost must be .*, not "inf"/],
    ['a cost without an end', ['--data', data, '--cost', '5:1x'], EXIT.usage, /--cost must be .*, not "1x"/],
    ['one cost', ['--data', data, '--cost', '5'], EXIT.usage, /--cost must be two numbers such as 5:1/],
    ['two targets', ['--data', data, '--recall', '0.7', '--approval-rate', '0.4'], EXIT.usage, /excludes/],
    ['a target without data', ['--recall', '0.7'], EXIT.usage, /--data/],
  ] as const) {
    test(name, () => {
      const run = policy(...args, '--output', 'none.json', '--model-output', 'none-model.json');
      assert.equal(run.code, code, run.err);
      assert.match(run.err, words);
      assert.ok(!existsSync(join(folder, 'none.json')) && !existsSync(join(folder, 'none-model.json')));
      assert.deepEqual(leftovers(folder), []);
    });
  }
});
