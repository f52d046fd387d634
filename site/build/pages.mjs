// The pages: which there are, in which languages, and where.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codesOf } from './languages.mjs';
import { renderPage } from './renderPage.mjs';
import { pageTexts } from './texts.mjs';

const siteDir = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {import('./languages.mjs').LanguageList} LanguageList */
/**
 * @typedef {object} Page
 * @property {string} template
 * @property {Language} language
 * @property {string} folder of the built page, from the site's root
 */

/** The templates, each with the folder of its page in the home language. The frame names every language in its address. */
const templates = /** @type {const} */ ([
  ['pages/bank/index.html', ''],
  ['pages/configurator/index.html', 'configurator/'],
  ['pages/score/index.html', 'score/'],
]);

/** @param {LanguageList} list @param {string} language @returns {string} between a page's folder and its file */
export const languageFolder = (list, language) => (language === list.home ? '' : `${language}/`);

/** @param {LanguageList} list @returns {Page[]} */
export function pagesOf(list) {
  return codesOf(list).flatMap((language) => [
    ...templates.map(([template, folder]) => ({ template, language, folder: folder + languageFolder(list, language) })),
    { template: 'frame/index.html', language, folder: `frame/${language}/` },
  ]);
}

/**
 * @param {string} outDir
 * @param {object} content
 * @param {LanguageList} content.list
 * @param {Readonly<Record<Language, import('./texts.mjs').LanguageTexts>>} content.texts
 * @param {Readonly<Record<string, string>>} content.names what the templates name in braces
 * @param {Readonly<Record<string, string>>} content.drawings what they name by `data-drawing`
 */
export async function writePages(outDir, { list, texts, names, drawings }) {
  for (const { template, language, folder } of pagesOf(list)) {
    const source = await readFile(join(siteDir, template), 'utf8');
    const page = {
      language,
      list,
      texts: pageTexts(texts[language]),
      names: {
        ...names,
        root: '../'.repeat(folder.split('/').length - 1) || './',
        texts: names[`texts-${language}`] ?? '',
      },
      drawings,
    };
    await mkdir(join(outDir, folder), { recursive: true });
    await writeFile(join(outDir, folder, 'index.html'), renderPage(source, page));
  }
}
