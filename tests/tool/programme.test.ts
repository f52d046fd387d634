// A programme's folder: the reader and the JSON Schemas refuse the same, and know the same keys.

import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { FILES, type File, objectsOf, schemaOf } from '../docs/programmeTables.ts';
import { applicants, EXIT, leftovers, makeFolder, PROGRAMME, put, runTool } from './support.ts';

const folder = makeFolder('programme');

// biome-ignore lint/suspicious/noExplicitAny: documents are broken in many ways
type Document = any;
type Documents = Record<File, Document>;

const ajv = new Ajv2020({ allErrors: true });
const validators = Object.fromEntries(FILES.map((file) => [file, ajv.compile(schemaOf(file))])) as Record<
  File,
  ValidateFunction
>;

const documentsOf = (programme: string): Documents =>
  Object.fromEntries(
    FILES.map((file) => [file, JSON.parse(readFileSync(join(programme, `${file}.json`), 'utf8')) as Document]),
  ) as Documents;

/** Runs the tool on a programme without data: exit code 4 means that the programme itself is fine. */
function check(documents: Documents): { code: number | null; err: string } {
  for (const file of FILES) put(folder, `card/${file}.json`, JSON.stringify(documents[file]));
  return runTool(folder, ['train', '--programme', 'card', '--data', 'none.csv', '--output', 'M.json']);
}

/** A programme in which every key of every file is used. */
function fullProgramme(): Documents {
  const documents = documentsOf(PROGRAMME);
  const [age, income, education, , car] = documents.questionnaire.questions as Document[];
  Object.assign(age, { decimals: 0, money: false, plausible: { minimum: 18, maximum: 90 } });
  Object.assign(income, { scale_words: { k: 1000, тыс: 1000, млн: 1e6 }, plausible: { minimum: 5000 } });
  Object.assign(documents.questionnaire, {
    missing: ['', 'none'],
    csv: { delimiter: ';', decimal: ',', encoding: 'windows-1251' },
  });
  documents.policy.stage = 'final';
  documents.policy.without_client_data = { programme: 'another-card' };
  // Two of them, so that the bank is still asked where one is the applicant's again.
  Object.assign(income, { from: 'client_data', maximum_age_days: 30 });
  car.from = 'client_data';
  education.options[0].cells.push('school');
  education.options.at(-1).any_other = true;
  car.options[0].cells = [car.options[0].cells, ['-', '-']];
  documents.training.forest = {
    method: 'boosting',
    trees: 40,
    depth: 3,
    leaves: 8,
    leaf_rows: 200,
    features_per_split: 3,
    cuts: 50,
    shrinkage: 10,
    default_weight: 1,
    repaid_weight: 1,
    learning_rate: 0.1,
    ridge: 10,
    rows_per_tree: 0.7,
  };
  Object.assign(documents.training, {
    covered: { age: { minimum: 18, maximum: 75 } },
    group: { car: { least_rows: 50 } },
    all_outcomes_known: true,
    protected: ['age'],
    outcome_columns: { date: 'app_date', date_form: 'day/month/year' },
    default: { column: 'default', bad: ['1'], good: [0] },
  });
  for (const file of FILES) documents[file].$schema = `../schemas/${file}.schema.json`;
  return documents;
}

