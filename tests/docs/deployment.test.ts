// docs/deployment.md: its figures are those of the benchmarks, and its files are those of service/deploy.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { libraryClosure } from '../../scripts/images/closure.mjs';
import { packageOf } from '../../scripts/images/debian.mjs';
import { presentSizing, readFigures, sizingSection } from '../../scripts/quality/sizing.mjs';
import { read } from './support.ts';

const page = read('docs/deployment.md');
const figures = readFigures(read('docs/benchmarks.md'), read('docs/service.md'));

test('the sizing is calculated from the figures of the benchmarks: npm run bench writes it', () => {
  assert.equal(presentSizing(page), sizingSection(figures));
});

test('twice as fast a core halves the cores', () => {
  const coresOf = (perCore: number): number => {
    const row = /^\| 1,000,000,000 \|.*$/m.exec(sizingSection({ ...figures, perCore }))?.[0] ?? '';
    return Number(row.split('|')[4]?.trim().replaceAll(',', ''));
  };
  assert.deepEqual([coresOf(10_000), coresOf(20_000)], [23, 12]);
});

test('the packages that the page installs are those whose libraries the service names itself', () => {
  const text = execFileSync('readelf', ['--dynamic', '--wide', inRoot('build', 'prescore-service')], {
    encoding: 'utf8',
  });
  const needed = new Set([...text.matchAll(/Shared library: \[(.*)\]/g)].map(([, name = '']) => name));
  const paths = libraryClosure(inRoot('build', 'prescore-service')).filter((path) => needed.has(basename(path)));
  const packages = new Set(paths.map((path) => packageOf(realpathSync(path))));
  // What every Debian has.
  for (const name of ['libc6', 'libgcc-s1', 'libstdc++6']) packages.delete(name);
  const [, installed = ''] = /^apt-get install --no-install-recommends ((?:.*\\\n)*.*)$/m.exec(page) ?? [];
  assert.deepEqual(installed.split(/[\s\\]+/).sort(), [...packages].sort());
});

test('the page names files of service/deploy that exist', () => {
  const named = [...page.matchAll(/`?(service\/deploy\/[\w./-]+)`?/g)].map(([, name = '']) => name.replace(/\.$/, ''));
  assert.ok(named.length >= 8);
  assert.deepEqual(
    named.filter((name) => !existsSync(inRoot(name))),
    [],
  );
});

test('the configurations of the page fit their schema', () => {
  const schema = JSON.parse(read('service/configuration.schema.json'));
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  const blocks = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = '']) => JSON.parse(text));
  assert.equal(blocks.length, 2);
  for (const block of blocks) assert.ok(validate(block), JSON.stringify(validate.errors));
});
