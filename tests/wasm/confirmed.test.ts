// What a person confirms, and texts that are longer than any answer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Answers, createPrescore, type Prescore } from '../../wasm/index.ts';
import { makeFolder, MODEL, put, runTool } from '../tool/support.ts';
import { wasmBytes } from './support.ts';

const usual: Answers = {
  age: '34',
  income: '50000',
  education: 'higher',
  stable_job: 'yes',
  car: 'none',
  foreign_passport: 'no',
};

const shipped = JSON.parse(readFileSync(MODEL, 'utf8'));
const { minimum, maximum } = shipped.questionnaire.questions[1] as { minimum: number; maximum: number };

/** The shipped model with another plausible income and words for thousands, packed as for a page. */
async function start(): Promise<Prescore> {
  const folder = makeFolder('confirmed');
  const model = structuredClone(shipped);
  Object.assign(model.questionnaire.questions[1], { plausible: { minimum: 5000 }, scale_words: { тыс: 1000 } });
  put(folder, 'M.json', JSON.stringify(model));
  const { err } = runTool(folder, ['pack', 'M.json', '--without-texts', '--without-data', '--output', 'M.bin']);
  assert.match(err, /^Wrote M\.bin/);
  return createPrescore({ wasm: wasmBytes(), model: new Uint8Array(readFileSync(join(folder, 'M.bin'))) });
}

const prescore = await start();
const codesOf = (answers: Answers, confirmed?: readonly string[]): string[] => {
  const evaluation = prescore.evaluate(answers, confirmed && { confirmed });
  return evaluation.kind === 'issues' ? evaluation.issues.map(({ code }) => code) : [];
};

describe('an implausible answer', () => {
  test('is asked back with its limits, and taken when it is confirmed', () => {
    const answers = { ...usual, income: '4999' };
    assert.deepEqual(prescore.evaluate(answers), {
      kind: 'issues',
      issues: [{ code: 'implausibly_low', question: 'income', limits: { minimum, maximum } }],
    });
    assert.deepEqual(codesOf(answers, []), ['implausibly_low']);
    assert.deepEqual(codesOf(answers, ['age']), ['implausibly_low']);
    assert.equal(prescore.evaluate(answers, { confirmed: ['income'] }).kind, 'decision');
    assert.equal(prescore.explain(answers, { confirmed: ['income'] }).kind, 'decision');
    assert.equal(prescore.explain(answers).kind, 'issues');
  });

  test('is read as it is', () => {
    assert.deepEqual(prescore.read('income', '4999'), { kind: 'value', value: 4999 });
    assert.deepEqual(prescore.read('income', '5 тыс. руб.'), { kind: 'value', value: 5000 });
  });

  test('is no less wrong when it is confirmed', () => {
    assert.deepEqual(codesOf({ ...usual, income: '' }, ['income']), ['missing_answer']);
    assert.deepEqual(codesOf({ ...usual, age: '1985' }, ['age']), ['looks_like_a_year']);
  });

  test('is not confirmed by a text that looks like the mark of it', () => {
    for (const income of ['!4999', '4999!', '!\u00004999'])
      assert.deepEqual(codesOf({ ...usual, income }), ['not_a_number']);
  });
});

describe('a long text', () => {
  const blanks = ' \u00a0\u2003\t'.repeat(1000);
  const unseen = '\u200b\u00ad\ufeff'.repeat(1000);
  const read = (text: string) => prescore.read('age', text);

  test('is the number in it, whatever blanks and unseen marks are around it', () => {
    for (const text of [`${blanks}34${blanks}`, `${unseen}34`, `3${unseen}4`, `34${blanks}лет`]) {
      assert.deepEqual(read(text), { kind: 'value', value: 34 });
    }
  });

  test('is not a number where more than a thousand bytes are left, as in the core', () => {
    const limits = { minimum: 14, maximum: 100 };
    for (const text of ['9'.repeat(1001), `34${blanks}x`, `${blanks}${'0'.repeat(1000)}34`, '₽'.repeat(400)]) {
      assert.deepEqual(read(text), { kind: 'issue', issue: { code: 'not_a_number', question: 'age', limits } });
    }
    assert.deepEqual(read('9'.repeat(1000)), {
      kind: 'issue',
      issue: { code: 'above_maximum', question: 'age', limits },
    });
  });

  test('is not an option because blanks are behind it, and missing where there is nothing else', () => {
    for (const car of [`none${blanks}`, `${unseen}none`])
      assert.deepEqual(codesOf({ ...usual, car }), ['unknown_option']);
    assert.deepEqual(codesOf({ ...usual, car: blanks + unseen }), ['missing_answer']);
  });
});
