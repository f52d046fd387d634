// The page that scores files has words for all that the engine says of one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { errorInWords, isBug } from '../../../site/pages/score/errors.ts';
import { formatInWords } from '../../../site/pages/score/format.ts';
import { problemInWords } from '../../../site/pages/score/problems.ts';
import {
  type FileProblemCode,
  fileErrorCodes,
  fileProblemCodes,
  PrescoreFileError,
  PrescoreStartError,
  type ScoreError,
  scoreFile,
} from '../../../wasm/batch/index.ts';
import { startErrorCodes } from '../../../wasm/types.ts';
import { type Language, languages, root, textsOf } from '../support.ts';

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
  workbook: new Uint8Array(Buffer.from('PK\x03\x04')),
  latin: new Uint8Array(Buffer.from(`${header}\n33,50000,caf\xe9,1,N,N,Y\n`, 'latin1')),
  doubtful: `${header}\n33,40.000,GRD,1,N,N,Y\n`,
  missing: 'age,income\n',
  twice: `age,age,${header},income\n`,
};

/** What the page makes of each, with plain blanks for no-break ones; of other languages only the engine's words are known. */
const words: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  ru: {
    notANumber: 'Заявка 1, строка файла 2, столбец «income»: «ma?"ny; is» — это не число.',
    ragged: 'Заявка 1, строка файла 2: ячеек здесь 1, а столбцов в первой строке 7.',
    stray: 'Заявка 1, строка файла 2: после закрывающей кавычки есть ещё текст.',
    blank: 'Заявка 1, строка файла 2: строка пустая, удалите её.',
    openQuote: 'Заявка 1, строка файла 2: кавычка открыта и не закрыта.',
    longQuote: 'Заявка 1, строка файла 2: она длиннее 1 МБ: вероятно, кавычка не закрыта.',
    long: 'Заявка 1, строка файла 2: она длиннее 1 МБ: похоже, это не CSV.',
    empty: 'Первая строка файла: файл пустой, а в ней должны быть названия столбцов.',
    workbook: 'Первая строка файла: это файл «XLSX», а нужен CSV: сохраните таблицу как CSV в UTF-8.',
    latin: 'Заявка 1, строка файла 2, столбец «education»: «caf?» не в кодировке UTF-8, сохраните файл в UTF-8.',
    doubtful:
      'Заявка 1, строка файла 2, столбец «income»: «40.000» можно прочесть и как тысячи, и как дробь: уберите этот знак.',
    missing:
      'Первая строка файла: нет столбца «education»; нет столбца «good_work»; нет столбца «car»; нет столбца «car_type»; нет столбца «foreign_passport».',
    twice: 'Первая строка файла: столбец «age» встречается несколько раз; столбец «income» встречается несколько раз.',
  },
  en: {
    notANumber: 'Application 1, line 2 of the file, column “income”: “ma?"ny; is” is not a number.',
    ragged: 'Application 1, line 2 of the file: it has 1 cell, but the first line names 7 columns.',
    stray: 'Application 1, line 2 of the file: there is more text after a closing quote.',
    blank: 'Application 1, line 2 of the file: the line is blank, remove it.',
    openQuote: 'Application 1, line 2 of the file: a quote is opened and never closed.',
    longQuote: 'Application 1, line 2 of the file: it is longer than 1 MB: a quote may have been left open.',
    long: 'Application 1, line 2 of the file: it is longer than 1 MB: this may not be a CSV file.',
    empty: 'The first line of the file: the file is empty, and this line must name the columns.',
    workbook: 'The first line of the file: the file is not CSV but “XLSX”, save the table as CSV in UTF-8.',
    latin: 'Application 1, line 2 of the file, column “education”: “caf?” is not in UTF-8, save the file as UTF-8.',
    doubtful:
      'Application 1, line 2 of the file, column “income”: “40.000” could mean thousands or decimals, write it without this mark.',
    missing:
      'The first line of the file: the column “education” is missing; the column “good_work” is missing; the column “car” is missing; the column “car_type” is missing; the column “foreign_passport” is missing.',
    twice:
      'The first line of the file: the column “age” appears more than once; the column “income” appears more than once.',
  },
};

