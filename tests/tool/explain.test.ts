// `prescore explain`: one applicant as a table and a waterfall, a whole file as contributions and codes of reasons.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import {
  applicants,
  EXIT,
  GOOD_ROW,
  HEADER,
  leftovers,
  makeFolder,
  MODEL,
  peakMemory,
  put,
  runTool,
} from './support.ts';

const folder = makeFolder('explain');
const FULL_MODEL = inRoot('model', 'instant-card-full', 'model.json');
const RISKY = ['age=22', 'income=15 000 ₽', 'education=school', 'stable_job=no', 'car=none', 'foreign_passport=no'];
const explain = (...args: string[]) => runTool(folder, ['explain', '--model', MODEL, ...args]);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const millionths = (points: number | string) => Math.round(Number(points) * 1e6);
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

interface Explained {
  outcome: string;
  offer: string | null;
  basis: string;
  pd: number | null;
  reference_score: number;
  score: number;
  contributions: {
    question: string;
    answer: string | number | null;
    contribution: number;
    risk: string;
    code: string;
    exact: number;
  }[];
  exact: { reference_score: number; score: number };
  against: { codes: string; text?: string }[];
  in_favour: { codes: string; text?: string }[];
}
const explained = (...args: string[]): Explained => {
  const { code, out, err } = explain(...args, '--json');
  assert.equal(code, EXIT.done, err);
  return JSON.parse(out) as Explained;
};

function assertAddsUp({ reference_score: reference, contributions, score, exact }: Explained): void {
  assert.equal(
    sum(contributions.map((one) => millionths(one.contribution))),
    millionths(score) - millionths(reference),
  );
  assert.equal(sum(contributions.map((one) => one.exact)), exact.score - exact.reference_score);
}

