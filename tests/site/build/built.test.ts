// The built folder: what a static host serves.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { homeLanguage } from '../../../site/shared/languages.ts';
import { version } from '../../../site/widget/version.ts';
import { languages, root, textsOf } from '../support.ts';

const site = process.env['PRESCORE_SITE'] ?? join(root, 'build/site');
const pages = languages.flatMap((language) => {
  const folder = language === homeLanguage ? '' : `${language}/`;
  return [`${folder}index.html`, `frame/${language}/index.html`, `score/${folder}index.html`].map(
    (path) => [language, path] as const,
  );
});
/** The loader is all that a partner's page waits for. */
const loaderBudget = 3_500;
const brotliSize = (content: Uint8Array): number => brotliCompressSync(content).length;
const assets = readdirSync(join(site, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
const fileLike = (pattern: RegExp): string => `assets/${assets.find((name) => pattern.test(name)) ?? 'no such file'}`;

/** Bytes of all that is loaded before the first question shows, but for the engine and its model. */
const pageBudget = 22_000;

/** Texts by the keys that the entries of a list have. */
const listed = (key: string, texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text, index) => [`${key}.${index}`, text]));

for (const [language, path] of pages) {
  describe(`built page ${path}`, () => {
    const html = readFileSync(join(site, path), 'utf8');
    const { document } = parseHTML(html);

    test('says its language and every text', () => {
      const { ui, score, brand } = textsOf(language);
      const texts: Readonly<Record<string, string | undefined>> = {
        ...ui,
        ...score,
        'brand.name': brand.name,
        'brand.phone': brand.phone,
        ...listed('brand.legal', [brand.licence ?? '', ...(brand.legal ?? [])]),
        ...listed('brand.links', brand.links ?? []),
      };
      assert.equal(document.documentElement.lang, language);
      const marked = [...document.querySelectorAll('[data-text]')];
      assert.ok(marked.length >= 3);
      for (const element of marked) {
        const shown = element.localName === 'meta' ? element.getAttribute('content') : element.textContent;
        assert.equal(shown, texts[element.getAttribute('data-text') ?? ''], element.outerHTML);
      }
    });

    test('refers only to files of the folder, by relative addresses', () => {
      const addresses = ['href', 'src', 'wasm', 'model', 'data-wasm', 'data-worker', 'data-model'].flatMap(
        (attribute) =>
          [...document.querySelectorAll(`[${attribute}]`)]
            .filter((element) => element.localName !== 'a')
            .map((element) => element.getAttribute(attribute) ?? '')
            .filter((address) => !address.startsWith('data:')),
      );
      assert.ok(addresses.length >= 5);
      for (const address of addresses) {
        assert.match(address, /^\.\.?\//);
        assert.ok(existsSync(join(site, dirname(path), address)), address);
      }
    });

    test('has no inline script or style', () => {
      assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:/i);
      for (const script of document.querySelectorAll('script')) assert.equal(script.textContent, '');
    });

    // Who scores files applies for nothing.
    if (path.startsWith('score/')) return;
    test('offers the ordinary application where no script runs', () => {
      assert.match(document.querySelector('prescore-widget a')?.getAttribute('href') ?? '', /^https:/);
    });
  });
}

describe('language links', () => {
  for (const [language, path] of pages.filter(([, name]) => !name.startsWith('frame/'))) {
    test(`of ${path} lead to the same page in each language, and only the page's own is hidden`, () => {
      const { document } = parseHTML(readFileSync(join(site, path), 'utf8'));
      const links = [...document.querySelectorAll('a[hreflang]')];
      assert.deepEqual(
        links.map((link) => link.getAttribute('hreflang')),
        languages,
      );
      for (const link of links) {
        const target = join(site, dirname(path), link.getAttribute('href') ?? '', 'index.html');
        assert.match(readFileSync(target, 'utf8'), new RegExp(`<html lang="${link.getAttribute('hreflang')}"`));
        assert.equal(link.hasAttribute('hidden'), link.getAttribute('hreflang') === language);
      }
    });
  }
});

