// What the report and the model card say about programmes other than the shipped one: only what is known.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { AGE, choice, csv, draws, folder, FOUR, JOB, judge, makeRows, read, report, SEX } from './judged.ts';
import { EXIT, put, runTool } from './support.ts';

describe('a loan that asks the sex', () => {
  let said: ReturnType<typeof judge>;
  before(() => {
    said = judge({
      name: 'plain',
      questions: [AGE, SEX, JOB],
      rows: makeRows(2000, FOUR),
      before: '2024-04-01',
      since: '2024-04-01',
    });
  });

  test('no sentence denies it, and approval by sex and by age is shown', () => {
    for (const text of [said.page, said.card]) {
      assert.doesNotMatch(text, /neither asked nor used/i);
      assert.match(text, /does not declare which of its questions are protected/);
    }
    assert.match(said.card, /Not declared, but shown because of their names: `age` `sex`\./);
    assert.deepEqual(
      said.json.protected.tables.map(({ question, declared }: { question: string; declared: boolean }) => [
        question,
        declared,
      ]),
      [
        ['age', false],
        ['sex', false],
      ],
    );
  });

  test('each group has its counts, its interval and its ratio to the highest', () => {
    const [, sex] = said.json.protected.tables;
    const rates = sex.groups.map((group: { approval_rate: number }) => group.approval_rate);
    for (const group of sex.groups) {
      assert.ok(
        group.approval_interval.low <= group.approval_rate && group.approval_rate <= group.approval_interval.high,
      );
      assert.ok(Math.abs(group.ratio_to_highest - group.approval_rate / Math.max(...rates)) < 1e-5);
    }
    const sum = sex.groups.reduce((rows: number, group: { rows: number }) => rows + group.rows, 0);
    assert.equal(sum, said.json.applications.rows);
    assert.equal(sex.compared.lowest, 'sex_m');
    assert.equal(sex.compared.below_four_fifths, true);
  });

  test('no product but its own is named', () => {
    for (const text of [said.page, said.card]) {
      assert.doesNotMatch(text.replaceAll(/prescore card|model card|scorecard/gi, ''), /\bcards?\b|roubles|₽/i);
      assert.match(text, /loan/);
    }
  });

  test('in-sample months are marked, the judged month is not in sample', () => {
    assert.deepEqual(
      said.json.months.map((month: { in_sample: string }) => month.in_sample),
      ['all', 'all', 'all', 'none'],
    );
    assert.equal(said.json.applications.in_training_period, 0);
    assert.doesNotMatch(said.page, /In sample: \d/);
  });

  test('a direction is claimed only where training required one', () => {
    assert.match(said.page, /job: training required no direction/);
    assert.doesNotMatch(said.page, /keeps to it|never moves against/);
  });
});

test('declared questions are shown as such, and an empty declaration is one', () => {
  const rows = makeRows(1200, FOUR);
  const common = { rows, before: '2024-04-01', since: '2024-04-01' };
  const declared = judge({
    ...common,
    name: 'declared',
    questions: [AGE, SEX, JOB],
    settings: { protected: ['sex', 'job'] },
  });
  assert.match(declared.card, /The programme declares as protected: `sex` `job`\./);
  assert.match(declared.card, /shown because of their names: `age`\./);
  assert.equal(declared.json.protected.tables.length, 3);
  const none = judge({ ...common, name: 'none', questions: [SEX, JOB], settings: { protected: [] } });
  assert.match(
    none.card,
    /The programme declares none of its questions as protected\. Not declared, but shown .* `sex`\./,
  );
  const silent = judge({ ...common, name: 'silent', questions: [JOB] });
  assert.equal(silent.json.protected.tables.length, 0);
  assert.doesNotMatch(silent.card, /shown because of/);
});

test('a protected question that does not exist, or is listed twice, stops the training', () => {
  for (const [wrong, words] of [
    [['colour'], /training\.json, \/protected\/0: "colour" is not a question/],
    [['sex', 'sex'], /training\.json, \/protected\/1: the name "sex" appears twice/],
    ['sex', /training\.json, \/protected: must be a list/],
  ] as const) {
    put(
      folder,
      'declared/training.json',
      JSON.stringify({ ...JSON.parse(read('declared/training.json')), protected: wrong }),
    );
    const run = runTool(folder, [
      'train',
      '--programme',
      'declared',
      '--data',
      'declared.csv',
      '--output',
      'wrong.json',
    ]);
    assert.equal(run.code, EXIT.badInput);
    assert.match(run.err, words);
  }
});

test('one month: nothing moved, and nothing is said to have moved', () => {
  const said = judge({ name: 'month', questions: [SEX, JOB], rows: makeRows(600, ['2024-05']) });
  for (const text of [said.page, said.card]) assert.doesNotMatch(text, /base rate (fell|rose|moved)|shifted/i);
  assert.match(said.page, /All applications are from one month/);
  assert.match(said.card, /There are not several months to compare\./);
});