describe('the reader and the schemas', () => {
  test('accept every shipped programme, and one that uses every key', () => {
    const shipped = readdirSync(inRoot('model')).filter((name) => existsSync(inRoot('model', name, 'training.json')));
    assert.ok(shipped.length >= 2);
    for (const documents of [...shipped.map((name) => documentsOf(inRoot('model', name))), fullProgramme()]) {
      for (const file of FILES) assert.ok(validators[file](documents[file]), ajv.errorsText(validators[file].errors));
      const { code, err } = check(documents);
      assert.equal(code, EXIT.files, err);
    }
  });

  const BROKEN: [string, File, (document: Document) => void][] = [
    ['no questions', 'questionnaire', (d) => (d.questions = [])],
    ['33 questions', 'questionnaire', (d) => (d.questions = many(33, d.questions[0]))],
    ['1025 options', 'questionnaire', (d) => (d.questions[2].options = many(1025, d.questions[2].options[0]))],
    ['one option', 'questionnaire', (d) => d.questions[2].options.splice(1)],
    ['no columns', 'questionnaire', (d) => (d.questions[2].columns = [])],
    ['a column twice', 'questionnaire', (d) => (d.questions[4].columns = ['car', 'car'])],
    ['a column without a name', 'questionnaire', (d) => (d.questions[0].column = '')],
    ['an id with a blank', 'questionnaire', (d) => (d.questions[0].id = 'my age')],
    ['an id of 65 characters', 'questionnaire', (d) => (d.questions[2].options[0].id = 'x'.repeat(65))],
    ['an unknown kind', 'questionnaire', (d) => (d.questions[0].kind = 'text')],
    ['ten decimals', 'questionnaire', (d) => (d.questions[0].decimals = 10)],
    ['money as a text', 'questionnaire', (d) => (d.questions[1].money = 'yes')],
    ['a limit as a text', 'questionnaire', (d) => (d.questions[0].minimum = '14')],
    ['a limit beyond 32 bits', 'questionnaire', (d) => (d.questions[0].maximum = 2 ** 32)],
    ['an empty unit word', 'questionnaire', (d) => (d.questions[0].unit_words = [''])],
    ['cells as a text', 'questionnaire', (d) => (d.questions[2].options[0].cells = 'SCH')],
    ['a number with options', 'questionnaire', (d) => (d.questions[0].options = d.questions[2].options)],
    ['an option without cells', 'questionnaire', (d) => delete d.questions[2].options[0].cells],
    [
      'no other value and no cells',
      'questionnaire',
      (d) => (d.questions[2].options[0] = { id: 'x', any_other: false }),
    ],
    ['an empty list of cells', 'questionnaire', (d) => (d.questions[2].options[0].cells = [])],
    ['a cell that is a number', 'questionnaire', (d) => (d.questions[2].options[0].cells = [1])],
    ['any other value as a text', 'questionnaire', (d) => (d.questions[2].options[0].any_other = 'yes')],
    ['a scale that is no power of ten', 'questionnaire', (d) => (d.questions[1].scale_words = { k: 1024 })],
    ['a scale of 1', 'questionnaire', (d) => (d.questions[1].scale_words = { one: 1 })],
    ['a scale beyond a billion', 'questionnaire', (d) => (d.questions[1].scale_words = { t: 1e10 })],
    ['a scale word without letters', 'questionnaire', (d) => (d.questions[1].scale_words = { '': 1000 })],
    ['a plausible range without limits', 'questionnaire', (d) => (d.questions[1].plausible = {})],
    ['a plausible limit as a text', 'questionnaire', (d) => (d.questions[1].plausible = { minimum: '5' })],
    ['missing words as a text', 'questionnaire', (d) => (d.missing = 'NA')],
    ['a delimiter that is a letter', 'questionnaire', (d) => (d.csv = { delimiter: 'x' })],
    ['a decimal mark that is a blank', 'questionnaire', (d) => (d.csv = { decimal: ' ' })],
    ['an unknown encoding', 'questionnaire', (d) => (d.csv = { encoding: 'koi8-r' })],
    ['a question of a third one', 'questionnaire', (d) => (d.questions[0].from = 'bureau')],
    ['an age of what the applicant says', 'questionnaire', (d) => (d.questions[0].maximum_age_days = 30)],
    [
      'a value of eleven years',
      'questionnaire',
      (d) => Object.assign(d.questions[0], { from: 'client_data', maximum_age_days: 4000 }),
    ],
    ['nobody without client data', 'policy', (d) => (d.without_client_data = {})],
    [
      'two who decide without client data',
      'policy',
      (d) => (d.without_client_data = { programme: 'x', outcome: 'manual_review' }),
    ],
    ['an approval without client data', 'policy', (d) => (d.without_client_data = { outcome: 'approval' })],
    ['an unknown stage', 'policy', (d) => (d.stage = 'draft')],
    ['a stage that is no text', 'policy', (d) => (d.stage = 1)],
    ['no offers', 'policy', (d) => (d.offers = [])],
    ['33 offers', 'policy', (d) => (d.offers = many(33, d.offers[3]))],
    ['a PD above 1', 'policy', (d) => (d.offers[0].maximum_pd = 1.5)],
    ['a PD below 0', 'policy', (d) => (d.offers[0].maximum_pd = -0.1)],
    ['a PD as a text', 'policy', (d) => (d.offers[0].maximum_pd = '0.1')],
    ['no eligibility', 'policy', (d) => delete d.offers[0].eligibility],
    ['65 changes', 'policy', (d) => (d.what_would_help.changes = Array(65).fill(d.what_would_help.changes[1]))],
    ['a rise of 0', 'policy', (d) => (d.what_would_help.changes[1].rise_percent = 0)],
    ['a change without its end', 'policy', (d) => delete d.what_would_help.changes[0].to],
    ['shown as a number', 'policy', (d) => (d.what_would_help.shown = 1)],
    ['no trees', 'training', (d) => (d.forest.trees = 0)],
    ['half a tree', 'training', (d) => (d.forest.trees = 1.5)],
    ['a depth of 25', 'training', (d) => (d.forest.depth = 25)],
    ['one leaf', 'training', (d) => (d.forest.leaves = 1)],
    ['a ridge of 0', 'training', (d) => Object.assign(d.forest, { method: 'boosting', ridge: 0 })],
    ['no cuts', 'training', (d) => (d.forest.cuts = 0)],
    ['a shrinkage below 0', 'training', (d) => (d.forest.shrinkage = -1)],
    ['leaves of eight steps', 'training', (d) => Object.assign(d.forest, { method: 'bagging', leaf_scale: 8 })],
    [
      'a setting of bagging for boosting',
      'training',
      (d) => Object.assign(d.forest, { method: 'boosting', leaf_scale: 64 }),
    ],
    ['a setting of boosting without a method', 'training', (d) => (d.forest = { ridge: 5 })],
    ['a weight of 0', 'training', (d) => (d.forest.default_weight = 0)],
    ['a learning rate above 1', 'training', (d) => Object.assign(d.forest, { method: 'boosting', learning_rate: 2 })],
    ['a setting of boosting for bagging', 'training', (d) => Object.assign(d.forest, { method: 'bagging', ridge: 5 })],
    ['an unknown method', 'training', (d) => (d.forest.method = 'boost')],
    ['a direction that is none', 'training', (d) => (d.risk_along_values.income = 'down')],
    ['a choice twice without an order', 'training', (d) => (d.unordered = ['car', 'car'])],
    ['an outcome without a column', 'training', (d) => (d.outcome_columns.target = '')],
    ['a target named twice', 'training', (d) => (d.default = { column: 'status', bad: ['1'], good: ['0'] })],
    ['no cell that means a default', 'training', (d) => (d.default = { column: 'status', bad: [], good: ['0'] })],
    ['a group without rows', 'training', (d) => (d.group = { car: { least_rows: 0 } })],
    ['a group of nothing', 'training', (d) => (d.group = { car: {} })],
    ['half a range', 'training', (d) => (d.covered = { age: { minimum: 18 } })],
  ];
  for (const [name, file, change] of BROKEN) {
    test(`refuse ${name}`, () => {
      const documents = documentsOf(PROGRAMME);
      change(documents[file]);
      assert.ok(!validators[file](documents[file]), 'the schema accepts it');
      const { code, err } = check(documents);
      assert.equal(code, EXIT.badInput, err);
      assert.match(err, new RegExp(`card/${file}\\.json, /`));
    });
  }

  test('take 12.0 where they want a whole number', () => {
    const documents = documentsOf(PROGRAMME);
    documents.questionnaire.questions[0].decimals = 0;
    // JSON.stringify writes no 12.0, so the text is changed.
    const text = (file: File) =>
      JSON.stringify(documents[file]).replaceAll(/"(minimum|decimals|trees|depth)":(\d+)/g, '"$1":$2.0');
    for (const file of FILES) {
      assert.ok(validators[file](JSON.parse(text(file))));
      put(folder, `card/${file}.json`, text(file));
    }
    assert.match(text('training'), /"trees":\d+\.0/);
    const { code, err } = runTool(folder, ['train', '--programme', 'card', '--data', 'none.csv', '--output', 'M.json']);
    assert.equal(code, EXIT.files, err);
  });

  test('know the same keys, and require the same ones', () => {
    const documents = fullProgramme();
    for (const file of FILES) {
      for (const object of objectsIn(documents[file])) (object as Document).zzz = 1;
    }
    const known = new Set(
      [...check(documents).err.matchAll(/unknown key "zzz"; known are: (.*)/g)].map(([, keys]) => keys),
    );
    const inSchemas = FILES.flatMap((file) => objectsOf(schemaOf(file)).map(([, { properties }]) => properties ?? {}));
    assert.deepEqual(
      [...known].map((keys) => keys!.split(', ').sort().join()).sort(),
      [...new Set(inSchemas.map((properties) => Object.keys(properties).sort().join()))].sort(),
    );
  });

  for (const file of FILES) {
    test(`agree on each key of ${file}.json that is left out`, () => {
      for (const path of pathsIn(fullProgramme()[file] as Document)) {
        const documents = fullProgramme();
        const key = path.pop()!;
        delete path.reduce((value: Document, part) => value[part], documents[file])[key];
        // Names of questions and options, and what another file has, are not for a schema to know.
        if (key === 'id' || key === 'without_client_data') continue;
        const { code, err } = check(documents);
        assert.equal(code === EXIT.files, validators[file](documents[file]), `${[...path, key].join('/')}: ${err}`);
      }
    });
  }
});

