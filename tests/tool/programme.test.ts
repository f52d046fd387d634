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
  const [age] = documents.questionnaire.questions as Document[];
  Object.assign(age, { decimals: 0, money: false });
  Object.assign(documents.training.forest as Document, { default_weight: 1, repaid_weight: 1 });
  Object.assign(documents.training, {
    covered: { age: { minimum: 18, maximum: 75 } },
    group: { car: { least_rows: 50 } },
    all_outcomes_known: true,
    protected: ['age'],
    outcome_columns: { date: 'app_date' },
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
    ['65 options', 'questionnaire', (d) => (d.questions[2].options = many(65, d.questions[2].options[0]))],
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
    ['a ridge of 0', 'training', (d) => (d.forest.ridge = 0)],
    ['a weight of 0', 'training', (d) => (d.forest.default_weight = 0)],
    ['a learning rate above 1', 'training', (d) => (d.forest.learning_rate = 2)],
    ['a setting of boosting for bagging', 'training', (d) => (d.forest.method = 'bagging')],
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
        // Names of questions and options are not for a schema to know.
        if (key === 'id') continue;
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
  return Array.isArray(value) || ['risk_along_values', 'covered'].includes(key) ? children : [value, ...children];
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
    documents.questionnaire.questions[2].options[0].cells = ['SCH', 'SC'];
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
          '  shipped/questionnaire.json, /questions/2/options/0/cells: 2 cells for 1 column; write one cell for each column, in the order of "columns"',
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