describe('one applicant', () => {
  test('the contributions add up to score minus reference score, the strongest first', () => {
    const risky = explained(...RISKY);
    assertAddsUp(risky);
    const sizes = risky.contributions.map(({ exact }) => Math.abs(exact));
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
    for (const { exact, risk } of risky.contributions)
      assert.equal(risk, exact > 0 ? 'raises' : exact < 0 ? 'lowers' : 'same');
  });

  test('an applicant who is not offered the programme has a reason against that raised the score', () => {
    const { outcome, against, contributions } = explained(...RISKY);
    assert.equal(outcome, 'alternative_offer');
    assert.ok(against.length >= 1 && against.length <= 4);
    const raising = contributions.filter(({ risk }) => risk === 'raises').map(({ code }) => code);
    for (const code of against.flatMap(({ codes }) => codes.split('+'))) assert.ok(raising.includes(code), code);
  });

  test('a table for people: the columns, sums that fit, the reasons', () => {
    const { code, out } = explain(...RISKY);
    assert.equal(code, EXIT.done);
    assert.match(out, /^instant-card: alternative_offer \(\w+\), PD 0\.\d{6}\n/);
    assert.match(out, /^question +answer +contribution +risk +code$/m);
    assert.match(out, /^income +15000 +\+\d\.\d{6} +raises +income\.lower$/m);
    const figure = (name: string) => millionths(new RegExp(`^${name} +(-?\\d+\\.\\d{6})$`, 'm').exec(out)?.[1] ?? NaN);
    const contributions = [...out.matchAll(/ ([+-]?\d\.\d{6}) +(?:raises|lowers|same) /g)].map(([, number]) =>
      millionths(number ?? NaN),
    );
    assert.equal(contributions.length, 6);
    assert.equal(figure('reference score') + sum(contributions), figure('score'));
    assert.match(out, /^Reasons against\n {2}1\. \w+\.\w+$/m);
    assert.match(out, /^In favour/m);
  });

  for (const [language, words] of [
    ['ru', 'Образование среднее или\u00a0среднее специальное'],
    ['en', 'Your highest level of education is secondary school or college'],
  ] as const) {
    test(`--language ${language} says the reasons in words`, () => {
      const { against } = explained(...RISKY, '--language', language);
      assert.equal(against.find(({ codes }) => codes === 'education.school')?.text, words);
      assert.ok(explain(...RISKY, '--language', language).out.includes(`education.school: ${words}\n`));
    });
  }

  test('a row of a file is explained like the answers that it holds', () => {
    put(folder, 'F.csv', `${HEADER}\n${GOOD_ROW}\n22,15000,SCH,0,N,N,N\n`);
    assert.equal(explain('--input', 'F.csv', '--row', '2').out, explain(...RISKY).out);
  });

  test('a missing answer, on the command line or in a file, is explained as one', () => {
    put(folder, 'missing.csv', `${HEADER}\n22,15000,,0,N,N,N\n`);
    const { out } = explain('--input', 'missing.csv', '--row', '1', '--language', 'en');
    assert.match(out, /^education +\(missing\) .* education\.missing$/m);
    assert.equal(
      explain(...RISKY.map((answer) => answer.replace(/^education=.*/, 'education=')), '--language', 'en').out,
      out,
    );
  });

  test('an outcome that rests on a rule names the rule; the score is explained, no reason is made up', () => {
    const { out } = explain(...RISKY.map((answer) => answer.replace('age=22', 'age=17')));
    assert.match(out, /, by the product's rule on age\n|the training data had no such answer to age/);
    assert.doesNotMatch(out, /Reasons against/);
  });

  test('answers beyond the training data: said so, and nothing to explain', () => {
    const { code, out } = explain(...RISKY.map((answer) => answer.replace('15 000 ₽', '90000000')));
    assert.equal(code, EXIT.done);
    assert.equal(
      out,
      'instant-card: manual_review: the training data had no such answer to income, so there is no score to explain\n',
    );
  });
});

describe('the waterfall', () => {
  test('is one picture of its own, with title, description and dark colours', () => {
    assert.equal(explain(...RISKY, '--svg', 'W.svg').code, EXIT.done);
    const svg = read('W.svg');
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img" aria-labelledby="title desc">/);
    assert.match(svg, /<title id="title">instant-card: [^<]+<\/title>/);
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.doesNotMatch(svg, /href|url\(|<script|style="/);
    assert.equal(svg.match(/class="bar tone-\d"/g)?.length, 6);
    const description = /<desc id="desc">([^<]+)<\/desc>/.exec(svg)?.[1] ?? '';
    for (const { question } of explained(...RISKY).contributions)
      assert.ok(description.includes(`${question} = `), question);
  });

  test('its bars lead from the reference score to the score', () => {
    const { contributions } = explained(...RISKY);
    const bars = [...read('W.svg').matchAll(/class="bar tone-(\d)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, tone, left, width]) => ({ up: tone === '2', left: Number(left), right: Number(left) + Number(width) }),
    );
    contributions.forEach(({ contribution }, index) => assert.equal(bars[index]?.up, contribution > 0));
    const end = ({ up, left, right }: (typeof bars)[0]) => (up ? right : left);
    const start = ({ up, left, right }: (typeof bars)[0]) => (up ? left : right);
    for (let index = 1; index < bars.length; ++index)
      assert.ok(Math.abs(end(bars[index - 1]!) - start(bars[index]!)) < 0.21);
  });

  test('is not drawn where there is no score', () => {
    const { code, err } = explain(
      ...RISKY.map((answer) => answer.replace('15 000 ₽', '90000000')),
      '--svg',
      'none.svg',
    );
    assert.equal(code, EXIT.badInput);
    assert.match(err, /^prescore: there is no waterfall to draw\. .*income/);
    assert.ok(!existsSync(join(folder, 'none.svg')));
  });
});

for (const [programme, model] of [
  ['instant-card', MODEL],
  ['instant-card-full', FULL_MODEL],
] as const) {
  describe(`a whole file, ${programme}`, () => {
    const data = applicants(1500, 5);
    const run = (...args: string[]) => runTool(folder, ['explain', '--model', model, ...args], data);
    const { questionnaire } = JSON.parse(readFileSync(model, 'utf8')) as {
      questionnaire: { questions: { id: string }[] };
    };
    const ids = questionnaire.questions.map(({ id }) => id);
    const { code, out, err } = run();
    const [header = '', ...lines] = out.trimEnd().split('\n');
    const cells = lines.map((line) => line.split(','));

    test('has a line for each row: contributions that add up, and codes', () => {
      assert.equal(code, EXIT.done, err);
      assert.equal(
        header,
        `row,pd,outcome,offer,reference_score,${ids.map((id) => `contribution_${id}`).join(',')},score,against,in_favour`,
      );
      assert.equal(lines.length, 1500);
      let withScore = 0;
      for (const row of cells) {
        assert.equal(row.length, ids.length + 8);
        const [reference = '', ...rest] = row.slice(4, ids.length + 6);
        if (row[1] === '') {
          assert.deepEqual(row.slice(4), Array(ids.length + 4).fill(''));
          continue;
        }
        const score = rest.pop() ?? '';
        assert.equal(sum(rest.map(millionths)) + millionths(reference), millionths(score));
        if (row[2] === 'alternative_offer')
          assert.match(row.at(-2) ?? '', /^(\w+\.\w+(;\w+\.\w+){0,3}|\w+\.\w+\+\w+\.\w+)$/);
        ++withScore;
      }
      assert.ok(withScore > 1000);
    });

    test('decides as score does, byte for byte', () => {
      const scored = runTool(folder, ['score', '--model', model], data).out.trimEnd().split('\n').slice(1);
      assert.deepEqual(
        cells.map((row) => row.slice(0, 4).join(',')),
        scored,
      );
    });

    test('says of a row what is said of it alone', () => {
      put(folder, 'F.csv', data);
      for (const row of [1, 77, 1500]) {
        const alone = JSON.parse(
          runTool(folder, ['explain', '--model', model, '--input', 'F.csv', '--row', String(row), '--json']).out,
        ) as Explained;
        if (alone.pd === null) continue;
        assertAddsUp(alone);
        assert.equal(alone.against.map(({ codes }) => codes).join(';'), cells[row - 1]?.at(-2));
        for (const { question, contribution } of alone.contributions) {
          // The rounding follows the order, which is another here.
          assert.ok(
            Math.abs(millionths(contribution) - millionths(cells[row - 1]?.[5 + ids.indexOf(question)] ?? NaN)) <= 1,
          );
        }
      }
    });

    test('any number of threads writes the same bytes', () => {
      assert.equal(run('--threads', '1').out, out);
      assert.equal(run('--threads', '5').out, out);
    });

    for (const language of ['ru', 'en']) {
      test(`says each reason in words, ${language}`, () => {
        const texts = (
          JSON.parse(readFileSync(join(model, '..', 'texts', `${language}.json`), 'utf8')) as {
            reasons: Record<string, string>;
          }
        ).reasons;
        const [head = '', ...explainedLines] = run('--language', language).out.trimEnd().split('\n');
        assert.equal(head, `${header},against_text,in_favour_text`);
        explainedLines.forEach((line, index) => {
          const against = cells[index]?.at(-2) ?? '';
          const words = against
            .split(';')
            .map((reason) =>
              reason
                .split('+')
                .map((one) => texts[one])
                .join(' + '),
            )
            .join('; ');
          if (against !== '') assert.ok(line.includes(`,"${words}",`), line);
        });
      });
    }
  });
}

describe('a file with rows that cannot be read', () => {
  const content = `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n${GOOD_ROW}\n`;

  test('is refused with row and column, and nothing is left', () => {
    put(folder, 'bad.csv', content);
    const { code, out, err } = explain('--input', 'bad.csv', '--output', 'G.csv');
    assert.equal(code, EXIT.badInput);
    assert.equal(out, '');
    assert.equal(err, 'prescore: bad.csv, line 3 (row 2), column "income": "many" is not a number\n');
    assert.ok(!existsSync(join(folder, 'G.csv')));
    assert.deepEqual(leftovers(folder), []);
  });

  test('--keep-going leaves them out and says why', () => {
    const { code, err } = explain('--input', 'bad.csv', '--output', 'G.csv', '--keep-going', '--rejects', 'R.csv');
    assert.equal(code, EXIT.done);
    assert.match(err, /\nprescore: 1 row was left out; the reasons are in R\.csv\n$/);
    assert.match(read('G.csv'), /^row,[^\n]+\n1,[^\n]+\n3,[^\n]+\n$/);
    assert.equal(read('R.csv'), 'row,line,column,reason\n2,3,"income","""many"" is not a number"\n');
  });
});

describe('errors: a sentence, and no file', () => {
  const row = put(folder, 'one.csv', `${HEADER}\n${GOOD_ROW}\n13,50000,GRD,1,N,N,Y\n`);
  put(folder, 'texts/en.json', JSON.stringify({ reasons: { 'age.lower': 'younger' } }));
  for (const [name, args, code, words] of [
    [
      'answers that are none',
      ['age=13', 'income=much', 'education=PhD', 'colour=red', 'car=none', 'car=foreign', 'stable_job=no'],
      EXIT.badInput,
      /^prescore: colour is not asked; car is answered twice; age: "13" is not in the range 14 to 100; income: "much" is not a number; education: "PhD" is not one of school, .*; foreign_passport: is not answered/,
    ],
    ['a word that is no answer', ['one.csv'], EXIT.usage, /"one\.csv" is not an answer such as age=27/],
    ['a row that is not there', ['--input', row, '--row', '9'], EXIT.badInput, /one\.csv has 2 rows, but no row 9/],
    [
      'a row that the questionnaire does not take',
      ['--input', row, '--row', '2'],
      EXIT.badInput,
      /one\.csv, line 3 \(row 2\), age: "13" is not in the range 14 to 100\n/,
    ],
    ['a file that is not there', ['--input', 'nowhere.csv', '--row', '2'], EXIT.files, /cannot read nowhere\.csv/],
    [
      'a language without texts',
      [...RISKY, '--language', 'de'],
      EXIT.badInput,
      /texts\/de\.json: there are no texts in this language; there are en, ru/,
    ],
    [
      'texts that lack a code',
      [...RISKY, '--language', 'en', '--texts', 'texts'],
      EXIT.badInput,
      /texts\/en\.json, \/reasons: .*"age\.higher"/,
    ],
    [
      'a folder of texts that is not there',
      [...RISKY, '--language', 'en', '--texts', 'nowhere'],
      EXIT.badInput,
      /name the folder of the texts with --texts/,
    ],
    ['a waterfall of a whole file', ['--input', row], EXIT.usage, /--svg is for one applicant/],
    ['a row of standard input', ['--row', '1'], EXIT.usage, /--row needs the file of --input/],
    ['answers and a file', [...RISKY, '--input', row], EXIT.usage, /--input is not used if answers are given/],
    [
      'one applicant into a file of many',
      [...RISKY, '--output', 'none.csv'],
      EXIT.usage,
      /--output is for a whole file/,
    ],
    ['a row 0', ['--input', row, '--row', '0'], EXIT.usage, /--row/],
    ['a folder that is not there', RISKY, EXIT.files, /cannot write nowhere\/W\.svg/],
  ] as const) {
    test(name, () => {
      const run = explain(...args, '--svg', code === EXIT.files && args === RISKY ? 'nowhere/W.svg' : 'none.svg');
      assert.equal(run.code, code, run.err);
      assert.match(run.err, words);
      assert.equal(run.out, '');
      for (const file of ['none.svg', 'none.csv']) assert.ok(!existsSync(join(folder, file)));
      assert.deepEqual(leftovers(folder), []);
    });
  }
});

test('memory does not grow with the file', async () => {
  const args = ['explain', '--model', MODEL, '--output', 'G.csv', '--threads', '2'];
  // Even the smaller one fills all blocks that are parked at a time.
  const small = await peakMemory(folder, args, applicants(40_000, 4));
  const large = await peakMemory(folder, args, applicants(200_000, 4));
  assert.ok(large < 64 * 1024, `${large} KiB`);
  assert.ok(large < small + 4 * 1024, `${large} KiB for five times what took ${small} KiB`);
});
