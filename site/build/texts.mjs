// The words of each language, in files of their own: a page loads only those of the language it is read in.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const siteDir = fileURLToPath(new URL('..', import.meta.url));

/** Words that stand in the pages themselves; the widget never needs them. */
const ofPages = /^(page|frame)\./;

/** @typedef {readonly [name: string, content: Uint8Array]} TextFile */

/**
 * @param {readonly string[]} languages
 * @returns {Promise<Record<string, TextFile>>} `texts-ru`: what the widget says; `page-texts-ru`: what the page says,
 *   for those who change the language there
 */
export async function textFiles(languages) {
  const files = await Promise.all(languages.map(async (language) => {
    const ui = await readJson(`texts/${language}.json`);
    const programme = await readJson(`../model/instant-card/texts/${language}.json`);
    const [pages, widget] = [true, false].map((wanted) =>
      Object.fromEntries(Object.entries(ui).filter(([key]) => ofPages.test(key) === wanted)),
    );
    return [
      [`texts-${language}`, [`texts-${language}.json`, encode({ ui: widget, programme })]],
      [`page-texts-${language}`, [`page-texts-${language}.json`, encode(pages)]],
    ];
  }));
  return Object.fromEntries(files.flat());
}

/** @param {string} path */
async function readJson(path) {
  return JSON.parse(await readFile(join(siteDir, path), 'utf8'));
}

/** @param {unknown} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value));
}
