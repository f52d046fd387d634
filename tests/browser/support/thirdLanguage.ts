// A copy of the sources with one more language, made up: every English text between ⟦ and ⟧. The copy differs from the
// repository only where docs say that a language goes: a folder of texts, the programme's texts, a line in the list.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partners } from './origins.ts';
import { root } from './site.ts';

export const thirdLanguage = 'xx';
export const thirdName = '⟦Xx⟧';

/** Placeholders and the forms of plurals stay. */
export function wrapped(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (Array.isArray(value)) return value.map(wrapped);
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, wrapped(inner)]));
}

export interface BuiltCopy {
  readonly siteDir: string;
  readonly partnerDir: string;
}

/** Builds the bank's site and the sample partner's from the copy, by the copy's own builds. */
export function buildWithThirdLanguage(direction: 'ltr' | 'rtl' = 'ltr'): BuiltCopy {
  const copy = mkdtempSync(join(tmpdir(), 'prescore-language-'));
  for (const path of [
    'site',
    'wasm',
    'model/instant-card/texts',
    'model/instant-card/model.json',
    'package.json',
    'LICENSE',
    'NOTICE',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  addLanguage(copy, direction);
  const [siteDir, partnerDir] = [join(copy, 'build/site'), join(copy, 'build/partner')];
  const build = `
    const { buildSite } = await import('./site/build.mjs');
    const { buildPartnerPage } = await import('./site/build/partner.mjs');
    const { outDirs, built, partners } = JSON.parse(process.argv[1]);
    await buildSite({ ...outDirs, ...built, partners });
    const bank = partners.bank + '/';
    await buildPartnerPage({ outDir: '${partnerDir}', siteDir: outDirs.outDir, bank, partners });`;
  const outDirs = { outDir: siteDir, hostingDir: join(copy, 'build/hosting') };
  const built = { wasmDir: join(root, 'build/wasm'), modelsDir: join(root, 'build') };
  const options = JSON.stringify({ outDirs, built, partners });
  execFileSync(process.execPath, ['--input-type=module', '-e', build, options], { cwd: copy });
  return { siteDir, partnerDir };
}

function addLanguage(copy: string, direction: 'ltr' | 'rtl'): void {
  const texts = join(copy, 'site/texts');
  const write = (path: string, value: unknown): void => writeFileSync(path, JSON.stringify(value));
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  mkdirSync(join(texts, thirdLanguage));
  for (const name of readdirSync(join(texts, 'en'))) {
    write(join(texts, thirdLanguage, name), wrapped(read(join(texts, 'en', name))));
  }
  const programme = join(copy, 'model/instant-card/texts');
  const brand = join(copy, 'site/brand/texts');
  for (const folder of [programme, brand]) {
    write(join(folder, `${thirdLanguage}.json`), wrapped(read(join(folder, 'en.json'))));
  }
  const list = read(join(texts, 'languages.json')) as { languages: object };
  const entry = { name: thirdName, direction };
  write(join(texts, 'languages.json'), { ...list, languages: { ...list.languages, [thirdLanguage]: entry } });
}
