// What the tests of the report's and the card's statements share: programmes other than the shipped one, made-up rows,
// and what the tool says about them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, makeFolder, put, runTool } from './support.ts';

export const folder = makeFolder('statements');
export const read = (name: string) => readFileSync(join(folder, name), 'utf8');

export const AGE = { id: 'age', kind: 'number', unit: 'year', minimum: 18, maximum: 100, column: 'age' };
export const SEX = choice('sex', ['F', 'M']);
export const JOB = choice('job', ['1', '2', '3']);

export function choice(id: string, cells: string[]) {
  return {
    id,
    kind: 'choice',
    columns: [id],
    options: cells.map((cell) => ({ id: `${id}_${cell.toLowerCase()}`, cells: [cell] })),
  };
}

/** Numbers in [0, 1), the same on every machine. */
export function draws(seed: number): () => number {
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
export function makeRows(count: number, months: string[], seed = 1): Row[] {
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

export const csv = (rows: Row[]) =>
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
export function judge({ name, questions, rows, settings = {}, policy, since, before: until, leafRows = 20 }: Case) {
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

export function report(name: string, model: string, data: string, since?: string) {
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

export const FOUR = ['2024-01', '2024-02', '2024-03', '2024-04'];
