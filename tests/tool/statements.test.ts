// What the report and the model card say about programmes other than the shipped one: only what is known.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { EXIT, makeFolder, put, runTool } from './support.ts';

const folder = makeFolder('statements');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const AGE = { id: 'age', kind: 'number', unit: 'year', minimum: 18, maximum: 100, column: 'age' };
const SEX = choice('sex', ['F', 'M']);
const JOB = choice('job', ['1', '2', '3']);

function choice(id: string, cells: string[]) {
  return {
    id,
    kind: 'choice',
    columns: [id],
    options: cells.map((cell) => ({ id: `${id}_${cell.toLowerCase()}`, cells: [cell] })),
  };
}

/** Numbers in [0, 1), the same on every machine. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Row {
  date: string;
  age: number;
  sex: string;
  job: string;
  bad: boolean;
}

/** Applications of which men and the third job default more often. */
function makeRows(count: number, months: string[], seed = 1): Row[] {
  const draw = draws(seed);
  return Array.from({ length: count }, (_, index) => {
    const sex = draw() < 0.5 ? 'F' : 'M';
    const job = String(1 + Math.floor(draw() * 3));
    const age = 20 + Math.floor(draw() * 50);
    const day = String(1 + (index % 28)).padStart(2, '0');
    const risk = 0.05 + (sex === 'M' ? 0.2 : 0) + (job === '3' ? 0.15 : 0);
    return { date: `${months[index % months.length]}-${day}`, age, sex, job, bad: draw() < risk };
  });
}

const csv = (rows: Row[]) =>
  `date,age,sex,job,default\n${rows
    .map(({ date, age, sex, job, bad }) => [date, age, sex, job, bad ? 1 : 0].join(','))
    .join('\n')}\n`;

interface Case {
  name: string;
  questions: object[];
  rows: Row[];
  settings?: object;
  policy?: object;
  since?: string;
  before?: string;
  leafRows?: number;
}

/** Trains, judges and writes the card. */
function judge({ name, questions, rows, settings = {}, policy, since, before: until, leafRows = 20 }: Case) {
  const offers = [
    { id: 'loan', maximum_pd: 0.15, eligibility: [] },
    { id: 'debit', maximum_pd: 1, eligibility: [] },
  ];
  const forest = { method: 'boosting', trees: 12, depth: 2, leaves: 4, leaf_rows: leafRows, features_per_split: 1 };
  put(folder, `${name}/questionnaire.json`, JSON.stringify({ questions }));
  put(folder, `${name}/policy.json`, JSON.stringify(policy ?? { offers }));
  put(
    folder,
    `${name}/training.json`,
    JSON.stringify({
      outcome_columns: { date: 'date', target: 'default' },
      forest,
      risk_along_values: {},
      ...settings,
    }),
  );
  put(folder, `${name}.csv`, csv(rows));
  const window = until ? ['--before', until] : [];
  const trained = runTool(folder, [
    'train',
    '--programme',
    name,
    '--data',
    `${name}.csv`,
    ...window,
    '--output',
    `${name}.json`,
  ]);
  assert.equal(trained.code, EXIT.done, trained.err);
  return report(name, `${name}.json`, `${name}.csv`, since);
}

function report(name: string, model: string, data: string, since?: string) {
  const from = since ? ['--since', since] : [];
  const page = `${name}.html`;
  const judged = runTool(folder, ['evaluate', '--model', model, '--data', data, ...from, '--report', page, '--json']);
  assert.equal(judged.code, EXIT.done, judged.err);
  put(folder, `${name}-report.json`, judged.out);
  const carded = runTool(folder, ['card', `${name}-report.json`, '--output', `${name}.md`]);
  assert.equal(carded.code, EXIT.done, carded.err);
  const said = { page: read(page), card: read(`${name}.md`), json: JSON.parse(judged.out) };
  // Neither an empty place nor a figure that is not a number.
  assert.doesNotMatch(said.page, /\{\{|\bnan\b|\binf\b|>null<|"-?nan|from +to|\( ?%/);
  assert.doesNotMatch(said.card, /\{\{|\bnan\b|\binf\b|\bnull\b|\bfalse\b|from +to /);
  return said;
}

const FOUR = ['2024-01', '2024-02', '2024-03', '2024-04'];

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
