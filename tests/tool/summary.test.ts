// What a command that reads rows reports on standard error; --strict, --quiet, --key; text that a terminal would obey.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import {
  applicants,
  EXIT,
  GOOD_ROW,
  HEADER,
  leftovers,
  MODEL,
  makeFolder,
  PROGRAMME,
  put,
  runTool,
  TOOL,
} from './support.ts';

const folder = makeFolder('summary');
const tool = (...args: string[]) => runTool(folder, args);
const score = (content: string, ...args: string[]) => runTool(folder, ['score', '--model', MODEL, ...args], content);
const file = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`;
const good = (count: number) => Array<string>(count).fill(GOOD_ROW);

describe('the summary of score', () => {
  test('counts rows, outcomes, rows that are not covered and issues', () => {
    const { code, err } = score(
      file(...good(17), '75,50000,GRD,1,N,N,Y', '13,50000,GRD,1,N,N,Y', '33,50000,GRD,1,N,N,yes'),
    );
    assert.equal(code, EXIT.done);
    assert.deepEqual(err.trimEnd().split('\n'), [
      'prescore: 20 rows: 17 likely approval (85.0 %), 0 alternative offer (0.0 %), 1 manual review (5.0 %), 2 not decided (10.0 %)',
      'prescore: 1 of 20 rows (5.0 %): the training data had no such answers, so there is no PD',
      'prescore: column "age": 1 of 20 rows (5.0 %) has a number below 14, for example "13" in row 19',
      'prescore: column "foreign_passport": 1 of 20 rows (5.0 %) has an unknown value, for example "yes" in row 20',
    ]);
  });

  test('is that of explain, too, and does not depend on the number of threads', () => {
    const data = applicants(5000, 8).replaceAll(',GRD,', ',GRAD,');
    const [one, two, five] = ['1', '2', '5'].map((threads) => score(data, '--threads', threads).err);
    assert.equal(two, one);
    assert.equal(five, one);
    assert.equal(runTool(folder, ['explain', '--model', MODEL], data).err, one);
    assert.match(
      one ?? '',
      /warning: column "education": \d+ of 5000 rows .* for example "GRAD" in row \d+; known are "SCH", /,
    );
  });

  for (const [name, content, warning] of [
    [
      'all rows',
      file('33,50000,GRD,1.0,N,N,Y'),
      /warning: column "good_work": 1 of 1 row \(100\.0 %\) has an unknown value, for example "1\.0" in row 1; known are "\d"/,
    ],
    ['a tenth of the rows', file(...good(9), '33,50000,grd,1,N,N,Y'), /warning: column "education": 1 of 10 rows/],
    [
      'several columns',
      file('33,50000,GRD,1,N,N,N', '33,50000,grd,TRUE,no,N,no'),
      /"good_work": .*"TRUE".*\n.*"car", "car_type": .*"no", "N".*\n.*"foreign_passport": .*"no"/,
    ],
    [
      'rows that no data cover',
      file(...good(1), '75,50000,GRD,1,N,N,Y'),
      /warning: 1 of 2 rows \(50\.0 %\): the training data had no such answers/,
    ],
    ['no rows', file(), /warning: the file has no rows that can be read/],
  ] as const) {
    test(`warns of ${name}; --quiet does not silence that, and --strict makes it an error`, () => {
      assert.match(score(content).err, warning);
      assert.match(score(content, '--quiet').err, /^(prescore: warning: .*\n)+$/);
      const strict = score(content, '--strict', '--output', 'none.csv', '--keep-going', '--rejects', 'none-too.csv');
      assert.equal(strict.code, EXIT.badInput);
      assert.match(strict.err, /\nprescore: \d warnings?, which --strict treats as an error; no file was written\n$/);
      for (const output of ['none.csv', 'none-too.csv']) assert.ok(!existsSync(join(folder, output)));
      assert.deepEqual(leftovers(folder), []);
    });
  }

  test('--strict writes the file if little is unknown', () => {
    const content = file(...good(10), '33,50000,grd,1,N,N,Y');
    assert.equal(score(content, '--strict', '--output', 'strict.csv').code, EXIT.done);
    assert.doesNotMatch(score(content).err, /warning/);
  });
});

describe('commands that read outcomes', () => {
  const data = applicants(3000, 13);
  const [header = '', ...rows] = data.trimEnd().split('\n');
  const names = header.split(',');
  const changed = (name: string, value: string) =>
    [
      header,
      ...rows.map((row) =>
        row
          .split(',')
          .map((cell, place) => (names[place] === name ? value : cell))
          .join(','),
      ),
    ].join('\n');

  before(() => {
    put(folder, 'F.csv', data);
    put(folder, 'unknown.csv', changed('good_work', '1.0'));
    const { code, err } = tool(
      'train',
      '--programme',
      PROGRAMME,
      '--data',
      'F.csv',
      '--before',
      '2014-04-01',
      '--output',
      'M.json',
    );
    assert.equal(code, EXIT.done, err);
    assert.match(err, /^prescore: \d+ rows: \d+ defaults \(\d+\.\d %\)\n/);
  });

  test('evaluate and policy name why no row can be used', () => {
    for (const args of [['evaluate'], ['policy', '--recall', '0.5']]) {
      const { code, err } = tool(...args, '--model', 'M.json', '--data', 'unknown.csv');
      assert.equal(code, EXIT.badInput);
      assert.match(
        err,
        /\nprescore: unknown\.csv: the questionnaire does not take the answers of any row; column "good_work": 3000 of 3000 rows \(100\.0 %\) have an unknown value, for example "1\.0" in row 1; known are "1", "0"\n$/,
      );
    }
  });

  test('evaluate warns of figures on the rows that the model was trained on', () => {
    const evaluate = (...args: string[]) => tool('evaluate', '--model', 'M.json', ...args);
    assert.match(
      evaluate('--data', 'F.csv').err,
      /warning: in-sample figures: the model was trained on the rows of this file from 2014-01-01 to 2014-03-31/,
    );
    put(folder, 'other.csv', applicants(3000, 14));
    assert.match(
      evaluate('--data', 'other.csv').err,
      /warning: the model was trained on applications from .* if they are the same applications/,
    );
    assert.doesNotMatch(evaluate('--data', 'F.csv', '--since', '2014-04-01').err, /warning/);
    const strict = evaluate('--data', 'F.csv', '--strict', '--report', 'R.html');
    assert.equal(strict.code, EXIT.badInput);
    assert.equal(strict.out, '');
    assert.ok(!existsSync(join(folder, 'R.html')));
  });

  test('few defaults: train warns with their number, and --strict stops before the training', () => {
    const place = names.indexOf('default');
    let defaults = 0;
    const few = rows.filter((row) => row.split(',')[place] === '0' || ++defaults <= 3);
    put(folder, 'few.csv', [header, ...few].join('\n'));
    const train = (...args: string[]) =>
      tool('train', '--programme', PROGRAMME, '--data', 'few.csv', '--output', 'few.json', ...args);
    assert.match(train('--strict').err, /warning: only 3 defaults among \d+ rows: PDs, figures and cut-offs/);
    assert.ok(!existsSync(join(folder, 'few.json')));
    assert.equal(train('--quiet').code, EXIT.done);
    assert.match(train('--quiet').err, /^(prescore: warning: .*\n)+$/);
  });

  test('answers that say nothing about the outcome: one PD for everyone is said', () => {
    // Every set of answers occurs twice, once with each outcome.
    const place = names.indexOf('default');
    const both = rows.flatMap((row) => ['0', '1'].map((outcome) => row.split(',').with(place, outcome).join(',')));
    put(folder, 'both.csv', [header, ...both].join('\n'));
    const { code, err } = tool('train', '--programme', PROGRAMME, '--data', 'both.csv', '--output', 'both.json');
    assert.equal(code, EXIT.done, err);
    assert.match(
      err,
      /warning: the answers say nothing about the outcome, so every applicant gets the same PD, 0\.5\n/,
    );
    assert.match(err, /warning: no cut-off is suggested/);
    assert.doesNotMatch(err, /A maximum PD of/);
  });
});

describe('--key', () => {
  const rows = `client,${HEADER}\n"Doe, ""J""",${GOOD_ROW}\nB2,33,many,GRD,1,N,N,Y\n B3,${GOOD_ROW}\n`;

  for (const command of ['score', 'explain']) {
    test(`${command} copies the column into output and rejects, after the row`, () => {
      put(folder, 'keys.csv', rows);
      const { code, err } = tool(
        command,
        '--model',
        MODEL,
        '--input',
        'keys.csv',
        '--key',
        'client',
        '--output',
        'G.csv',
        '--keep-going',
        '--rejects',
        'R.csv',
      );
      assert.equal(code, EXIT.done, err);
      assert.match(
        readFileSync(join(folder, 'G.csv'), 'utf8'),
        /^row,client,pd,outcome,offer[^\n]*\n1,"Doe, ""J""",0\.\d{6},[^\n]*\n3," B3",0\.\d{6},[^\n]*\n$/,
      );
      assert.equal(
        readFileSync(join(folder, 'R.csv'), 'utf8'),
        'row,client,line,column,reason\n2,B2,3,"income","""many"" is not a number"\n',
      );
    });
  }

  test('a column that is not there: the columns that are', () => {
    const { code, err } = score(rows, '--key', 'id');
    assert.equal(code, EXIT.badInput);
    assert.match(
      err,
      /^prescore: standard input, header: the key column "id" is missing; the file has the columns "client", "age", /,
    );
  });
});

describe('text that a terminal would obey', () => {
  const obeyed = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
  for (const [name, text] of [
    ['ESC', '\x1b[2J'],
    ['U+009B', '\x9b2J'],
    ['DEL', 'a\x7f'],
    ['a right-to-left override', 'a\u202ez'],
  ] as const) {
    test(`${name} in a cell, a column, a file's name or an answer is shown as "?"`, () => {
      const strange = put(folder, `F${text}.csv`, file(`33,${text},GRD,1,N,N,Y`));
      for (const { err } of [
        tool('score', '--model', MODEL, '--input', strange),
        score(file(`33,50000,${text},1,N,N,Y`)),
        score(file(GOOD_ROW), '--key', text),
        score(file(GOOD_ROW), '--threads', text),
        tool('score', '--model', MODEL, '--input', `none${text}`),
        tool('explain', '--model', MODEL, `age=${text}`, `${text}=1`),
      ]) {
        assert.doesNotMatch(err, obeyed);
        assert.match(err, /\?/);
      }
    });
  }

  test('a model that holds such text', () => {
    const model = JSON.parse(readFileSync(MODEL, 'utf8')) as { provenance: Record<string, unknown> };
    model.provenance['trainer'] = 'x\u009b2J\u202e';
    put(folder, 'strange.json', JSON.stringify(model));
    const { code, out } = tool('inspect', 'strange.json');
    assert.equal(code, EXIT.done);
    assert.doesNotMatch(out, obeyed);
    assert.match(out, /trainer +x\?2J\?/);
  });
});

