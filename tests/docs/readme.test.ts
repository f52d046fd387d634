// What the documents tell people to type works: commands of the tool are run, every option is one that --help knows.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { EXIT, makeFolder, runTool } from '../tool/support.ts';
import { handWritten, read, shellLines } from './support.ts';

const folder = makeFolder('readme');
const help = (...command: string[]) => runTool(folder, [...command, '--help']).out;
const { scripts, version } = JSON.parse(read('package.json')) as { scripts: Record<string, string>; version: string };
const readme = read('README.md');

/** Commands of npm itself. */
const OF_NPM = ['install', 'ci', 'pack', 'audit'];

for (const name of handWritten) {
  describe(name, () => {
    const page = read(name);
    const commands = shellLines(page).filter((line) => /^(build\/)?prescore /.test(line));

    test('every prescore command and option is one that --help knows', () => {
      for (const line of commands) {
        const command = line.split(/ +/)[1] ?? '';
        assert.match(help(), new RegExp(`^ +${command} `, 'm'), line);
        for (const option of line.match(/--[\w-]+/g) ?? []) {
          assert.match(help(command), new RegExp(`^ +${option} `, 'm'), `${line}: ${option}`);
        }
      }
    });

    test('every npm script exists', () => {
      for (const [, command, script] of page.matchAll(/\bnpm (run )?([a-z][a-z:]*)/g)) {
        if (OF_NPM.includes(script ?? '')) continue;
        if (command === undefined && !['start', 'test'].includes(script ?? '')) continue;
        assert.ok(scripts[script ?? ''], `npm ${command ?? ''}${script}`);
      }
    });
  });
}

for (const [page, written] of [
  ['README.md', ['F.csv', 'M.json', 'R.html', 'M.bin', 'G.csv']],
  [
    'docs/tool.md',
    ['F.csv', 'M.json', 'R.html', 'M.bin', 'policy.json', 'M2.json', 'G.csv', 'R.csv', 'W.svg', 'H.csv', 'CARD.md'],
  ],
] as const) {
  test(`the commands of the tool in ${page} run one after another`, () => {
    const cwd = join(folder, page.replace(/\W/g, '-'));
    mkdirSync(cwd);
    for (const name of ['build', 'model']) symlinkSync(inRoot(name), join(cwd, name));
    const lines = shellLines(read(page)).filter((line) => /^((build\/)?prescore|openssl|mkdir|cp) /.test(line));
    assert.ok(lines.length >= 5);
    for (const line of lines) {
      if (!/^(build\/)?prescore /.test(line)) {
        const [program = '', ...words] = line.split(/ +/);
        execFileSync(program, words, { cwd, stdio: 'ignore' });
        continue;
      }
      const { code, err } = runTool(cwd, line.split(/ +/).slice(1));
      assert.equal(code, EXIT.done, `${line}: ${err}`);
    }
    assert.deepEqual(
      written.filter((name) => !existsSync(join(cwd, name))),
      [],
    );
    assert.equal(readFileSync(join(cwd, 'G.csv'), 'utf8').trimEnd().split('\n').length, 5001);
  });
}

describe('README.md', () => {
  test('shows the recording and the two commands on its first screen', () => {
    const firstScreen = readme.split('\n').slice(0, 25).join('\n');
    assert.match(firstScreen, /npm start/);
    assert.match(firstScreen, /npm test/);
    assert.match(firstScreen, /<img src="docs\/recording\.webp"/);
  });

  test('its figures are those of the benchmarks and of the model card', () => {
    const benchmarks = read('docs/benchmarks.md');
    const card = read('model/README.md');
    const flat = readme.replaceAll(/\s+/g, ' ');
    /** A cell of the benchmarks: of the first row that starts so, behind `heading`. */
    const cell = (heading: string, row: string, column: number): string => {
      const rows = (benchmarks.split(`\n${heading}\n`)[1] ?? '')
        .split('\n')
        .filter((line) => line.startsWith(`| ${row} |`));
      return rows[0]?.split('|')[column]?.trim() ?? assert.fail(`no ${row} under ${heading}`);
    };
    const [bank, engine] = ['Prescore, the whole page of the bank', 'Prescore, `createPrescore` alone'];
    const contenders = [engine, 'ydf-inference', 'onnxruntime-web'];
    const kilobytes = (row: string) =>
      Math.round(Number(cell('## Bytes to the first decision', row, 3).replaceAll(',', '')) / 1000).toLocaleString(
        'en-US',
      );
    const [ours, ydf, onnx] = contenders.map(kilobytes);
    const fast = (row: string) => cell('### CPU as is, fast line', row, 3);
    const slow = (row: string) => cell('### CPU ÷ 4, 1.64 Mbit/s and 150 ms', row, 3);
    const [fastOurs, fastYdf, fastOnnx] = contenders.map(fast);
    const [slowOurs, slowYdf, slowOnnx] = contenders.map(slow);
    for (const words of [
      `downloads ${ours} kB, model included, and needs ${fastOurs} ms more than for an empty page`,
      `With ydf-inference that is ${ydf} kB and ${fastYdf} ms, with onnxruntime-web ${onnx} kB and ${fastOnnx} ms`,
      `On a slow phone and line: ${slowOurs}, ${slowYdf} and ${slowOnnx} ms`,
      `The page with form and words: ${kilobytes(bank)} kB, ${fast(bank)} ms and ${slow(bank)} ms`,
    ]) {
      assert.ok(flat.includes(words), words);
    }
    const [, auroc, low, high] = /\| AUROC \| ([\d.]+) \| ([\d.]+) to ([\d.]+) \|/.exec(card) ?? [];
    assert.ok(flat.includes(`AUROC ${auroc} on a later month (95 % interval ${low} to ${high};`));
    const [, rival] = /scorecard on the same questions has an AUROC of ([\d.]+)\./.exec(card) ?? [];
    assert.ok(flat.includes(`a logistic scorecard (${rival})`));
  });

  test('names the version that is here', () => {
    for (const page of [readme, read('docs/package.md')]) assert.ok(page.includes(`prescore-${version}.tgz`));
  });

  test('lists every document', () => {
    for (const path of handWritten) {
      if (['README.md', 'site/examples/README.md'].includes(path)) continue;
      assert.ok(readme.includes(`](${path})`), path);
    }
  });
});
