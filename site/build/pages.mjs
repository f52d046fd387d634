// The pages: which there are, in which languages, and where.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderPage } from './renderPage.mjs';

const siteDir = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ template: string, language: 'ru' | 'en', folder: string, root: string }} Page */

/** Template, language, folder, and the way from there to the site's root. @type {readonly Page[]} */
export const pages = [
  { template: 'page/index.html', language: 'ru', folder: '', root: './' },
  { template: 'page/index.html', language: 'en', folder: 'en', root: '../' },
  { template: 'frame/index.html', language: 'ru', folder: 'frame/ru', root: '../../' },
  { template: 'frame/index.html', language: 'en', folder: 'frame/en', root: '../../' },
  { template: 'configurator/index.html', language: 'ru', folder: 'configurator', root: '../' },
  { template: 'configurator/index.html', language: 'en', folder: 'configurator/en', root: '../../' },
  { template: 'score/index.html', language: 'ru', folder: 'score', root: '../' },
  { template: 'score/index.html', language: 'en', folder: 'score/en', root: '../../' },
];

/**
 * @param {'ru' | 'en'} language
 * @returns {Promise<Record<string, string>>} the texts of all pages
 */
export async function readTexts(language) {
  const files = ['texts', 'configurator/texts', 'score/texts'].map((folder) => join(siteDir, folder, `${language}.json`));
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return Object.assign({}, ...contents.map((content) => JSON.parse(content)));
}

/**
 * @param {string} outDir
 * @param {Readonly<Record<string, string>>} names what the templates name in braces
 * @param {Readonly<Record<string, string>>} drawings what they name by `data-drawing`
 * @returns {Promise<string[]>} the pages' files, relative to `outDir`
 */
export async function writePages(outDir, names, drawings) {
  const written = [];
  for (const { template, language, folder, root } of pages) {
    const source = await readFile(join(siteDir, template), 'utf8');
    const texts = await readTexts(language);
    const name = join(folder, 'index.html');
    await mkdir(join(outDir, folder), { recursive: true });
    const ofLanguage = { ...names, texts: names[`texts-${language}`] ?? '' };
    await writeFile(join(outDir, name), renderPage(source, { language, root, texts, names: ofLanguage, drawings }));
    written.push(name);
  }
  return written;
}
