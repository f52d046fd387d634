// The pages: which there are, of which programmes, in which languages, and where.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codesOf } from './languages.mjs';
import { renderPage } from './renderPage.mjs';
import { pageTexts } from './texts.mjs';

const siteDir = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {import('./languages.mjs').LanguageList} LanguageList */
/** @typedef {import('./content/content.mjs').Content} Content */
/** @typedef {import('./content/programme.mjs').Programme} Programme */
/**
 * @typedef {object} Page
 * @property {string} template
 * @property {Language} language
 * @property {string} folder of the built page, from the site's root
 */

/** @param {LanguageList} list @param {string} language @returns {string} between a page's folder and its file */
export const languageFolder = (list, language) => (language === list.home ? '' : `${language}/`);

/** @param {readonly Programme[]} programmes @param {Programme} programme @returns {string} of its pages, from the root */
export const programmeFolder = (programmes, programme) => (programme === programmes[0] ? '' : `${programme.id}/`);

/** @param {Content} content @param {Programme} programme */
export const isOpen = ({ brand }, { id }) => brand.programmes[id]?.open !== false;

/**
 * The pages that ask the questions, or say that they do not. The frame names every language in its address.
 * @param {LanguageList} list
 * @param {boolean} open
 * @returns {Page[]} with folders from that of the programme
 */
function applicantPages(list, open) {
  const [bank, frame] = open ? ['bank/index', 'index'] : ['bank/closed', 'closed'];
  return codesOf(list).flatMap((language) => [
    { template: `pages/${bank}.html`, language, folder: languageFolder(list, language) },
    { template: `frame/${frame}.html`, language, folder: `frame/${language}/` },
  ]);
}

/** The pages for the bank's staff. @param {LanguageList} list @returns {Page[]} */
function staffPages(list) {
  return codesOf(list).flatMap((language) =>
    ['configurator', 'score'].map((name) => ({
      template: `pages/${name}/index.html`,
      language,
      folder: `${name}/${languageFolder(list, language)}`,
    })),
  );
}

/**
 * @typedef {object} PageFiles
 * @property {Content} content
 * @property {(programme: Programme) => Readonly<Record<string, string>>} names what the templates name in braces
 * @property {Readonly<Record<string, string>>} drawings what they name by `data-drawing`
 */

/** @param {string} outDir @param {PageFiles} files */
export async function writePages(outDir, files) {
  const { content } = files;
  for (const programme of content.programmes) {
    const pages = [...applicantPages(content.list, isOpen(content, programme)), ...staffPages(content.list)];
    await writeEach(outDir, pages, programme, files);
  }
}

/**
 * Writes the pages that say that the questions are not asked now, to be copied over the others.
 * @param {string} outDir gets a folder for each programme
 * @param {PageFiles} files
 */
export async function writeClosedPages(outDir, files) {
  for (const programme of files.content.programmes) {
    await writeEach(join(outDir, programme.id), applicantPages(files.content.list, false), programme, files);
  }
}

/**
 * @param {string} outDir
 * @param {readonly Page[]} pages
 * @param {Programme} programme
 * @param {PageFiles} files
 */
async function writeEach(outDir, pages, programme, { content, names, drawings }) {
  const base = programmeFolder(content.programmes, programme);
  const named = names(programme);
  for (const { template, language, folder } of pages) {
    const source = await readFile(join(siteDir, template), 'utf8');
    const up = (/** @type {string} */ path) => '../'.repeat(path.split('/').length - 1) || './';
    const page = {
      language,
      list: content.list,
      texts: await pageTexts(content, language, programme),
      names: { ...named, root: up(base + folder), base: up(folder), texts: named[`texts-${language}`] ?? '' },
      drawings,
    };
    await mkdir(join(outDir, base, folder), { recursive: true });
    await writeFile(join(outDir, base, folder, 'index.html'), renderPage(source, page));
  }
}