async function errorOf(content: string | Uint8Array<ArrayBuffer>): Promise<ScoreError> {
  return scoreFile(new File([content], 'F.csv'), { wasm, model }).then(
    () => assert.fail('it was scored'),
    (error: ScoreError) => error,
  );
}

/** Only training and judging read the columns of the outcome. */
const ofOutcomes: readonly FileProblemCode[] = ['not_a_date', 'not_an_outcome'];

test('the files above make the engine report every code that a page can meet', async () => {
  const errors = (await Promise.all(Object.values(files).map(errorOf))) as PrescoreFileError[];
  const reported = new Set(errors.flatMap(({ problems }) => problems.map(({ code }) => code)));
  assert.deepEqual(
    fileProblemCodes.filter((code) => !reported.has(code)),
    ofOutcomes,
  );
});

for (const language of languages) {
  const texts = textsOf(language).score;

  describe(`errors, ${language}`, () => {
    for (const [name, content] of Object.entries(files)) {
      test(`${name}: in words of the language, with its place`, async () => {
        const error = await errorOf(content);
        assert.ok(error instanceof PrescoreFileError && error.code === 'file_refused', error.message);
        const said = errorInWords(error, texts, language).replaceAll('\u00a0', ' ');
        if (words[language]) assert.equal(said, words[language][name]);
        else assert.ok(!said.includes(error.fault?.reason ?? error.message), said);
      });
    }

    test('how a file was read is a sentence, and nothing for a usual file', () => {
      const usual = { encoding: 'UTF-8', delimiter: ',', hasDecimalCommas: false, endsLinesWithCr: false };
      assert.equal(formatInWords(usual, texts, language), '');
      const odd = { encoding: 'windows-1251', delimiter: ';', hasDecimalCommas: true, endsLinesWithCr: true };
      const said = formatInWords(odd, texts, language);
      assert.match(said, /windows-1251.*;.*, .*, /);
      assert.notEqual(formatInWords({ ...usual, delimiter: '\t' }, texts, language), '');
      if (language !== 'en') return;
      assert.equal(
        said,
        'The file was read as a table in windows-1251, with “;” between the cells, ' +
          'with lines that end in a carriage return, with decimal commas.',
      );
    });

    test('the nearest column is named beside one that is missing', () => {
      const problem = {
        code: 'missing_column',
        row: 0,
        line: 1,
        column: null,
        reason: '',
        count: 0,
        expected: 0,
      } as const;
      const said = problemInWords({ ...problem, text: 'income', nearest: 'incom' }, texts, language);
      assert.match(said, /income.*, .*incom\W*$/);
    });

    test('every code of the table of file errors has words of its own', () => {
      const of = (code: FileProblemCode): string => texts[`score.problem.${code}`];
      assert.equal(new Set(fileProblemCodes.map(of)).size, fileProblemCodes.length);
      for (const code of fileProblemCodes) assert.ok(of(code).length > 5, code);
    });

    test('every code has words', () => {
      const errors = [
        ...startErrorCodes.map((code) => new PrescoreStartError(code, 'why')),
        ...fileErrorCodes.map((code) => new PrescoreFileError(code, 'a reason')),
      ];
      for (const error of errors) assert.ok(errorInWords(error, texts, language).length > 5, error.code);
    });

    test('an error that only those who run the page can fix has a code to pass on', () => {
      for (const error of [
        new PrescoreStartError('wasm_refused', 'why'),
        new PrescoreStartError('wasm_wrong_type', 'why'),
      ]) {
        assert.ok(errorInWords(error, texts, language).includes(error.code), error.code);
        assert.ok(!isBug(error));
      }
      assert.match(errorInWords(new TypeError('ours'), texts, language), /unknown/);
      assert.ok(isBug(new TypeError('ours')));
    });

    test('a model file that cannot be read is to be chosen again', () => {
      const error = new PrescoreStartError('model_unreachable', 'why');
      assert.equal(errorInWords(error, texts, language), texts['score.error.notLoaded']);
      assert.equal(errorInWords(error, texts, language, true), texts['score.error.modelUnreadable']);
    });

    test('a refusal without a problem shows its own message', () => {
      assert.equal(
        errorInWords(new PrescoreFileError('file_refused', 'something new'), texts, language),
        'something new',
      );
    });
  });
}
