// What the report knows of a model's training: from the model file, if it says so, in the right types.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folder, FOUR, JOB, judge, makeRows, read, report, SEX } from './judged.ts';
import { EXIT, put, runTool } from './support.ts';

test('the rows that trained the model are in sample, wherever they are judged', () => {
  const said = judge({ name: 'seen', questions: [SEX, JOB], rows: makeRows(900, FOUR) });
  assert.equal(said.json.applications.in_training_period, 900);
  assert.equal(said.json.in_sample.share, 'all');
  assert.match(said.page, /In sample: 900 of these applications/);
  assert.match(said.card, /\*\*In sample:\*\* 900 of them/);
  assert.match(said.page, /It is the training file, so the model learnt from them/);
  const run = runTool(folder, ['evaluate', '--model', 'seen.json', '--data', 'seen.csv', '--json']);
  const table = runTool(folder, ['evaluate', '--model', 'seen.json', '--data', 'seen.csv']).out;
  assert.match(table, /^In sample: 900 of 900 applications lie in the period that the model was trained on\./m);
  const short = JSON.parse(run.out);
  assert.equal(short.applications.in_training_period, 900);
});

test('a packed model does not say what it was trained on, and the report says that', () => {
  assert.equal(runTool(folder, ['pack', 'seen.json', '--without-texts', '--output', 'seen.bin']).code, EXIT.done);
  // A packed model does not name the outcome columns either, so the report needs the JSON; without its provenance it knows as little.
  const model = JSON.parse(read('seen.json'));
  put(folder, 'bare.json', JSON.stringify({ ...model, provenance: null }));
  const said = report('bare', 'bare.json', 'seen.csv');
  assert.equal(said.json.applications.in_training_period, null);
  assert.match(said.page, /do not show whether the model was trained on some of these applications/);
  assert.match(said.card, /The model file does not describe its training\./);
  assert.match(said.page, /does not say whether training required directions/);
});

describe('provenance of the wrong type', () => {
  for (const [change, words] of [
    [{ last_application: 7 }, /odd\.json, \/provenance\/last_application: must be a text/],
    [{ first_application: 'soon' }, /odd\.json, \/provenance\/first_application: must be a day such as/],
    [{ rows: 'many' }, /odd\.json, \/provenance\/rows: must be a whole number/],
    [{ settings: [] }, /odd\.json, \/provenance\/settings: must be an object/],
    [{ settings: { risk_along_values: { job: 3 } } }, /\/provenance\/settings\/risk_along_values\/job: must be a text/],
    [{ settings: { protected: ['colour'] } }, /\/provenance\/settings\/protected\/0: names no question/],
    [{ policy: 5 }, /\/provenance\/policy: must be an object/],
    [{ data_sha256: null }, /\/provenance\/data_sha256: must be a text/],
  ] as const) {
    test(JSON.stringify(change), () => {
      const model = JSON.parse(read('seen.json'));
      put(folder, 'odd.json', JSON.stringify({ ...model, provenance: { ...model.provenance, ...change } }));
      for (const more of [['--json'], ['--report', 'odd.html']]) {
        const run = runTool(folder, ['evaluate', '--model', 'odd.json', '--data', 'seen.csv', ...more]);
        assert.equal(run.code, EXIT.badInput, run.err);
        assert.match(run.err, words);
        assert.doesNotMatch(run.err, /json\.exception|type_error/);
      }
    });
  }

  test('a provenance that is no object', () => {
    put(folder, 'odd.json', JSON.stringify({ ...JSON.parse(read('seen.json')), provenance: 'unknown' }));
    const run = runTool(folder, ['evaluate', '--model', 'odd.json', '--data', 'seen.csv', '--json']);
    assert.match(run.err, /odd\.json, \/provenance: must be an object/);
  });

  test('a report of the wrong types is no card', () => {
    const good = JSON.parse(read('seen-report.json'));
    for (const [change, words] of [
      [{ months: 3 }, /bad\.json, \/months: has the wrong type/],
      [{ programme: 3 }, /bad\.json, \/programme: has the wrong type/],
      [{ pd: { ...good.pd, auroc: 'high' } }, /bad\.json, \/pd\/auroc: has the wrong type/],
    ] as const) {
      writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...good, ...change }));
      const run = runTool(folder, ['card', 'bad.json', '--output', 'bad.md']);
      assert.equal(run.code, EXIT.badInput);
      assert.match(run.err, words);
    }
  });
});

test('the policy’s own cut-off is shown as it is, also where nobody has that PD', () => {
  const policy = (pd: number) => ({
    offers: [
      { id: 'loan', maximum_pd: pd, eligibility: [] },
      { id: 'debit', maximum_pd: 1, eligibility: [] },
    ],
  });
  for (const [pd, rate] of [
    [0.000001, 0],
    [0.999999, 1],
  ] as const) {
    put(folder, 'p.json', JSON.stringify(policy(pd)));
    const args = ['policy', '--model', 'seen.json', '--policy', 'p.json', '--data', 'seen.csv'];
    const table = JSON.parse(runTool(folder, [...args, '--json']).out);
    assert.equal(table.at_cut_off.maximum_pd, pd);
    assert.equal(table.at_cut_off.approval_rate, rate);
    assert.match(runTool(folder, args).out, new RegExp(`^> ${pd.toFixed(6)} `, 'm'));
  }
});
