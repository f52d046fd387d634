// docs/your-own-model.md runs as it stands, on made-up rows with the columns of the German credit data.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { germanCredit } from '../tool/madeUp.ts';
import { EXIT, makeFolder, put, runTool } from '../tool/support.ts';
import { read, shellLines } from './support.ts';

const cwd = makeFolder('own-model');
put(cwd, 'applications.csv', germanCredit(2000));

/** What a person does in step 3: every text is written. */
function writeTexts(): void {
  for (const language of ['en', 'ru']) {
    const path = join(cwd, 'mybank', 'texts', `${language}.json`);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('[edit] ', ''));
  }
}

test('every command of the page runs, one after another', () => {
  const lines = shellLines(read('docs/your-own-model.md'));
  assert.ok(lines.length >= 9);
  for (const line of lines) {
    const [program = '', command = '', ...rest] = line.split(/ +/);
    if (program !== 'prescore') {
      execFileSync(program, [command, ...rest], { cwd, stdio: 'pipe' });
      continue;
    }
    const { code, err } = runTool(cwd, [command, ...rest]);
    assert.equal(code, EXIT.done, `${line}: ${err}`);
    if (command === 'draft') writeTexts();
  }
  for (const name of ['M.json', 'R.html', 'policy.json', 'M2.json', 'G.csv', 'H.csv', 'M.bin']) {
    assert.ok(existsSync(join(cwd, name)), name);
  }
});

test('the model knows what the made-up rows hold', () => {
  const { out } = runTool(cwd, [
    'evaluate',
    '--model',
    'M.json',
    '--data',
    'applications.csv',
    '--since',
    '2024-09-01',
    '--json',
  ]);
  const auroc = Number(/"auroc": ([\d.]+)/.exec(out)?.[1]);
  assert.ok(auroc > 0.65, out);
});
