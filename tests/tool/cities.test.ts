// A choice of 200 cities: options share codes inside the model, and nobody outside notices.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { draws } from './judged.ts';
import { EXIT, makeFolder, put, runTool } from './support.ts';

const folder = makeFolder('cities');
const CITIES = Array.from({ length: 200 }, (_, index) => `City ${index}`);
const idOf = (city: number): string => `city_${city}`;

/** How many rows of the data each city has. */
function rowsOfCities(): number[] {
  const cells = readFileSync(join(folder, 'D.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',')[2]);
  return CITIES.map((city) => cells.filter((cell) => cell === city).length);
}

/** Cities 0 to 19 are large; of the others, those with an even number are riskier. */
function makeData(rows: number, seed: number): string {
  const draw = draws(seed);
  const lines = Array.from({ length: rows }, (_, index) => {
    const city = draw() < 0.5 ? Math.floor(draw() * 20) : 20 + Math.floor(draw() * 180);
    const age = draw() < 0.2 ? 'NA' : String(20 + Math.floor(draw() * 50));
    const risk = (city % 2 === 0 ? 0.35 : 0.1) + (age === 'NA' ? 0.25 : 0);
    return `2024-0${1 + (index % 3)}-11,${age},${CITIES[city]},${draw() < risk ? 1 : 0}`;
  });
  return `date,age,city,default\n${lines.join('\n')}\n`;
}

const forest = { method: 'boosting', trees: 40, depth: 3, leaves: 8, leaf_rows: 30, features_per_split: 2 };

function train(settings: object = {}): ReturnType<typeof runTool> {
  const options = CITIES.map((city, index) => ({ id: idOf(index), cells: [city] }));
  const questions = [
    { id: 'age', kind: 'number', unit: 'year', minimum: 18, maximum: 100, column: 'age' },
    { id: 'city', kind: 'choice', columns: ['city'], options },
  ];
  const offers = [
    { id: 'loan', maximum_pd: 0.2, eligibility: [] },
    { id: 'debit', maximum_pd: 1, eligibility: [] },
  ];
  const training = {
    outcome_columns: { date: 'date', target: 'default' },
    forest,
    risk_along_values: { age: 'falls' },
    unordered: ['city'],
    ...settings,
  };
  put(folder, 'loan/questionnaire.json', JSON.stringify({ questions }));
  put(folder, 'loan/policy.json', JSON.stringify({ offers }));
  put(folder, 'loan/training.json', JSON.stringify(training));
  return runTool(folder, ['train', '--programme', 'loan', '--data', 'D.csv', '--output', 'M.json']);
}

const model = () => JSON.parse(readFileSync(join(folder, 'M.json'), 'utf8'));

describe('two hundred cities and missing ages', () => {
  before(() => {
    put(folder, 'D.csv', makeData(6000, 3));
    put(folder, 'later.csv', makeData(6000, 4));
    const { code, err } = train();
    assert.equal(code, EXIT.done, err);
    assert.match(err, /The 200 options of city are in \d+ groups, because some have few rows/);
  });

  test('the rule is that of the documents, and can be set', () => {
    const groupsWith = (settings: object = {}) =>
      Number(/The 200 options of city are in (\d+) groups?, because/.exec(train(settings).err)?.[1]);
    /** A code for each city with so many rows, and one for all others. */
    const groupsOf = (leastRows: number) => rowsOfCities().filter((rows) => rows >= leastRows).length + 1;
    assert.equal(groupsWith(), groupsOf(30));
    const some = groupsOf(15);
    assert.ok(some > 40 && some < 180, `${some} groups`);
    assert.equal(groupsWith({ group: { city: { least_rows: 15 } } }), some);
    assert.doesNotMatch(train({ group: { city: { least_rows: 1 } } }).err, /groups, because/);
    const wrong = train({ unordered: [], group: { city: { least_rows: 5 } } });
    assert.match(wrong.err, /training\.json, \/group\/city: is not listed in "unordered"/);
    assert.equal(train().code, EXIT.done);
  });

  test('every city is decided, and cities are told apart on rows that the model did not see', () => {
    const judged = runTool(folder, ['evaluate', '--model', 'M.json', '--data', 'later.csv', '--json']);
    assert.equal(judged.code, EXIT.done, judged.err);
    const { applications, pd } = JSON.parse(judged.out);
    assert.equal(applications.not_covered, 0);
    assert.ok(pd.auroc > 0.66, String(pd.auroc));
    assert.ok(pd.calibration_error < 0.05, String(pd.calibration_error));
  });

  test('reasons name the city of the applicant', () => {
    const said = runTool(folder, ['explain', '--model', 'M.json', 'age=60', `city=${idOf(4)}`, '--json']);
    assert.equal(said.code, EXIT.done, said.err);
    assert.match(said.out, /city\.city_4"/);
    const reasons = [...said.out.matchAll(/city\.city_\d+/g)].map(([reason]) => reason);
    assert.deepEqual(new Set(reasons), new Set(['city.city_4']));
  });

  test('an age that is missing is learnt from', () => {
    const pdOf = (age: string): number =>
      JSON.parse(runTool(folder, ['explain', '--model', 'M.json', `age=${age}`, `city=${idOf(1)}`, '--json']).out).pd;
    assert.ok(pdOf('') > pdOf('40') + 0.1, `${pdOf('')} ${pdOf('40')}`);
    assert.ok(pdOf('30') >= pdOf('60'));
    assert.equal(model().encoding[0].missing_seen ?? model().encoding.age?.missing_seen, true);
  });

  test('packed, in the report and in cross-validation it is the same model', () => {
    const score = (name: string) => runTool(folder, ['score', '--model', name, '--input', 'later.csv', '--quiet']);
    assert.equal(runTool(folder, ['pack', 'M.json', '--without-texts', '--output', 'M.bin']).code, EXIT.done);
    const scored = score('M.json');
    assert.equal(scored.code, EXIT.done, scored.err);
    assert.equal(score('M.bin').out, scored.out);
    const report = ['evaluate', '--model', 'M.json', '--data', 'later.csv', '--report', 'R.html', '--json'];
    assert.equal(runTool(folder, report).code, EXIT.done);
    const folds = ['cross-validate', '--programme', 'loan', '--data', 'D.csv', '--folds', '3', '--json'];
    const { code, out, err } = runTool(folder, folds);
    assert.equal(code, EXIT.done, err);
    assert.ok(JSON.parse(out).auroc.mean > 0.66);
  });
});
