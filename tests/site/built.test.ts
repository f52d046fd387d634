// The built folder: what a static host serves.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { root, textsOf } from './support.ts';

const site = process.env['PRESCORE_SITE'] ?? join(root, 'build/site');
const pages = [['ru', 'index.html'], ['en', 'en/index.html']] as const;
const brotliSize = (content: Uint8Array): number => brotliCompressSync(content).length;
const fileLike = (pattern: RegExp): string => readdirSync(site).find((name) => pattern.test(name)) ?? 'no such file';

/** Bytes of all that is loaded before the first question shows, but for the engine and its model. */
const pageBudget = 19_000;

for (const [language, path] of pages) {
  describe(`built page, ${language}`, () => {
    const html = readFileSync(join(site, path), 'utf8');
    const { document } = parseHTML(html);

    test('says its language and every text', () => {
      const ui: Readonly<Record<string, string>> = textsOf(language).ui;
      assert.equal(document.documentElement.lang, language);
      const marked = [...document.querySelectorAll('[data-text]')];
      assert.ok(marked.length > 10);
      for (const element of marked) {
        const shown = element.localName === 'meta' ? element.getAttribute('content') : element.textContent;
        assert.equal(shown, ui[element.getAttribute('data-text') ?? ''], element.outerHTML);
      }
    });

    test('refers only to files of the folder, by relative addresses', () => {
      const addresses = ['href', 'src', 'wasm', 'model'].flatMap((attribute) =>
        [...document.querySelectorAll(`[${attribute}]`)]
          .filter((element) => element.localName !== 'a')
          .map((element) => element.getAttribute(attribute) ?? '')
          .filter((address) => !address.startsWith('data:image/')),
      );
      assert.ok(addresses.length >= 8);
      for (const address of addresses) {
        assert.match(address, /^\.\.?\//);
        assert.ok(existsSync(join(site, dirname(path), address)), address);
      }
    });

    test('leads to the same page in the other language', () => {
      const link = document.querySelector('a[data-language-link]');
      const target = join(site, dirname(path), link?.getAttribute('href') ?? '', 'index.html');
      assert.equal(link?.getAttribute('hreflang'), language === 'ru' ? 'en' : 'ru');
      assert.match(readFileSync(target, 'utf8'), new RegExp(`<html lang="${link?.getAttribute('hreflang')}"`));
    });

    test('has no inline script or style', () => {
      assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:/i);
      for (const script of document.querySelectorAll('script')) assert.equal(script.textContent, '');
    });

    test('offers the ordinary application where no script runs', () => {
      assert.match(document.querySelector('prescore-widget a')?.getAttribute('href') ?? '', /^https:/);
    });
  });
}

describe('built folder', () => {
  test('names every file but the pages by its content', () => {
    const files = readdirSync(site, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) assert.match(name, /^index\.html$|\.[0-9a-f]{8}\.\w+$/);
  });

  test(`weighs at most ${pageBudget} bytes without the engine`, () => {
    const glue = brotliSize(readFileSync(join(root, 'build/wasm/prescore.mjs')));
    const images = readdirSync(site).filter((name) => name.endsWith('.svg'));
    const files = ['index.html', fileLike(/^page\..*js$/), fileLike(/^page\..*css$/), ...images];
    const total = files.reduce((sum, name) => sum + brotliSize(readFileSync(join(site, name))), 0) - glue;
    assert.ok(total <= pageBudget, `${total} bytes`);
  });
});
