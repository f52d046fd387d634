// `prescore draft`: from any file to a programme that trains without an edit.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { programmeTextsShape } from '../../site/build/content/programmeTexts.mjs';
import { errorsOf } from '../../site/build/content/shape.mjs';
import { germanCredit, randomNumbers } from './madeUp.ts';
import { EXIT, leftovers, makeFolder, put, type Run, runTool } from './support.ts';

const folder = makeFolder('draft');
let programmes = 0;

interface Drafted extends Run {
  programme: string;
}

function draft(content: string | Buffer, ...options: string[]): Drafted {
  put(folder, 'F.csv', content);
  const programme = `bank_${++programmes}`;
  return { programme, ...runTool(folder, ['draft', '--data', 'F.csv', '--output', programme, ...options]) };
}

const json = (programme: string, name: string) => JSON.parse(readFileSync(join(folder, programme, name), 'utf8'));

function train({ programme }: Drafted): Run {
  return runTool(folder, ['train', '--programme', programme, '--data', 'F.csv', '--output', 'M.json']);
}

function mustTrain(drafted: Drafted): void {
  assert.equal(drafted.code, EXIT.done, drafted.err);
  assert.doesNotMatch(drafted.err, /Warning/);
  const { code, err } = train(drafted);
  assert.equal(code, EXIT.done, err);
}

/** Rows of cells that `rowOf` makes, with an outcome that the first number of a row tells something about. */
function table(
  header: string,
  rows: number,
  rowOf: (row: number, random: () => number) => (string | number)[],
): string {
  const random = randomNumbers(11);
  const lines = Array.from({ length: rows }, (_, row) => rowOf(row, random).join(','));
  return `${header}\n${lines.join('\n')}\n`;
}

test('the columns of the German credit data become a programme that trains, evaluates, scores and packs', () => {
  const drafted = draft(germanCredit(1200), '--target', 'Class');
  mustTrain(drafted);
  const { programme } = drafted;
  assert.equal(json(programme, 'questionnaire.json').questions.length, 20);
  const training = json(programme, 'training.json');
  assert.deepEqual(training.default, { column: 'Class', bad: ['2'], good: ['1'] });
  assert.deepEqual(training.outcome_columns, { date: 'ApplicationDate' });
  assert.deepEqual(training.protected, ['sex', 'age']);
  for (const args of [
    ['evaluate', '--model', 'M.json', '--data', 'F.csv'],
    ['score', '--model', 'M.json', '--input', 'F.csv', '--output', 'G.csv'],
    ['pack', 'M.json', '--texts', `${programme}/texts`, '--output', 'M.bin'],
  ]) {
    const { code, err } = runTool(folder, args);
    assert.equal(code, EXIT.done, `${args[0]}: ${err}`);
  }
});