/** So many copies with ids of their own. */
function many(count: number, entry: Document): Document[] {
  return Array.from({ length: count }, (_, index) => ({ ...entry, id: `x${index}` }));
}

/** Every object of a document, but those whose keys are names of questions. */
function objectsIn(value: Document, key = ''): Document[] {
  if (typeof value !== 'object' || value === null) return [];
  const children = Object.entries(value).flatMap(([name, child]) => objectsIn(child, name));
  return Array.isArray(value) || ['risk_along_values', 'covered', 'scale_words'].includes(key)
    ? children
    : [value, ...children];
}

/** The paths of all keys of objects. */
function pathsIn(value: Document, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...pathsIn(child, [...path, key]),
  ]);
}

describe('a programme with errors', () => {
  test('is refused before the data are read, with all its errors, and leaves no file', () => {
    cpSync(PROGRAMME, join(folder, 'shipped'), { recursive: true });
    put(folder, 'F.csv', applicants(600, 11));
    const documents = documentsOf(PROGRAMME);
    documents.questionnaire.questions[4].options[0].cells = ['N'];
    documents.policy.offers = [];
    documents.training.forest.leaf_rows = 0;
    for (const file of FILES) put(folder, `shipped/${file}.json`, JSON.stringify(documents[file]));
    put(folder, 'shipped/texts/en.json', '{"reasons": {"age.lower": ""}');
    put(folder, 'made/keep', '');
    for (const command of [
      ['train', '--output', 'made/M.json'],
      ['cross-validate', '--json'],
    ]) {
      const { code, out, err } = runTool(folder, [...command, '--programme', 'shipped', '--data', 'F.csv']);
      assert.equal(code, EXIT.badInput, err);
      assert.equal(out, '');
      assert.deepEqual(
        err
          .replace(/is not JSON: .*/, 'is not JSON')
          .trimEnd()
          .split('\n'),
        [
          'prescore: shipped has 4 errors:',
          '  shipped/questionnaire.json, /questions/4/options/0/cells: 1 cell for 2 columns; write one cell for each column, in the order of "columns", or a list of such lists',
          '  shipped/policy.json, /offers: 0 offers; at least 1',
          '  shipped/training.json, /forest/leaf_rows: must be a whole number from 1 to 1073741824',
          '  shipped/texts/en.json is not JSON',
        ],
      );
      assert.deepEqual(readdirSync(join(folder, 'made')), ['keep']);
      assert.deepEqual(leftovers(folder), []);
    }
  });
});
