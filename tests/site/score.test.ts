// The page that scores files has words for all that the engine says of one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { faultInWords } from '../../site/score/faults.ts';
import type { ScoreTexts } from '../../site/score/reasons.ts';
import {
  fileErrorCodes, PrescoreFileError, PrescoreStartError, scoreFile, type ScoreError,
} from '../../wasm/batch/index.ts';
import { startErrorCodes } from '../../wasm/types.ts';
import { languages, readText, root, textsOf } from './support.ts';

const wasm = await WebAssembly.compile(readFileSync(join(root, 'build/wasm/prescore-batch.wasm')));
const model = readFileSync(join(root, 'build/instant-card.bin'));

const header = 'age,income,education,good_work,car,car_type,foreign_passport';
const row = '33,50000,GRD,1,N,N,Y';
const long = 'x'.repeat(1_100_000);

/** A file for each sentence that the engine has. */
const files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  notANumber: `${header}\n33,"ma\n""ny; is",GRD,1,N,N,Y\n`,
  ragged: `${header}\n33\n`,
  stray: `${header}\n"33"x,1\n`,
  blank: `${header}\n\n${row}\n`,
  openQuote: `${header}\n"33\n`,
  longQuote: `${header}\n"33\n${long}\n`,
  long: `${header}\n${long}\n`,
  empty: '',
  utf16: new Uint8Array(Buffer.from(`\uFEFF${header}`, 'utf16le')),
  missing: 'age,income\n',
  twice: `age,age,${header},income\n`,
};

async function faultOf(content: string | Uint8Array<ArrayBuffer>): Promise<ScoreError> {
  return scoreFile(new File([content], 'F.csv'), { wasm, model }).then(() => assert.fail('it was scored'), (error: ScoreError) => error);
}

test('the files above make the engine say all that it says of files', async () => {
  const sources = ['csv_block', 'csv_records', 'applicant_columns'].map((name) => readText(`model/src/${name}.cpp`)).join('')
    .replaceAll(/'"'|\/\/.*/g, '');
  const said = (await Promise.all(Object.values(files).map(faultOf))).map(({ message }) => message).join('\n');
  const clauses = [...sources.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text = '']) => text.replaceAll('\\"', '"'))
    .filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text) && !/date such as|must be 0 or 1/.test(text));
  assert.ok(clauses.length >= 10, String(clauses));
  for (const clause of clauses) assert.ok(said.includes(clause), clause);
});

for (const language of languages) {
  const texts = textsOf(language).score as ScoreTexts;

  describe(`faults, ${language}`, () => {
    for (const [name, content] of Object.entries(files)) {
      test(`${name}: in words of the language, with its place`, async () => {
        const error = await faultOf(content);
        const words = faultInWords(error, texts, language);
        assert.ok(error instanceof PrescoreFileError && error.code === 'file_refused', error.message);
        const reason = texts[`score.reason.${name}` as keyof ScoreTexts];
        const fixed = reason.split(/\{[^}]*\}/).sort((a, b) => b.length - a.length)[0] ?? '';
        assert.ok(fixed.length > 5 && words.includes(fixed), words);
        if (language === 'ru') assert.doesNotMatch(words.replaceAll(/«[^»]*»|CSV|UTF-\d+/g, ''), /[a-z]{2}/, words);
        if (error.fault) assert.match(words, new RegExp(`1.*${error.fault.line}`, 's'));
        assert.ok(words.endsWith('.'));
      });
    }

    test('every code has words', () => {
      const errors = [
        ...startErrorCodes.map((code) => new PrescoreStartError(code, 'why')),
        ...fileErrorCodes.map((code) => new PrescoreFileError(code, 'why')),
      ];
      for (const error of errors) assert.ok(faultInWords(error, texts, language).length > 5, error.code);
    });

    test('what is not known shows as it is, and a fault of ours is thrown on', () => {
      const error = new PrescoreFileError('file_refused', 'x', { row: 1, line: 2, column: null, reason: 'something new' });
      assert.match(faultInWords(error, texts, language), /: something new\.$/);
      assert.throws(() => faultInWords(new TypeError('ours'), texts, language), /ours/);
    });
  });
}
