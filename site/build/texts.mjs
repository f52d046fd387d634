// The words of each language: read, checked, filled, and sorted into the files that a page loads. A page loads only those
// of the language it is read in.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTextErrors } from './checkTexts.mjs';
import { readJsonFile } from './content/files.mjs';
import { codesOf, listFile, readLanguages } from './languages.mjs';
import { importFill } from './importFill.mjs';
import { brandWords, filledRules, phoneOf, valuesOf } from './words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = 'site/texts';

/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {import('./content/content.mjs').Content} Content */
/** @typedef {import('./content/programme.mjs').Programme} Programme */
/** @typedef {Readonly<Record<string, string>>} Texts by key */
/**
 * The site's own words in a language, by the name of their file.
 * @typedef {object} SiteTexts
 * @property {Texts} widget
 * @property {Texts} page the bank's page
 * @property {Texts} frame
 * @property {Texts} configurator
 * @property {Texts} score
 * @property {Texts} partner the sample page of a partner
 */

/** Files whose placeholders are filled when the site is built; those of the others are filled in the browser. */
const filledFiles = /** @type {const} */ (['page', 'frame', 'partner']);

/**
 * @param {string[]} errors gets every missing file, key and placeholder
 * @returns {Readonly<Record<Language, SiteTexts>>} the texts of every language in the list's order
 */
export function readSiteTexts(errors) {
  const languages = codesOf(readLanguages());
  const known = new Set([...languages, listFile.split('/').at(-1)]);
  const strangers = readdirSync(join(root, folder)).filter((name) => !known.has(name));
  errors.push(
    ...strangers.map((name) => `${folder}/${name} belongs to no language; add it to ${listFile}, or remove it`),
  );
  const names = new Set(languages.flatMap((language) => textFilesIn(`${folder}/${language}`)));
  const files = new Map([...names].map((name) => [name, readFile(languages, name, errors)]));
  errors.push(...findTextErrors([...files.values()]));
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
 * @param {string} name
 * @param {string[]} errors
 * @returns {import('./checkTexts.mjs').TextFile}
 */
function readFile(languages, name, errors) {
  const paths = Object.fromEntries(languages.map((language) => [language, `${folder}/${language}/${name}`]));
  const there = Object.entries(paths).filter(([, path]) => existsSync(join(root, path)));
  const contents = there.map(([language, path]) => [language, readJsonFile(join(root, path), errors)]);
  return { paths, contents: Object.fromEntries(contents.filter(([, content]) => content !== undefined)) };
}

/**
 * @param {Content} content
 * @param {Language} language
 * @param {Programme} programme
 * @returns {Promise<Texts>} the words of the pages by key, those of the brand too, with counts and names filled in
 */
export async function pageTexts(content, language, programme) {
  const fill = await importFill();
  const values = valuesOf(content, language, programme, fill);
  const texts = content.texts[language];
  const filled = filledFiles.flatMap((name) =>
    Object.entries(texts[name]).map(([key, text]) => [key, fill(text, values, language)]),
  );
  return {
    ...texts.configurator,
    ...texts.score,
    ...Object.fromEntries(filled),
    ...brandWords(content, language, programme),
  };
}

/** @typedef {readonly [name: string, content: Uint8Array]} ShippedFile */

/**
 * @param {Content} content
 * @param {Programme} programme
 * @returns {Promise<Record<string, ShippedFile>>} `texts-en`: the words of the widget; `page-texts-en`: those of the
 *   bank's page, for readers who change the language there
 */
export async function textFiles(content, programme) {
  const files = codesOf(content.list).map(async (language) => {
    const page = Object.entries(await pageTexts(content, language, programme)).filter(([key]) =>
      /^(page|brand)\./.test(key),
    );
    return /** @type {[string, ShippedFile][]} */ ([
      [`texts-${language}`, [`texts-${language}.json`, await widgetTexts(content, language, programme)]],
      [`page-texts-${language}`, [`page-texts-${language}.json`, encode(Object.fromEntries(page))]],
    ]);
  });
  return Object.fromEntries((await Promise.all(files)).flat());
}

/**
 * @param {Content} content
 * @param {Language} language
 * @param {Programme | undefined} [programme] else the first
 * @returns {Promise<Uint8Array>} what the widget takes for the language: its own words, the programme's and the brand's
 */
export async function widgetTexts(content, language, programme = content.programmes[0]) {
  if (!programme) throw new Error('a site has a programme');
  const fill = await importFill();
  const { brand, brandTexts, texts } = content;
  const { name, hours, visit, programmes = {} } = brandTexts[language];
  const words = {
    name,
    ...(brand.phone ? { phone: phoneOf(content, language), phoneLink: `tel:${brand.phone}`, hours } : {}),
    ...(visit ? { visit } : {}),
    ...(brand.programmes[programme.id]?.drawing ? { drawing: brand.programmes[programme.id]?.drawing } : {}),
    ...(programmes[programme.id]?.offers ? { offers: programmes[programme.id]?.offers } : {}),
  };
  return encode({ ui: texts[language].widget, programme: filledRules(programme, language, fill), brand: words });
}

/** @param {unknown} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value));
}

/**
 * Puts the frame's title in every language into the loader.
 * @param {Content} content
 * @returns {import('esbuild').Plugin}
 */
export const frameTitlesPlugin = (content) => ({
  name: 'frame-titles',
  setup(context) {
    context.onResolve({ filter: /^#prescore-frame-titles$/ }, ({ path }) => ({ path, namespace: 'frame-titles' }));
    context.onLoad({ filter: /./, namespace: 'frame-titles' }, () => {
      const titles = codesOf(content.list).map((language) => [language, content.texts[language].frame['frame.title']]);
      return { contents: JSON.stringify(Object.fromEntries(titles)), loader: 'json' };
    });
  },
});