test('the texts are all that the page needs in both languages, and every text is marked', () => {
  const { programme, err, code } = draft(germanCredit(300), '--target', 'Class');
  assert.equal(code, EXIT.done, err);
  const contents = { en: json(programme, 'texts/en.json'), ru: json(programme, 'texts/ru.json') };
  const { questions } = json(programme, 'questionnaire.json');
  const { offers } = json(programme, 'policy.json');
  const shape = programmeTextsShape({
    id: programme,
    folder: '',
    model: '',
    questions,
    offers,
    changes: [],
    texts: {},
  });
  for (const [language, texts] of Object.entries(contents)) assert.deepEqual(errorsOf(shape, texts, language), []);
  const texts: string[] = [];
  JSON.stringify(contents, (_, value) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  assert.ok(texts.length > 100);
  for (const text of texts) assert.ok(text.startsWith('[edit] '), text);
});

describe('files as people have them', () => {
  test('units, money, percentages, missing words, and rare values', () => {
    const drafted = draft(
      table('rate,amount,term,debt,city,bad', 1500, (row, random) => {
        const rate = random() * 30;
        return [
          `${rate.toFixed(1)}%`,
          `"$${Math.floor(1000 + random() * 9000).toLocaleString('en-US')}.50"`,
          `${12 + Math.floor(random() * 40)} months`,
          row % 50 === 0 ? 'unknown' : Math.floor(random() * 100),
          row % 4 === 0 ? `village ${row}` : row % 4 === 1 ? 'Paris' : 'Lyon',
          random() < rate / 50 ? 1 : 0,
        ];
      }),
      '--target',
      'bad',
    );
    mustTrain(drafted);
    const { questions, missing } = json(drafted.programme, 'questionnaire.json');
    assert.ok(missing.includes('unknown'));
    assert.deepEqual(questions[0].unit_words, ['%']);
    assert.equal(questions[1].money, true);
    assert.deepEqual(questions[2].unit_words, ['months']);
    assert.deepEqual(questions[4].options.filter((option: { any_other?: boolean }) => option.any_other).length, 1);
  });

  test('a word of the file is added to all built-in words for missing values', () => {
    const content = table('a,b,c,bad', 400, (row, random) => {
      const a = row % 40 === 0 ? 'unknown' : Math.floor(random() * 90);
      const b = ['(null)', 'n.a.', '\\N', '\u2014'][row % 40] ?? row % 31;
      return [a, b, ['#NULL!', 'x', 'y', 'z'][row % 4] ?? '', random() < 0.3 ? 1 : 0];
    });
    const drafted = draft(content, '--target', 'bad');
    mustTrain(drafted);
    assert.doesNotMatch(drafted.err + train(drafted).err, /left out/);
    const { missing } = json(drafted.programme, 'questionnaire.json');
    assert.equal(missing.at(-1), 'unknown');
    const docs = readFileSync(join(import.meta.dirname, '../../docs/data-files.md'), 'utf8').toLowerCase();
    for (const word of missing.slice(0, -1)) assert.ok(docs.includes(`\`${word}\``), word);
  });

  test('words that may multiply are named, because they are skipped', () => {
    const content = table('income,term,bad', 400, (row, random) => {
      const income = `${1 + Math.floor(random() * 90)} ${['k', 'тыс'][row % 2]}`;
      return [income, `${row % 37} months`, random() < 0.3 ? 1 : 0];
    });
    const { out } = draft(content, '--target', 'bad');
    assert.match(out, /income: the words beside the numbers are skipped: "k", "тыс"; if one multiplies/);
    assert.doesNotMatch(out, /term: the words/);
  });

  test('a unit is listed once, and an age keeps its own', () => {
    const content = table('age,rent,bad', 400, (row, random) => {
      const rent = 1 + Math.floor(random() * 900);
      return [`${20 + (row % 50)} y.o.`, row % 2 ? `${rent} USD` : `usd ${rent}`.toUpperCase(), random() < 0.3 ? 1 : 0];
    });
    const drafted = draft(content, '--target', 'bad');
    mustTrain(drafted);
    const { questions } = json(drafted.programme, 'questionnaire.json');
    assert.ok(questions[0].unit_words.includes('y.o.'));
    assert.deepEqual(questions[1].unit_words, ['USD']);
  });

  test('small numbers keep their digits', () => {
    const content = table('share,bad', 400, (_, random) => [(random() * 1e-6).toFixed(12), random() < 0.3 ? 1 : 0]);
    const drafted = draft(content, '--target', 'bad');
    mustTrain(drafted);
    assert.equal(json(drafted.programme, 'questionnaire.json').questions[0].decimals, 9);
  });

  test('days that can be read in two ways: the message says how to use them', () => {
    const content = table('app_date,a,bad', 400, (row, random) => {
      return [`0${1 + (row % 9)}/0${1 + (row % 7)}/2024`, row % 30, random() < 0.3 ? 1 : 0];
    });
    assert.match(draft(content, '--target', 'bad', '--date', 'app_date').err, /training\.json, with date_form/);
    const drafted = draft(content, '--target', 'bad');
    assert.match(drafted.out, /app_date.*training\.json, with date_form/);
    const path = join(folder, drafted.programme, 'training.json');
    const outcome_columns = { date: 'app_date', date_form: 'month/day/year' };
    writeFileSync(path, JSON.stringify({ ...json(drafted.programme, 'training.json'), outcome_columns }));
    mustTrain(drafted);
  });

  test('more than 32 columns: the ones that say most are asked', () => {
    const names = Array.from({ length: 40 }, (_, column) => `c${column}`);
    const content = table(`${names.join(',')},default`, 1000, (_, random) => {
      const cells = names.map(() => Math.floor(random() * 90));
      return [...cells, random() < (cells[39] ?? 0) / 100 ? 1 : 0];
    });
    const drafted = draft(content, '--target', 'default');
    mustTrain(drafted);
    const { questions } = json(drafted.programme, 'questionnaire.json');
    assert.equal(questions.length, 32);
    assert.equal(questions.at(-1).id, 'c39');
    assert.match(drafted.out, /says less about the outcome than the 32 that are asked/);
  });

  test('identifiers, constants, dates, texts and leaks are left out, and --keep brings a leak back', () => {
    const content = table('id,when,note,same,income,recoveries,default', 600, (row, random) => {
      const bad = random() < 0.3 ? 1 : 0;
      const note = `they said ${row} things on this day`;
      return [1000 + row, '2024-01-05', note, 'x', Math.floor(random() * 9000), bad ? row : 0, bad];
    });
    const drafted = draft(content, '--target', 'default');
    assert.equal(drafted.code, EXIT.done, drafted.err);
    const ids = (programme: string) =>
      json(programme, 'questionnaire.json').questions.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids(drafted.programme), ['income']);
    assert.match(drafted.out, /recoveries: may be known only after the outcome/);
    const kept = draft(content, '--target', 'default', '--keep', 'recoveries');
    assert.deepEqual(ids(kept.programme), ['income', 'recoveries']);
  });
});

