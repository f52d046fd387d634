// A programme that asks the bank: the tool reads the bank's values from data files, and no page takes it.

import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { readContent } from '../../site/build/content/content.mjs';
import { scoreFile } from '../../wasm/batch/index.ts';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import { wasmBytes } from '../wasm/support.ts';
import { applicants, EXIT, makeFolder, put, runTool } from './support.ts';

const FULL = inRoot('model', 'instant-card-full');
const folder = makeFolder('client-data');

// biome-ignore lint/suspicious/noExplicitAny: documents are changed in many ways
type Document = any;
const json = (path: string): Document => JSON.parse(readFileSync(path, 'utf8'));
const model = json(join(FULL, 'model.json'));

const done = (...args: string[]): string => {
  const { code, out, err } = runTool(folder, args);
  assert.equal(code, EXIT.done, err);
  return out;
};
const pack = (name: string): Buffer => {
  done('pack', name, '--texts', join(FULL, 'texts'), '--output', 'packed.bin');
  return readFileSync(join(folder, 'packed.bin'));
};

put(folder, 'F.csv', applicants(2000, 4));
/** The same model as a programme that asks the applicant everything. */
const plain = structuredClone(model);
for (const question of plain.questionnaire.questions) {
  delete question.from;
  delete question.maximum_age_days;
}
delete plain.policy.without_client_data;
put(folder, 'plain.json', JSON.stringify(plain));
put(folder, 'full.json', JSON.stringify(model));

describe('instant-card-full', () => {
  test('has the questionnaire and the policy of its folder in its model', () => {
    const { $schema: _, ...questionnaire } = json(join(FULL, 'questionnaire.json'));
    const bank = questionnaire.questions.filter((one: Document) => one.from === 'client_data');
    assert.equal(bank.length, 8);
    for (const [index, question] of questionnaire.questions.entries()) {
      const { from, maximum_age_days } = model.questionnaire.questions[index];
      assert.deepEqual([from, maximum_age_days], [question.from, question.maximum_age_days], question.id);
    }
    assert.equal(model.policy.stage, 'final');
    assert.deepEqual(model.policy.without_client_data, { outcome: 'manual_review' });
    // What the tool reads it writes again, byte by byte.
    done(
      'policy',
      '--model',
      join(FULL, 'model.json'),
      '--policy',
      join(FULL, 'policy.json'),
      '--model-output',
      'again.json',
    );
    assert.equal(readFileSync(join(folder, 'again.json'), 'utf8'), readFileSync(join(FULL, 'model.json'), 'utf8'));
  });

  test('has words for every outcome of a final programme, every offer, question and reason, in both languages', () => {
    const [en, ru] = ['en', 'ru'].map((language) => json(join(FULL, 'texts', `${language}.json`)));
    assert.deepEqual(
      textsOf(ru).map(([path]) => path),
      textsOf(en).map(([path]) => path),
    );
    assert.deepEqual(Object.keys(en.outcomes), ['approval', 'alternative_offer', 'manual_review']);
    for (const { id } of model.policy.offers) assert.ok(en.offers[id], id);
    for (const { id, kind, options } of model.questionnaire.questions) {
      assert.ok(en.questions[id], id);
      const codes = kind === 'number' ? ['lower', 'higher'] : options.map((option: Document) => option.id);
      for (const code of codes) assert.ok(en.reasons[`${id}.${code}`], `${id}.${code}`);
    }
    for (const [path, text] of [...textsOf(en), ...textsOf(ru)]) assert.ok(text !== '', path);
  });

  test('is scored as if it asked the applicant everything', async () => {
    const expected = done('score', '--model', 'plain.json', '--input', 'F.csv', '--quiet');
    assert.match(expected, /,approval,/);
    assert.equal(done('score', '--model', 'full.json', '--input', 'F.csv', '--quiet'), expected);
    const scored = await scoreFile(new File([new Uint8Array(readFileSync(join(folder, 'F.csv')))], 'F.csv'), {
      wasm: readFileSync(inRoot('build/wasm/prescore-batch.wasm')),
      model: new File([new Uint8Array(pack('full.json'))], 'full.bin'),
    });
    assert.equal(await scored.scores?.text(), expected);
  });

  test('takes one byte for each question and one for the person who decides without the data', () => {
    assert.equal(pack('full.json').length, pack('plain.json').length + model.questionnaire.questions.length + 1);
  });

  test('is shown with who answers what', () => {
    const shown = done('inspect', 'full.json');
    assert.match(shown, /bureau_score .* splits; from the bank's data of at most 30 days\n/);
    assert.match(shown, /region_rating .* splits; from the bank's data\n/);
    assert.match(shown, /income .* splits\n/);
    assert.match(shown, /without client data +manual_review\n/);
  });
});

describe('a page', () => {
  const preliminary = structuredClone(model);
  delete preliminary.policy.stage;
  put(folder, 'preliminary.json', JSON.stringify(preliminary));

  test('refuses a programme that asks the bank, and says why', async () => {
    for (const name of ['full.json', 'preliminary.json']) {
      await assert.rejects(
        createPrescore({ wasm: wasmBytes(), model: new Uint8Array(pack(name)) }),
        (error: unknown) =>
          error instanceof PrescoreStartError &&
          error.code === 'model_refused' &&
          /asks_the_bank: the bank's own data answer some of its questions/.test(error.message),
      );
    }
  });

  test('cannot be built from one', () => {
    const programme = join(folder, 'instant-card-full');
    cpSync(FULL, programme, { recursive: true });
    put(folder, 'instant-card-full/model.json', JSON.stringify(preliminary));
    assert.throws(
      () => readContent({ programmes: [programme], brand: inRoot('site', 'brand') }),
      /model\.json, \/questionnaire\/questions\/6\/from: is "client_data", but a page asks applicants/,
    );
  });
});

/** Every text of a document with its path. */
function textsOf(value: Document, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => textsOf(child, `${path}/${key}`));
}
