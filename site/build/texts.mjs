// The words of each language: read, checked, and sorted into the files that a page loads. A page loads only those of
// the language it is read in.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkTexts, TextsError } from './checkTexts.mjs';
import { codesOf, listFile, readLanguages } from './languages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'site/texts';
const programmeFolder = 'model/instant-card/texts';

/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {Readonly<Record<string, string>>} Texts by key */
/**
 * All words of a language, by the name of their file.
 * @typedef {object} LanguageTexts
 * @property {Texts} widget
 * @property {Texts} page the bank's page
 * @property {Texts} frame
 * @property {Texts} configurator
 * @property {Texts} score
 * @property {Texts} partner the sample page of a partner
 * @property {unknown} programme
 */

/**
 * @returns {Readonly<Record<Language, LanguageTexts>>} the texts of every language in the list's order
 * @throws TextsError that names every missing file, key and placeholder
 */
export function readTexts() {
  const languages = codesOf(readLanguages());
  const known = new Set([...languages, listFile.split('/').at(-1)]);
  const strangers = readdirSync(join(root, folder)).filter((name) => !known.has(name));
  if (strangers.length > 0) {
    throw new TextsError(strangers.map((name) => `${folder}/${name} belongs to no language of ${listFile}`));
  }
  const names = new Set(languages.flatMap((language) => textFilesIn(`${folder}/${language}`)));
  const files = new Map([...names].map((name) => [name, readFile(languages, (code) => `${folder}/${code}/${name}`)]));
  files.set(
    'programme.json',
    readFile(languages, (code) => `${programmeFolder}/${code}.json`),
  );
  checkTexts([...files.values()]);
  const ofLanguage = (/** @type {Language} */ language) =>
    Object.fromEntries([...files].map(([name, { contents }]) => [name.replace('.json', ''), contents[language]]));
  return /** @type {any} */ (Object.fromEntries(languages.map((language) => [language, ofLanguage(language)])));
}

/** @param {string} path from the root @returns {string[]} */
function textFilesIn(path) {
  return existsSync(join(root, path)) ? readdirSync(join(root, path)) : [];
}

/**
 * @param {readonly Language[]} languages
 * @param {(language: Language) => string} pathOf
 * @returns {import('./checkTexts.mjs').TextFile}
 */
function readFile(languages, pathOf) {
  const paths = Object.fromEntries(languages.map((language) => [language, pathOf(language)]));
  const there = Object.entries(paths).filter(([, path]) => existsSync(join(root, path)));
  return { paths, contents: Object.fromEntries(there.map(([language, path]) => [language, readJson(path)])) };
}

/** @param {string} path from the root */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch (error) {
    throw new TextsError([`${path} is not JSON: ${error instanceof Error ? error.message : error}`]);
  }
}

/** @param {LanguageTexts} texts @returns {Texts} those of the pages, by key */
export function pageTexts({ programme: _, ...files }) {
  return Object.assign({}, ...Object.values(files));
}

/** @typedef {readonly [name: string, content: Uint8Array]} ShippedFile */

/**
 * @param {Readonly<Record<Language, LanguageTexts>>} texts
 * @returns {Record<string, ShippedFile>} `texts-en`: the words of the widget; `page-texts-en`: those of the bank's page,
 *   for readers who change the language there
 */
export function textFiles(texts) {
  const files = Object.entries(texts).flatMap(([language, { page }]) => [
    [`texts-${language}`, [`texts-${language}.json`, widgetTexts(texts, language)]],
    [`page-texts-${language}`, [`page-texts-${language}.json`, encode(page)]],
  ]);
  return Object.fromEntries(files);
}

/**
 * @param {Readonly<Record<string, LanguageTexts>>} texts
 * @param {string} language
 * @returns {Uint8Array} what the widget takes for the language: its own words and the programme's
 */
export function widgetTexts(texts, language) {
  return encode({ ui: texts[language]?.widget, programme: texts[language]?.programme });
}

/** @param {unknown} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value));
}

/** Puts the frame's title in every language into the loader. @type {import('esbuild').Plugin} */
export const frameTitlesPlugin = {
  name: 'frame-titles',
  setup(context) {
    context.onResolve({ filter: /^#prescore-frame-titles$/ }, ({ path }) => ({ path, namespace: 'frame-titles' }));
    context.onLoad({ filter: /./, namespace: 'frame-titles' }, () => {
      const entries = Object.entries(readTexts()).map(([language, { frame }]) => [language, frame['frame.title']]);
      return { contents: JSON.stringify(Object.fromEntries(entries)), loader: 'json' };
    });
  },
};
