// The build reads the texts and refuses them before it bundles anything: in a copy of the repository with defects.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../support.ts';

const copy = mkdtempSync(join(tmpdir(), 'prescore-texts-'));

before(() => {
  for (const path of ['site', 'wasm', 'model/instant-card/texts', 'package.json']) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
after(() => rmSync(copy, { recursive: true }));

/** What a build of the copy prints where it is refused. */
async function refusal(): Promise<string> {
  const options = { outDir: 'out', hostingDir: 'out', wasmDir: 'none', modelFile: 'none' };
  const build = `const { buildSite } = await import('./site/build.mjs'); await buildSite(${JSON.stringify(options)});`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', build], { cwd: copy }).then(
    () => assert.fail('it was built'),
    ({ stderr }: { stderr: string }) => stderr,
  );
}

function change(path: string, pattern: string | RegExp, text: string): void {
  const file = join(copy, path);
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, text));
}

test('every missing text of all files and languages is named at once, with its file', async () => {
  change('site/texts/en/page.json', /^ *"page.lead".*\n/m, '');
  change('site/texts/ru/score.json', '{code}', '{cod}');
  change('model/instant-card/texts/ru.json', /^ *"income.rise".*\n/m, '');
  rmSync(join(copy, 'site/texts/en/partner.json'));
  const said = await refusal();
  for (const error of [
    'TextsError: The texts of the languages have ',
    '- site/texts/en/page.json has no "page.lead", but site/texts/ru/page.json does',
    '- site/texts/en/score.json: "score.error.hosting" has {code}, but {cod} in site/texts/ru/score.json',
    '- model/instant-card/texts/ru.json has no "changes.income.rise", but model/instant-card/texts/en.json does',
    '- site/texts/en/partner.json is missing; site/texts/ru/partner.json shows what it must hold',
  ]) {
    assert.ok(said.includes(error), `${error}\n\n${said}`);
  }
});

test('a file that is no JSON is named', async () => {
  writeFileSync(join(copy, 'site/texts/en/frame.json'), '{ "frame.title": }');
  assert.match(await refusal(), /- site\/texts\/en\/frame\.json is not JSON: /);
});

test('a folder of no listed language is named', async () => {
  mkdirSync(join(copy, 'site/texts/de'));
  assert.match(await refusal(), /- site\/texts\/de belongs to no language of site\/texts\/languages\.json/);
});
