// No command writes over a file that it reads, under any name; several outputs appear together or not at all.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
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

const folder = makeFolder('outputs');
const tool = (...args: string[]) => runTool(folder, args);
const shell = (command: string, input = '') =>
  spawnShell(command.replaceAll('prescore', TOOL).replaceAll('MODEL', MODEL), input);

function spawnShell(command: string, input: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn('/bin/bash', ['-c', command], { cwd: folder });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const rows = `${HEADER}\n${GOOD_ROW}\n`;
const data = applicants(1200, 21);
put(folder, 'F.csv', rows);
put(folder, 'D.csv', data);
copyFileSync(MODEL, join(folder, 'M.json'));
put(folder, 'policy.json', JSON.stringify((JSON.parse(readFileSync(MODEL, 'utf8')) as { policy: unknown }).policy));
put(folder, 'report.json', readFileSync(join(PROGRAMME, 'metrics.json')));
for (const name of ['questionnaire.json', 'policy.json', 'training.json', 'texts/en.json', 'texts/ru.json']) {
  put(folder, `programme/${name}`, readFileSync(join(PROGRAMME, name)));
}
symlinkSync('F.csv', join(folder, 'link.csv'));
linkSync(join(folder, 'F.csv'), join(folder, 'hard.csv'));
symlinkSync('.', join(folder, 'here'));

const ANSWERS = ['age=27', 'income=30000', 'education=school', 'stable_job=no', 'car=none', 'foreign_passport=no'];

describe('an output that is read: exit 2, a sentence, and the file stays', () => {
  for (const [option, file, ...args] of [
    ['--output', 'F.csv', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', 'F.csv'],
    ['--output', './F.csv', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', './F.csv'],
    ['--output', 'link.csv', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', 'link.csv'],
    ['--output', 'F.csv', 'score', '--model', 'M.json', '--input', 'link.csv', '--output', 'F.csv'],
    ['--output', 'hard.csv', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', 'hard.csv'],
    ['--output', 'here/F.csv', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', 'here/F.csv'],
    ['--output', 'M.json', 'score', '--model', 'M.json', '--input', 'F.csv', '--output', 'M.json'],
    [
      '--rejects',
      'F.csv',
      'score',
      '--model',
      'M.json',
      '--input',
      'F.csv',
      '--output',
      'n',
      '--keep-going',
      '--rejects',
      'F.csv',
    ],
    ['--output', 'F.csv', 'explain', '--model', 'M.json', '--input', 'F.csv', '--output', 'F.csv'],
    ['--svg', 'F.csv', 'explain', '--model', 'M.json', '--input', 'F.csv', '--row', '1', '--svg', 'F.csv'],
    ['--svg', 'M.json', 'explain', '--model', 'M.json', ...ANSWERS, '--svg', 'M.json'],
    ['--output', 'D.csv', 'train', '--programme', 'programme', '--data', 'D.csv', '--output', 'D.csv'],
    [
      '--output',
      'programme/policy.json',
      'train',
      '--programme',
      'programme',
      '--data',
      'D.csv',
      '--output',
      'programme/policy.json',
    ],
    [
      '--output',
      'programme/texts/ru.json',
      'train',
      '--programme',
      'programme',
      '--data',
      'D.csv',
      '--output',
      'programme/texts/ru.json',
    ],
    ['--report', 'D.csv', 'evaluate', '--model', 'M.json', '--data', 'D.csv', '--report', 'D.csv'],
    [
      '--report',
      'F.csv',
      'evaluate',
      '--model',
      'M.json',
      '--data',
      'D.csv',
      '--rival-data',
      'F.csv',
      '--report',
      'F.csv',
    ],
    ['--output', 'M.json', 'pack', 'M.json', '--without-texts', '--output', 'M.json'],
    [
      '--output',
      'programme/texts/en.json',
      'pack',
      'M.json',
      '--texts',
      'programme/texts',
      '--output',
      'programme/texts/en.json',
    ],
    ['--output', 'policy.json', 'policy', '--model', 'M.json', '--policy', 'policy.json', '--output', 'policy.json'],
    ['--model-output', 'M.json', 'policy', '--model', 'M.json', '--policy', 'policy.json', '--model-output', 'M.json'],
    ['--output', 'report.json', 'card', 'report.json', '--output', 'report.json'],
  ] as [string, string, ...string[]][]) {
    test(args.join(' '), () => {
      const before = readFileSync(join(folder, file));
      const { code, out, err } = tool(...args);
      assert.equal(code, EXIT.usage, err);
      assert.equal(out, '');
      assert.ok(err.startsWith(`prescore: ${option} names the file that is read: ${file} (`), err);
      assert.deepEqual(readFileSync(join(folder, file)), before);
      assert.deepEqual(leftovers(folder), []);
      assert.ok(!existsSync(join(folder, 'n')));
    });
  }

  test('a file that standard output is appended to', async () => {
    const { code, err } = await shell('prescore score --model MODEL --input F.csv >> F.csv');
    assert.equal(code, EXIT.usage);
    assert.match(err, /^prescore: --output names the file that is read: F\.csv \(--input\)/);
    assert.equal(readFileSync(join(folder, 'F.csv'), 'utf8'), rows);
  });

  test('a file that standard input comes from', async () => {
    const { code, err } = await shell('prescore score --model MODEL --output F.csv < F.csv');
    assert.equal(code, EXIT.usage);
    assert.match(err, /^prescore: --output names the file that is read: F\.csv \(--input\)/);
  });
});

describe('two outputs', () => {
  symlinkSync('new.csv', join(folder, 'dangling.csv'));
  for (const [output, rejects] of [
    ['new.csv', 'new.csv'],
    ['new.csv', './here/new.csv'],
    ['new.csv', 'dangling.csv'],
    ['programme/../new.csv', 'new.csv'],
  ] as const) {
    test(`${output} and ${rejects} are one file: exit 2`, () => {
      const run = tool(
        'score',
        '--model',
        'M.json',
        '--input',
        'F.csv',
        '--output',
        output,
        '--keep-going',
        '--rejects',
        rejects,
      );
      assert.equal(run.code, EXIT.usage);
      assert.equal(run.err.split('\n')[0], `prescore: --output and --rejects name the same file: ${rejects}`);
      assert.ok(!existsSync(join(folder, 'new.csv')));
    });
  }

  test('every file that cannot be opened is named at once', () => {
    const { code, err } = tool(
      'score',
      '--model',
      'none.json',
      '--input',
      'F.csv',
      '--output',
      'x/G.csv',
      '--keep-going',
      '--rejects',
      'programme',
    );
    assert.equal(code, EXIT.files);
    assert.equal(
      err,
      'prescore: cannot read none.json: No such file or directory; cannot write x/G.csv: No such file or directory; ' +
        'programme is a folder, not a file\n',
    );
  });

  test('if one cannot be written, the other stays as it was', () => {
    put(folder, 'p.json', 'an older policy');
    const { code } = tool(
      'policy',
      '--model',
      'M.json',
      '--data',
      'D.csv',
      '--approval-rate',
      '0.3',
      '--output',
      'p.json',
      '--model-output',
      '/dev/full',
    );
    assert.equal(code, EXIT.files);
    assert.equal(readFileSync(join(folder, 'p.json'), 'utf8'), 'an older policy');
    assert.deepEqual(leftovers(folder), []);
  });

  test('if standard output cannot be written, no file appears', async () => {
    const { code } = await shell(
      'prescore score --model MODEL --input F.csv --keep-going --rejects none.csv > /dev/full',
    );
    assert.equal(code, EXIT.files);
    assert.ok(!existsSync(join(folder, 'none.csv')));
  });
});

describe('a run that was killed', () => {
  /** Starts a run that waits for more rows once its partial output is on the disk. */
  async function start() {
    const child = spawn(TOOL, ['score', '--model', MODEL, '--output', 'K.csv'], {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => undefined);
    child.stdin.write(rows);
    for (let waited = 0; leftovers(folder).length === 0 && waited < 30_000; waited += 20) await delay(20);
    assert.equal(leftovers(folder).length, 1);
    const ended = new Promise((resolve) => child.once('close', resolve));
    return { child, ended };
  }

  test('leaves a partial file until the next run for the same output', async () => {
    const { child, ended } = await start();
    child.kill('SIGKILL');
    await ended;
    assert.equal(leftovers(folder).length, 1);
    assert.equal(tool('score', '--model', MODEL, '--input', 'F.csv', '--output', 'K.csv').code, EXIT.done);
    assert.deepEqual(leftovers(folder), []);
    unlinkSync(join(folder, 'K.csv'));
  });

  test('a run that still lives keeps its file', async () => {
    const { child, ended } = await start();
    assert.equal(tool('score', '--model', MODEL, '--input', 'F.csv', '--output', 'K.csv').code, EXIT.done);
    assert.equal(leftovers(folder).length, 1);
    child.stdin.end();
    assert.equal(await ended, EXIT.done);
    assert.match(readFileSync(join(folder, 'K.csv'), 'utf8'), /^row,pd/);
    assert.deepEqual(leftovers(folder), []);
  });
});

describe('data from a pipe', () => {
  const file = tool('train', '--programme', 'programme', '--data', 'D.csv', '--output', 'A.json');
  for (const [name, command] of [
    ['standard input', 'prescore train --programme programme --data - --output B.json'],
    ['/dev/stdin', 'prescore train --programme programme --data /dev/stdin --output B.json'],
    ['process substitution', 'prescore train --programme programme --data <(cat D.csv) --output B.json'],
    [
      'a named pipe',
      'mkfifo pipe; cat D.csv > pipe & prescore train --programme programme --data pipe --output B.json',
    ],
  ] as const) {
    test(`train reads ${name}, with the hash of what came`, async () => {
      assert.equal(file.code, EXIT.done, file.err);
      const { code, err } = await shell(command, data);
      assert.equal(code, EXIT.done, err);
      assert.deepEqual(readFileSync(join(folder, 'B.json')), readFileSync(join(folder, 'A.json')));
    });
  }

  test('evaluate --report and policy read a pipe more than once', async () => {
    const report = 'prescore evaluate --model A.json --data - --since 2014-04-01 --report R.html --json --quiet';
    const piped = await shell(report, data);
    assert.equal(piped.code, EXIT.done, piped.err);
    assert.deepEqual(JSON.parse(piped.out), JSON.parse((await shell(report.replace('--data -', '--data D.csv'))).out));
    const policy = await shell('prescore policy --model A.json --data <(cat D.csv) --json --quiet');
    assert.equal(policy.out, (await shell('prescore policy --model A.json --data D.csv --json --quiet')).out);
  });

  test('one pipe cannot be two inputs', async () => {
    const { code, err } = await shell('prescore score --model /dev/stdin --input - --output none.csv', rows);
    assert.equal(code, EXIT.usage);
    assert.match(err, /^prescore: --model and --input name the same pipe/);
  });

  test('a file that changes while it is read is an error, and no output appears', async () => {
    put(folder, 'growing.csv', rows);
    mkdirSync(join(folder, 'changed'));
    const run = shell('mkfifo slow; prescore score --model <(cat slow) --input growing.csv --output changed/G.csv');
    for (let waited = 0; !existsSync(join(folder, 'slow')) && waited < 10_000; waited += 20) await delay(20);
    // The tool has looked at its files once the partial output is there; it still waits for the model.
    for (let waited = 0; leftovers(join(folder, 'changed')).length === 0 && waited < 10_000; waited += 20)
      await delay(20);
    put(folder, 'growing.csv', rows + `${GOOD_ROW}\n`);
    put(folder, 'slow', readFileSync(MODEL));
    const { code, err } = await run;
    assert.equal(code, EXIT.files, err);
    assert.match(
      err,
      /prescore: growing\.csv changed while it was read, so no file was written; run the command again\n$/,
    );
    assert.deepEqual(readdirSync(join(folder, 'changed')), []);
  });
});