describe('draft stops, says why, and writes nothing', () => {
  const rows = (outcome: (row: number) => unknown, count = 300) =>
    `a,outcome\n${Array.from({ length: count }, (_, row) => `${row % 17},${outcome(row)}`).join('\n')}\n`;
  for (const [name, content, options, message] of [
    ['which value is bad is not known', rows((row) => 'XY'[row % 2]), [], /--bad and --good.*"X" in 150 rows/],
    ['three values', rows((row) => row % 3), [], /--bad and --good.*"0" in 100 rows/],
    ['one outcome', rows(() => 0), [], /one value \("0" in 300 rows\)/],
    [
      'ten rows',
      rows((row) => (row % 3 === 0 ? 1 : 0), 10),
      [],
      /10 rows with an outcome; training needs at least 100/,
    ],
    [
      'a value that is not there',
      rows((row) => 'XY'[row % 2]),
      ['--bad', 'Z', '--good', 'X'],
      /no row has the value "Z"/,
    ],
    ['a date that is none', rows((row) => row % 3 && 1), ['--date', 'a'], /only 0 of 300 rows have a date/],
  ] as const) {
    test(name, () => {
      const { code, err, programme } = draft(content, '--target', 'outcome', ...options);
      assert.equal(code, EXIT.badInput, err);
      assert.match(err, message);
      assert.ok(!existsSync(join(folder, programme)));
    });
  }

  test('no target is named', () => {
    const { code, err } = draft(germanCredit(200));
    assert.equal(code, EXIT.badInput);
    assert.match(err, /--target Class {2}\("1"/);
  });

  test('there is no header', () => {
    const { code, err } = draft(germanCredit(200).split('\n').slice(1).join('\n'), '--target', 'column_22');
    assert.equal(code, EXIT.badInput);
    assert.match(err, /prescore describe F\.csv --add-header/);
  });

  test('the folder exists', () => {
    const first = draft(germanCredit(200), '--target', 'Class');
    writeFileSync(join(folder, first.programme, 'policy.json'), 'mine');
    const again = runTool(folder, ['draft', '--data', 'F.csv', '--target', 'Class', '--output', `${first.programme}/`]);
    assert.equal(again.code, EXIT.files);
    assert.match(again.err, /exists already/);
    assert.equal(readFileSync(join(folder, first.programme, 'policy.json'), 'utf8'), 'mine');
    assert.deepEqual(leftovers(folder), []);
  });

  test('the folder has a name that no programme can have', () => {
    put(folder, 'F.csv', germanCredit(200));
    const { code, err } = runTool(folder, ['draft', '--data', 'F.csv', '--target', 'Class', '--output', 'My Bank']);
    assert.equal(code, EXIT.usage);
    assert.match(err, /a-z, 0-9/);
  });
});

test('stated values win, and other rows are left out', () => {
  const statuses = ['Charged Off', 'Fully Paid', 'Current', 'Fully Paid'];
  const content = table('a,status', 600, (row) => [(row * 7) % 50, statuses[row % 4] ?? '']);
  const drafted = draft(content, '--target', 'status', '--bad', 'Charged Off,Current', '--good', 'Fully Paid');
  assert.equal(drafted.code, EXIT.done, drafted.err);
  assert.deepEqual(json(drafted.programme, 'training.json').default.bad.sort(), ['Charged Off', 'Current']);
  const guessed = draft(content, '--target', 'status');
  assert.match(guessed.out, /neither: "Current" 150 rows/);
});
