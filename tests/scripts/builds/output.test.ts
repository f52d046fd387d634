// Where a site is written: never over its own sources or over files that no build wrote, and only as a whole.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { siteFolders } from '../../../scripts/builds/folders.mjs';
import { checkOutput, replaceFolder } from '../../../scripts/builds/output.mjs';

const folder = mkdtempSync(join(tmpdir(), 'prescore-output-'));
const at = (...parts: string[]): string => join(folder, ...parts);
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(at('bank/brand'), { recursive: true });
});

test('a folder of the sources, or below one, is refused', () => {
  for (const output of [at('bank/brand'), at('bank/brand/out')]) {
    assert.throws(() => checkOutput(output, [at('bank/brand')]), /would write into .*brand: name another folder/);
  }
  mkdirSync(at('out/site/brand'), { recursive: true });
  assert.throws(() => checkOutput(at('out'), [at('out/site/brand')]), /name another folder/);
  assert.doesNotThrow(() => checkOutput(at('bank'), [at('bank/brand')]));
});

test('files that no build wrote are refused, and those of a build are not', () => {
  mkdirSync(at('out/site/embed'), { recursive: true });
  writeFileSync(at('out/site/index.html'), 'mine');
  assert.throws(() => checkOutput(at('out'), []), /has files that no build wrote/);
  writeFileSync(at('out/site/embed/release.json'), '{}');
  assert.doesNotThrow(() => checkOutput(at('out'), []));
  mkdirSync(at('out/hosting/closed'), { recursive: true });
  assert.throws(() => checkOutput(at('out'), []), /hosting has files that no build wrote/);
  writeFileSync(at('out/hosting/nginx-gzip.conf'), '');
  assert.doesNotThrow(() => checkOutput(at('out'), []));
});

test('a folder is replaced only once the new one is whole', async () => {
  mkdirSync(at('site'));
  writeFileSync(at('site/index.html'), 'old');
  const half = async (draft: string): Promise<void> => {
    mkdirSync(draft);
    writeFileSync(join(draft, 'index.html'), 'half');
    throw new Error('stopped');
  };
  await assert.rejects(() => replaceFolder(at('site'), half), /stopped/);
  assert.equal(readFileSync(at('site/index.html'), 'utf8'), 'old');
  await replaceFolder(at('site'), async (draft) => {
    mkdirSync(draft);
    writeFileSync(join(draft, 'page.html'), 'new');
  });
  assert.deepEqual(readdirSync(at('site')), ['page.html']);
  assert.ok(!existsSync(at('site.new')));
});

test('what is not named is the sample, and nothing named is the plain build', () => {
  assert.equal(siteFolders({}), undefined);
  const { folders, output } = siteFolders({ programme: [at('loan')] })!;
  assert.deepEqual(folders.programmes, [at('loan')]);
  assert.match(folders.brand, /site\/brand$/);
  assert.equal(output, undefined);
});
