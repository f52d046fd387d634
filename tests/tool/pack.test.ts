// A model that could not explain itself is not packed: no reference population, no words for a code, a reference that
// the questionnaire or the data do not hold.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { EXIT, leftovers, makeFolder, MODEL, PROGRAMME, put, runTool } from './support.ts';

const folder = makeFolder('pack');
const model = readFileSync(MODEL, 'utf8');
const texts = (language: string): string => readFileSync(join(PROGRAMME, 'texts', `${language}.json`), 'utf8');
const pack = () => runTool(folder, ['pack', 'M.json', '--output', 'M.bin']);

interface Bendable {
  reference?: { answers: Record<string, unknown>; population: { weight: number; answers: unknown[] }[] };
  reasons: Record<string, unknown>;
  changes: Record<string, unknown>;
}

/** A copy of a JSON document with `change` made to it. */
function bent(
  json: string,
  change: (document: Bendable & { reference: NonNullable<Bendable['reference']> }) => void,
): string {
  const document = JSON.parse(json) as Bendable & { reference: NonNullable<Bendable['reference']> };
  change(document);
  return JSON.stringify(document);
}

function assertRefused(message: RegExp): void {
  const { code, out, err } = pack();
  assert.equal(code, EXIT.badInput, err);
  assert.equal(out, '');
  assert.match(err, message);
  assert.equal(err.trimEnd().split('\n').length, 1, 'one sentence');
  assert.ok(!existsSync(join(folder, 'M.bin')));
  assert.deepEqual(leftovers(folder), []);
}

describe('a reference', () => {
  for (const [name, change, message] of [
    ['that is not there', (model) => void delete (model as Bendable).reference, /M\.json, \/: lacks "reference"/],
    [
      'without a population',
      (model) => void delete (model.reference as Partial<typeof model.reference>).population,
      /\/reference: lacks "population"/,
    ],
    [
      'whose population is empty',
      (model) => void (model.reference.population = []),
      /\/reference\/population\/0: inconsistent_count/,
    ],
    [
      'of too many people',
      (model) => void (model.reference.population = Array(65).fill(model.reference.population[0])),
      /\/reference\/population\/\d+: inconsistent_count/,
    ],
    [
      'without an answer',
      (model) => void delete model.reference.answers['income'],
      /\/reference\/answers: lacks "income"/,
    ],
    [
      'with an answer to no question',
      (model) => void (model.reference.answers['colour'] = 1),
      /\/reference\/answers: must name each question once/,
    ],
    [
      'younger than the questionnaire takes',
      (model) => void (model.reference.answers['age'] = 13),
      /\/reference\/answers\/age: is outside the limits of the question, 14 to 100/,
    ],
    [
      'older than the training data',
      (model) => void (model.reference.answers['age'] = 99),
      /\/reference\/answers\/age: out_of_range/,
    ],
    [
      'with an option that is none',
      (model) => void (model.reference.answers['car'] = 'tractor'),
      /\/reference\/answers\/car: /,
    ],
    [
      'with a person beyond the questionnaire',
      (model) => void (model.reference.population[3]!.answers[1] = -1),
      /\/reference\/population\/3\/answers\/1: is outside the limits of the question, 0 to 100000000/,
    ],
    [
      'with a person beyond the training data',
      (model) => void (model.reference.population[3]!.answers[0] = 99),
      /\/reference\/population\/3\/answers\/0: is not an answer that the training data held/,
    ],
    [
      'with a person who answers too little',
      (model) => void model.reference.population[2]!.answers.pop(),
      /\/reference\/population\/2\/answers: must have one answer for each question/,
    ],
    [
      'with a person who stands for nobody',
      (model) => void (model.reference.population[0]!.weight = 0),
      /\/reference\/population\/0\/weight: must be a whole number from 1/,
    ],
  ] as [string, Parameters<typeof bent>[1], RegExp][]) {
    test(`${name}: refused with its place`, () => {
      put(folder, 'M.json', bent(model, change));
      for (const language of ['en', 'ru']) put(folder, `texts/${language}.json`, texts(language));
      assertRefused(message);
    });
  }
});