test('a month with few defaults is not compared, and has no figure that needs both outcomes', () => {
  const rows = makeRows(900, ['2024-01', '2024-02', '2024-03']);
  const late = makeRows(6, ['2024-04'], 5).map((row) => ({ ...row, bad: false }));
  const said = judge({
    name: 'thin',
    questions: [SEX, JOB],
    rows: [...rows, ...late],
    before: '2024-03-01',
    since: '2024-03-01',
  });
  const april = said.json.months.at(-1);
  assert.equal(april.month, '2024-04');
  assert.equal(april.auroc, null);
  assert.equal(april.auroc_interval, null);
  assert.equal(april.psi_shifted, false);
  assert.equal(said.json.drift.comparable, false);
  assert.match(said.card, /too few defaults or repaid applications to compare/);
  assert.match(said.card, /\| 2024-04 \(judged\) \| 6 \| 0\.0\s% \| [\d.]+\s% \| – \| – \| none \|/);
});

test('one default only: figures without intervals, and the report says why', () => {
  judge({ name: 'usual', questions: [SEX, JOB], rows: makeRows(900, FOUR) });
  const rows = makeRows(300, ['2024-06'], 9).map((row, index) => ({ ...row, bad: index === 3 }));
  put(folder, 'one.csv', csv(rows));
  const said = report('one', 'usual.json', 'one.csv', '2024-06-01');
  assert.equal(said.json.discrimination.intervals.auroc, null);
  assert.equal(said.json.calibration.line, null);
  assert.match(said.page, /Fewer than 10 of the applications with a PD defaulted/);
  assert.match(said.card, /too few for intervals/);
  assert.doesNotMatch(said.page, /surely|beyond chance: the difference/);
});

test('one PD for everybody', () => {
  judge({ name: 'flat', questions: [SEX, JOB], rows: makeRows(900, FOUR) });
  const model = JSON.parse(read('flat.json'));
  for (const pd of [0.2, 0]) {
    model.pd_table = [{ score: model.pd_table[0].score, pd_ppm: pd * 1e6 }];
    put(folder, 'one-pd.json', JSON.stringify(model));
    const said = report('one-pd', 'one-pd.json', 'flat.csv');
    assert.equal(said.json.pd.auroc, 0.5);
    assert.equal(said.json.calibration.line, null);
    const own = said.json.cut_offs.at_own;
    if (pd > 0.15) assert.equal(own.bad_rate, null);
    assert.equal(said.json.protected.tables[0].compared === null, pd > 0.15);
  }
});

test('32 questions', () => {
  const rows = makeRows(900, FOUR);
  const draw = draws(4);
  const names = Array.from({ length: 29 }, (_, index) => `q${index}`);
  const questions = [AGE, SEX, JOB, ...names.map((id) => choice(id, ['a', 'b']))];
  const text = csv(rows).trimEnd().split('\n');
  const wide = text.map((line, index) =>
    [line, ...names.map((name) => (index === 0 ? name : draw() < 0.5 ? 'a' : 'b'))].join(','),
  );
  judge({ name: 'wide', questions: [AGE, SEX, JOB], rows });
  put(folder, 'wide/questionnaire.json', JSON.stringify({ questions }));
  put(folder, 'wide.csv', `${wide.join('\n')}\n`);
  assert.equal(
    runTool(folder, ['train', '--programme', 'wide', '--data', 'wide.csv', '--output', 'wide.json']).code,
    EXIT.done,
  );
  const said = report('wide', 'wide.json', 'wide.csv');
  assert.equal(said.json.importance.length, 32);
});

test('a choice whose options are all rare: the reference is not the riskiest, and training succeeds', () => {
  const draw = draws(11);
  const cells = Array.from({ length: 60 }, (_, index) => `t${index}`);
  // The first option, which no row has, was the reference before; the second is the riskiest.
  const lines = Array.from({ length: 3000 }, (_, index) => {
    const town = 1 + Math.floor(draw() * 59);
    const bad = draw() < (town === 1 ? 0.9 : 0.05 + town / 200);
    return `2024-0${1 + (index % 3)}-11,${cells[town]},${1 + Math.floor(draw() * 3)},${bad ? 1 : 0}`;
  });
  judge({ name: 'towns', questions: [SEX, JOB], rows: makeRows(900, FOUR), leafRows: 10 });
  put(folder, 'towns/questionnaire.json', JSON.stringify({ questions: [choice('town', cells), JOB] }));
  put(folder, 'towns.csv', `date,town,job,default\n${lines.join('\n')}\n`);
  const run = runTool(folder, ['train', '--programme', 'towns', '--data', 'towns.csv', '--output', 'towns.json']);
  assert.equal(run.code, EXIT.done, run.err);
  const { answers } = JSON.parse(read('towns.json')).reference;
  assert.notEqual(answers.town, 'town_t0');
  assert.notEqual(answers.town, 'town_t1');
});