describe('built folder', () => {
  test('names every file that browsers keep by its content', () => {
    for (const name of assets) assert.match(name, /\.[0-9a-f]{8}\.\w+$/);
  });

  test(`has a loader of at most ${loaderBudget} bytes, under its version and as latest, with its hash`, () => {
    const release = JSON.parse(readFileSync(join(site, 'embed/release.json'), 'utf8')) as Record<string, string>;
    const loader = readFileSync(join(site, release['loader'] ?? ''));
    const hash = createHash('sha384').update(loader).digest('base64');
    assert.ok(brotliSize(loader) <= loaderBudget, `${brotliSize(loader)} bytes`);
    assert.match(release['loader'] ?? '', new RegExp(`^assets/prescore-embed-${version}\\.[0-9a-f]{8}\\.js$`));
    assert.deepEqual(readFileSync(join(site, release['latest'] ?? '')), loader);
    assert.equal(release['integrity'], `sha384-${hash}`);
  });

  test('has its drawings in the page itself: each file would be a request, and a document beside the page', () => {
    const { document } = parseHTML(readFileSync(join(site, 'index.html'), 'utf8'));
    assert.equal(document.querySelectorAll('.icon svg path, .picture svg path').length > 2, true);
    assert.equal(document.querySelectorAll('img, [data-drawing]').length, 0);
    assert.deepEqual(
      assets.filter((name) => name.endsWith('.svg')),
      [],
    );
  });

  test('tells browsers to compile the scripts of page and frame while they load', () => {
    for (const pattern of [/^page\..*js$/, /^frame\..*js$/]) {
      // The comment counts only as the first thing in the file.
      assert.match(readFileSync(join(site, fileLike(pattern)), 'utf8'), /^\/\/# allFunctionsCalledOnLoad\n/);
    }
  });

  test('has a manifest that names the version of each model as its page carries it', () => {
    const { models } = JSON.parse(readFileSync(join(site, 'embed/release.json'), 'utf8')) as {
      models: Record<string, string>;
    };
    const model = readFileSync(join(site, fileLike(/^instant-card\..*bin$/)));
    const version = `sha256:${createHash('sha256').update(model).digest('hex')}`;
    assert.deepEqual(models, { 'instant-card': version });
    const { document } = parseHTML(readFileSync(join(site, 'index.html'), 'utf8'));
    assert.equal(document.querySelector('[model-hash]')?.getAttribute('model-hash'), version);
  });

  test('has a manifest of every file that is sent, but for itself and compressed copies', () => {
    const { files } = JSON.parse(readFileSync(join(site, 'embed/release.json'), 'utf8')) as {
      files: Record<string, string>;
    };
    const there = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(site, name)).isFile() && !/\.(br|gz)$|^_headers$|^embed\/release.json$/.test(name),
    );
    const hashOf = (name: string): string =>
      createHash('sha384')
        .update(readFileSync(join(site, name)))
        .digest('base64');
    assert.deepEqual(files, Object.fromEntries(there.map((name) => [name, `sha384-${hashOf(name)}`])));
    for (const pattern of [/^prescore\.\w+\.wasm$/, /^prescore-twin\..*js$/, /^instant-card\..*bin$/, /^page\..*js$/]) {
      assert.ok(files[fileLike(pattern)], String(pattern));
    }
  });

  test(`weighs at most ${pageBudget} bytes without the engine`, () => {
    const glue = brotliSize(readFileSync(join(root, 'build/wasm/prescore.mjs')));
    const files = ['index.html', ...[/^page\..*js$/, /^page\..*css$/].map(fileLike)];
    const total = files.reduce((sum, name) => sum + brotliSize(readFileSync(join(site, name))), 0) - glue;
    assert.ok(total <= pageBudget, `${total} bytes`);
  });
});