describe('numbers of the command line', () => {
  for (const [option, values, command] of [
    ['--seed', ['-1', '18446744073709551616', '1.5', '1e3', 'abc', ' 1'], ['sample']],
    ['--rows', ['0', '-5', '1000000001', 'many'], ['sample']],
    ['--threads', ['0', '257', '99999999999999999999', '-1'], ['score', '--model', MODEL]],
    ['--row', ['0', '-1', 'x'], ['explain', '--model', MODEL, '--input', 'F.csv']],
    ['--folds', ['1', '101', 'nan'], ['cross-validate', '--programme', PROGRAMME, '--data', 'F.csv']],
  ] as const) {
    for (const value of values) {
      test(`${option} "${value}": exit 2 and the range`, () => {
        const { code, out, err } = tool(...command, `${option}=${value}`);
        assert.equal(code, EXIT.usage, err);
        assert.equal(out, '');
        assert.match(err, new RegExp(`^prescore: ${option}.* from \\d+ to \\d+, not "`), err);
      });
    }
  }

  test('the largest seed', () => {
    const seeded = (seed: string) => tool('sample', '--rows', '3', '--seed', seed).out;
    assert.notEqual(seeded('18446744073709551615'), seeded('1'));
  });

  test('threads that the system does not give do not stop the tool', () => {
    put(folder, 'F.csv', applicants(3000, 13));
    const expected = tool('score', '--model', MODEL, '--input', 'F.csv', '--threads', '1').out;
    // So little address space is left that most of the stacks of 256 threads have no room.
    const limited = (args: string) =>
      spawnSync('/bin/bash', ['-c', `ulimit -v 400000; ${TOOL} ${args} --threads 256`], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
    const scored = limited(`score --model ${MODEL} --input F.csv`);
    assert.equal(scored.status, EXIT.done, scored.stderr);
    assert.equal(scored.stdout, expected);
    const train = `train --programme ${PROGRAMME} --data F.csv --output`;
    assert.equal(limited(`${train} limited.json`).status, EXIT.done);
    assert.equal(tool(...`${train} one.json --threads 1`.split(' ')).code, EXIT.done);
    assert.deepEqual(readFileSync(join(folder, 'limited.json')), readFileSync(join(folder, 'one.json')));
  });
});

test('--strict stops a training where so many rows are left out that the command warns', () => {
  const [header = '', ...rows] = applicants(3000, 15).trimEnd().split('\n');
  const age = header.split(',').indexOf('age');
  // 31 of 100 applicants are younger than the questionnaire takes.
  const young = rows.map((row, index) => (index % 100 < 31 ? row.split(',').with(age, '13').join(',') : row));
  put(folder, 'young.csv', `${[header, ...young].join('\n')}\n`);
  const train = ['train', '--programme', PROGRAMME, '--data', 'young.csv', '--output', 'young.json'];
  const { code, err } = tool(...train, '--strict');
  assert.match(err, /warning: 930 of 3000 rows were left out/);
  assert.equal(code, EXIT.badInput);
  assert.equal(tool(...train).code, EXIT.done);
});
