// What README.md and CONTRIBUTING.md tell people to type exists.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { makeFolder, runTool } from './support.ts';

const folder = makeFolder('readme');
const read = (name: string) => readFileSync(inRoot(name), 'utf8');
const help = (...command: string[]) => runTool(folder, [...command, '--help']).out;

/** The lines of the shell snippets of a page, without comments. */
const shellLines = (page: string): string[] =>
  [...page.matchAll(/```sh\n([^]*?)```/g)]
    .flatMap(([, code]) => (code ?? '').split('\n'))
    .map((line) => line.replace(/ +#.*$/, '').trim())
    .filter((line) => line !== '');

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

for (const name of ['README.md', 'CONTRIBUTING.md']) {
  describe(name, () => {
    const page = read(name);
    const lines = shellLines(page);

    test('shows commands', () => assert.ok(lines.length >= 2));

    test('every prescore command and option is one that --help knows', () => {
      for (const line of lines.filter((line) => line.startsWith('prescore '))) {
        const command = line.split(/ +/)[1] ?? '';
        assert.match(help(), new RegExp(`^ +${command} `, 'm'), line);
        for (const option of line.match(/--[\w-]+/g) ?? []) {
          assert.match(help(command), new RegExp(`^ +${option} `, 'm'), `${line}: ${option}`);
        }
      }
    });

    test('every npm script exists', () => {
      for (const [, command, script] of page.matchAll(/\bnpm (run )?([a-z]+)/g)) {
        if (['install', 'ci'].includes(script ?? '')) continue;
        assert.ok(scripts[script ?? ''], `npm ${command ?? ''}${script}`);
      }
    });

    test('every linked file exists', () => {
      for (const [, target] of page.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        assert.ok(existsSync(inRoot(target ?? '')), target);
      }
    });
  });
}

test('the README shows the two commands and the picture on its first screen', () => {
  const firstScreen = read('README.md').split('\n').slice(0, 25).join('\n');
  assert.match(firstScreen, /npm start/);
  assert.match(firstScreen, /npm test/);
  assert.match(firstScreen, /!\[[^\]]+\]\(docs\/page\.png\)/);
});
