// Files that do not exist or cannot be written, outputs that must stay as they were; interrupts; exit codes.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, test } from 'node:test';
import {
  applicants,
  EXIT,
  GOOD_ROW,
  HEADER,
  leftovers,
  makeFolder,
  MODEL,
  PROGRAMME,
  put,
  runTool,
  TOOL,
} from './support.ts';

const folder = makeFolder('files');
put(folder, 'F.csv', `${HEADER}\n${GOOD_ROW}\n`);
put(folder, 'bad.csv', `${HEADER}\n${GOOD_ROW}\n33\n`);
put(folder, 'data.csv', applicants(500, 9));
mkdirSync(join(folder, 'a folder'));

const tool = (...args: string[]) => runTool(folder, args);
const score = (...args: string[]) => tool('score', '--model', MODEL, ...args);
const train = (...args: string[]) => tool('train', '--programme', PROGRAMME, '--data', 'data.csv', ...args);

describe('files that cannot be used', () => {
  for (const [name, args, message] of [
    [
      'a data file that is not there',
      ['score', '--model', MODEL, '--input', 'nowhere.csv'],
      'cannot read nowhere.csv: No such file or directory',
    ],
    [
      'a data file that is a folder',
      ['score', '--model', MODEL, '--input', 'a folder'],
      'a folder is a folder, not a file',
    ],
    ['a model that is not there', ['score', '--model', 'M.json'], 'cannot read M.json: No such file or directory'],
    ['a model that is a folder', ['inspect', 'a folder'], 'a folder is a folder, not a file'],
    [
      'a programme that is not there',
      ['train', '--programme', 'nowhere', '--data', 'data.csv', '--output', 'M.json'],
      'cannot read nowhere/questionnaire.json: No such file or directory',
    ],
    [
      'an output that is a folder',
      ['score', '--model', MODEL, '--input', 'F.csv', '--output', 'a folder'],
      'a folder is a folder, not a file',
    ],
    [
      'an output in a folder that is not there',
      ['score', '--model', MODEL, '--input', 'F.csv', '--output', 'nowhere/G.csv'],
      'cannot write nowhere/G.csv: No such file or directory',
    ],
    [
      'a model to write in a folder that is not there',
      ['pack', MODEL, '--output', 'nowhere/M.bin'],
      'cannot write nowhere/M.bin: No such file or directory',
    ],
    [
      'a disk that is full',
      ['score', '--model', MODEL, '--input', 'F.csv', '--output', '/dev/full'],
      'writing /dev/full failed: No space left on device',
    ],
  ] as const) {
    test(`${name}: named, with the reason`, () => {
      const { code, out, err } = tool(...args);
      assert.equal(code, EXIT.files, err);
      assert.equal(out, '');
      // A full disk shows after the rows were read, so the summary comes first.
      assert.ok(err.endsWith(`prescore: ${message}\n`), err);
      assert.deepEqual(leftovers(folder), []);
    });
  }

  for (const args of [
    ['score', '--model', MODEL, '--input', 'F.csv'],
    ['evaluate', '--model', MODEL, '--data', 'data.csv', '--json'],
    ['inspect', MODEL],
  ]) {
    test(`${args[0]} into a standard output that is full`, async () => {
      const child = spawn('/bin/sh', ['-c', 'exec "$0" "$@" > /dev/full', TOOL, ...args], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let err = '';
      child.stderr.on('data', (text) => (err += text));
      const code = await new Promise((resolve) => child.once('close', resolve));
      assert.equal(code, EXIT.files);
      assert.match(err, /^prescore: writing .* failed: is the disk full\?\n$/m);
    });
  }

  test('an output that cannot be written is found before the training, not after it', () => {
    const { code, err } = train('--output', 'nowhere/M.json');
    assert.equal(code, EXIT.files);
    assert.equal(err, 'prescore: cannot write nowhere/M.json: No such file or directory\n');
  });
});

describe('an output file', () => {
  test('that exists survives a run that fails', () => {
    put(folder, 'G.csv', 'older scores');
    assert.equal(score('--input', 'bad.csv', '--output', 'G.csv').code, EXIT.badInput);
    assert.equal(readFileSync(join(folder, 'G.csv'), 'utf8'), 'older scores');
    assert.deepEqual(leftovers(folder), []);
  });

  test('that exists is replaced by a run that succeeds, and keeps its permissions', () => {
    put(folder, 'G.csv', 'older scores');
    chmodSync(join(folder, 'G.csv'), 0o600);
    assert.equal(score('--input', 'F.csv', '--output', 'G.csv').code, EXIT.done);
    assert.match(readFileSync(join(folder, 'G.csv'), 'utf8'), /^row,pd,outcome,offer\n1,/);
    assert.equal(statSync(join(folder, 'G.csv')).mode & 0o777, 0o600);
  });

  test('that is a link stays one', () => {
    put(folder, 'a folder/target.csv', 'older scores');
    symlinkSync('a folder/target.csv', join(folder, 'link.csv'));
    assert.equal(score('--input', 'F.csv', '--output', 'link.csv').code, EXIT.done);
    assert.ok(lstatSync(join(folder, 'link.csv')).isSymbolicLink());
    assert.match(readFileSync(join(folder, 'a folder/target.csv'), 'utf8'), /^row,pd,outcome,offer\n1,/);
  });

  test('that is a device stays one', () => {
    assert.equal(score('--input', 'F.csv', '--output', '/dev/null').code, EXIT.done);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
  });
});

/** Starts a run that waits for more rows, and interrupts it once its partial output is on the disk. */
async function interrupt(signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(TOOL, ['score', '--model', MODEL, '--output', 'G.csv'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  // The interrupt may come while rows are still on their way.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${HEADER}\n${`${GOOD_ROW}\n`.repeat(20_000)}`);
  for (let waited = 0; leftovers(folder).length === 0 && waited < 30_000; waited += 20) await delay(20);
  assert.equal(leftovers(folder).length, 1, 'the output grows beside its target');
  child.kill(signal);
  return ended;
}

describe('an interrupt', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`by ${signal} ends with 130, leaves nothing, and loses nothing`, async () => {
      put(folder, 'G.csv', 'older scores');
      assert.equal(await interrupt(signal), EXIT.interrupted);
      assert.deepEqual(leftovers(folder), []);
      assert.equal(readFileSync(join(folder, 'G.csv'), 'utf8'), 'older scores');
    });
  }

  test('by a reader that went away ends with 130', async () => {
    const rows = `${HEADER}\n${`${GOOD_ROW}\n`.repeat(100_000)}`;
    put(folder, 'many.csv', rows);
    const child = spawn(TOOL, ['score', '--model', MODEL, '--input', 'many.csv'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), EXIT.interrupted);
  });
});