describe('the words of a reason', () => {
  for (const [name, language, change, message] of [
    [
      'that are missing',
      'ru',
      (text) => void delete text.reasons['stable_job.no'],
      /texts\/ru\.json, \/reasons: lacks "stable_job\.no"/,
    ],
    [
      'that are missing for the higher half',
      'en',
      (text) => void delete text.reasons['age.higher'],
      /texts\/en\.json, \/reasons: lacks "age\.higher"/,
    ],
    [
      'that are empty',
      'en',
      (text) => void (text.reasons['car.none'] = ''),
      /texts\/en\.json, \/reasons\/car\.none: is empty/,
    ],
    [
      'that are no words',
      'en',
      (text) => void (text.reasons['car.none'] = 7),
      /texts\/en\.json, \/reasons\/car\.none: must be a text/,
    ],
    [
      'that are missing altogether',
      'ru',
      (text) => void delete (text as Partial<Bendable>).reasons,
      /texts\/ru\.json, \/: lacks "reasons"/,
    ],
    [
      'of a change, missing',
      'ru',
      (text) => void delete text.changes['income.rise'],
      /texts\/ru\.json, \/changes: lacks "income\.rise"/,
    ],
  ] as [string, string, Parameters<typeof bent>[1], RegExp][]) {
    test(`${name}: refused with file and place`, () => {
      put(folder, 'M.json', model);
      for (const one of ['en', 'ru'])
        put(folder, `texts/${one}.json`, one === language ? bent(texts(one), change) : texts(one));
      assertRefused(message);
    });
  }

  test('that have no folder: refused with the ways out', () => {
    put(folder, 'alone/M.json', model);
    const { code, err } = runTool(folder, ['pack', 'alone/M.json', '--output', 'M.bin']);
    assert.equal(code, EXIT.badInput);
    assert.match(err, /alone\/texts: no texts .*--texts.*--without-texts/);
    assert.ok(!existsSync(join(folder, 'M.bin')));
  });

  for (const programme of readdirSync(inRoot('model'), { withFileTypes: true }).filter((entry) =>
    existsSync(inRoot('model', entry.name, 'model.json')),
  )) {
    test(`are there for every code of ${programme.name}, in each language`, () => {
      const { code, err } = runTool(folder, [
        'pack',
        inRoot('model', programme.name, 'model.json'),
        '--output',
        'good.bin',
      ]);
      assert.equal(code, EXIT.done, err);
      const languages = readdirSync(inRoot('model', programme.name, 'texts'));
      assert.deepEqual(languages.sort(), ['en.json', 'ru.json']);
      const keys = languages.map((file) =>
        Object.keys(
          (JSON.parse(readFileSync(inRoot('model', programme.name, 'texts', file), 'utf8')) as Bendable).reasons,
        ),
      );
      assert.deepEqual(keys[0], keys[1]);
    });
  }
});

describe('prescore-pack, with which builds pack', () => {
  const packed = (...args: string[]) =>
    spawnSync(inRoot('build', 'prescore-pack'), args, { cwd: folder, encoding: 'utf8' });

  test('writes what the tool writes', () => {
    assert.equal(runTool(folder, ['pack', MODEL, '--output', 'tool.bin']).code, EXIT.done);
    const { status, stderr } = packed(MODEL, 'builds.bin');
    assert.equal(status, EXIT.done, stderr);
    assert.deepEqual(readFileSync(join(folder, 'builds.bin')), readFileSync(join(folder, 'tool.bin')));
  });

  test('refuses what the tool refuses, with its exit codes, and writes nothing', () => {
    put(folder, 'lonely/M.json', model);
    const { status, stderr } = packed('lonely/M.json', 'lonely.bin');
    assert.equal(status, EXIT.badInput);
    assert.match(stderr, /^prescore-pack: lonely\/texts: no texts/);
    put(folder, 'broken/M.json', model.slice(0, 1000));
    assert.equal(packed('broken/M.json', 'lonely.bin').status, EXIT.badInput);
    assert.equal(packed('none.json', 'lonely.bin').status, EXIT.files);
    assert.equal(packed('none.json').status, EXIT.usage);
    assert.ok(!existsSync(join(folder, 'lonely.bin')));
    assert.deepEqual(leftovers(folder), []);
  });
});