describe('the command line', () => {
  for (const [args, message] of [
    [
      [],
      'the first word must be a command, one of: draft sample describe train cross-validate policy evaluate card score explain sign pack inspect',
    ],
    [
      ['frobnicate'],
      'the first word must be a command, one of: draft sample describe train cross-validate policy evaluate card score explain sign pack inspect',
    ],
    [['score'], '--model is required'],
    [['pack', MODEL], '--output is required'],
    [['score', '--model', MODEL, '--nonsense'], 'The following argument was not expected: --nonsense'],
    [
      ['evaluate', '--model', MODEL, '--data', 'data.csv', '--since', 'yesterday'],
      '"yesterday" is not a day such as 2014-04-01',
    ],
    [
      ['evaluate', '--model', MODEL, '--data', 'data.csv', '--since', '2014-02-30'],
      '"2014-02-30" is not a day such as 2014-04-01',
    ],
    [
      ['train', '--programme', PROGRAMME, '--data', 'data.csv', '--output', 'M.json', '--seed', '-1'],
      '--seed must be ',
    ],
    [
      ['train', '--programme', PROGRAMME, '--data', 'data.csv', '--output', 'M.json', '--threads', '0'],
      '--threads must be ',
    ],
  ] as const) {
    test(`"${args.map((word) => word.replace(/^.*\//, '')).join(' ')}" exits with 2 and names the help`, () => {
      const { code, out, err } = tool(...args);
      assert.equal(code, EXIT.usage);
      assert.equal(out, '');
      assert.ok(err.startsWith(`prescore: ${message}`), err);
      assert.match(err, /\nprescore (\w+ )?--help explains/);
      assert.equal(existsSync(join(folder, 'M.json')), false);
    });
  }

  test('--help names every command and every exit code', () => {
    const { code, out } = tool('--help');
    assert.equal(code, EXIT.done);
    for (const command of [
      'sample',
      'train',
      'cross-validate',
      'policy',
      'evaluate',
      'card',
      'score',
      'explain',
      'pack',
      'inspect',
    ])
      assert.match(out, new RegExp(`^ +${command} +\\S`, 'm'));
    for (const exit of Object.values(EXIT)) assert.match(out, new RegExp(`\\b${exit} [a-z]`));
  });

  test('--version is that of package.json', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    assert.equal(tool('--version').out, `${version}\n`);
  });

  test('leaves no unfinished file', () => {
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('partial') || name.startsWith('M.')),
      [],
    );
  });
});
