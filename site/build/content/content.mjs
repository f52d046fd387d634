// Everything that a site is made of, read from its folders and checked as a whole before anything is built.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codesOf, readLanguages } from '../languages.mjs';
import { readSiteTexts } from '../texts.mjs';
import { brandTextsShape, readBrand } from './brand.mjs';
import { ContentError, errorAt } from './errors.mjs';
import { readJsonFile, shown } from './files.mjs';
import { readProgramme } from './programme.mjs';
import { programmeTextsShape } from './programmeTexts.mjs';
import { errorsOf, textsIn } from './shape.mjs';
import { voiceErrors } from './voice.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @typedef {import('../languages.mjs').Language} Language */
/** @typedef {import('../languages.mjs').LanguageList} LanguageList */
/** @typedef {import('./programme.mjs').Programme} Programme */
/** @typedef {{ programmes: readonly string[], brand: string }} Folders */
/**
 * @typedef {object} Content
 * @property {LanguageList} list the languages of this site only
 * @property {Readonly<Record<Language, import('../texts.mjs').SiteTexts>>} texts the site's own words
 * @property {readonly Programme[]} programmes the first is the one at the root of the site
 * @property {import('./brand.mjs').Brand} brand
 * @property {import('../../hosting/partners.mjs').PartnerList} partners
 * @property {Readonly<Record<Language, import('./brand.mjs').BrandTexts>>} brandTexts
 * @property {readonly string[]} notes what the builder should know, a sentence each
 */

/** @returns {Folders} the programme and the brand that package.json names, for where nobody names others */
export function defaultFolders() {
  const { prescore } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { programmes: [join(root, prescore.programme)], brand: join(root, prescore.brand) };
}

/**
 * @param {Folders} [folders]
 * @returns {Content}
 * @throws ContentError with every error of all files
 */
export function readContent(folders = defaultFolders()) {
  /** @type {string[]} */
  const errors = [];
  const all = readLanguages();
  const texts = readSiteTexts(errors);
  const programmes = folders.programmes.flatMap((folder) => readProgramme(folder, errors) ?? []);
  errors.push(...repeated(programmes));
  const brand = readBrand(folders.brand, errors);
  const { list, notes } = languagesOf(all, programmes, brand, folders.brand, errors);
  for (const programme of programmes) errors.push(...programmeErrors(programme, list));
  // Without all models it cannot be known which programmes and offers the brand may name.
  const known = programmes.length === folders.programmes.length ? programmes : undefined;
  const brandTexts = brand ? readBrandTexts(folders.brand, { brand, programmes: known, list }, { errors, notes }) : {};
  if (errors.length > 0 || !brand?.partners) throw new ContentError(errors);
  return {
    list,
    texts,
    programmes,
    brand,
    partners: brand.partners,
    brandTexts: /** @type {any} */ (brandTexts),
    notes,
  };
}

/** @param {readonly Programme[]} programmes */
function repeated(programmes) {
  const ids = programmes.map(({ id }) => id);
  return programmes
    .filter(({ id }, place) => ids.indexOf(id) !== place)
    .map(({ id, folder }) => `${shown(folder)}: another folder has the programme "${id}" too`);
}

/**
 * The languages that the site has words for, and every programme too.
 * @param {LanguageList} all
 * @param {readonly Programme[]} programmes
 * @param {import('./brand.mjs').Brand | undefined} brand
 * @param {string} brandFolder
 * @param {string[]} errors
 * @returns {{ list: LanguageList, notes: string[] }}
 */
function languagesOf(all, programmes, brand, brandFolder, errors) {
  const known = codesOf(all);
  const codes = known.filter((code) => programmes.every(({ texts }) => Object.hasOwn(texts, code)));
  const strangers = programmes
    .flatMap(({ texts }) => Object.values(texts).map(({ file }) => file))
    .filter((file) => {
      const code = file.split('/').at(-1)?.replace('.json', '');
      return !codes.some((one) => one === code);
    });
  if (codes.length === 0 && programmes.length > 0) {
    const theirs = programmes.map(
      ({ folder, texts }) => `${shown(folder)}/texts has ${Object.keys(texts).join(', ') || 'none'}`,
    );
    errors.push(`no language is common to all: site/texts has ${known.join(', ')}, ${theirs.join(', ')}`);
  }
  const wished = [brand?.home, all.home, codes[0]].find((code) => codes.some((one) => one === code));
  const home = /** @type {Language} */ (wished ?? all.home);
  const international = codes.includes(all.international) ? all.international : home;
  const languages = Object.fromEntries(codes.map((code) => [code, all.languages[code]]));
  const notes = strangers.map(
    (file) => `${file} is left out: not every programme, or not site/texts, has its language`,
  );
  if (brand?.home && brand.home !== home) {
    const at = (/** @type {string} */ what) =>
      errorAt(shown(join(brandFolder, 'brand.json')), '/home_language', `"${brand.home}" is ${what}`);
    // A brand may have more programmes than this site, in more languages; but no page can ever have this one.
    if (!known.some((code) => code === brand.home))
      errors.push(at(`no language of site/texts, which has ${known.join(', ')}`));
    else notes.push(at(`not a language of this site, so "${home}" counts`));
  }
  return { list: /** @type {any} */ ({ home, international, languages }), notes };
}

/** @param {Programme} programme @param {LanguageList} list @returns {string[]} */
function programmeErrors(programme, list) {
  const shape = programmeTextsShape(programme);
  return codesOf(list).flatMap((code) => {
    const { file = '', texts = {} } = programme.texts[code] ?? {};
    return [
      ...errorsOf(shape, texts, file),
      ...draftErrors(texts, file),
      ...moneyErrors(texts, file),
      ...voiceErrors(texts, list.languages[code], file),
    ];
  });
}

/** What `prescore draft` wrote is for the person who edits it, not for applicants. @param {any} texts @param {string} file */
function draftErrors(texts, file) {
  const drafted = textsIn(texts).filter(([, text]) => text.startsWith('[edit]'));
  if (drafted.length === 0) return [];
  const what =
    drafted.length === 1
      ? 'starts with "[edit]"; write the text and remove the mark'
      : `starts with "[edit]", and so do others, ${drafted.length} texts of this file in all; write them and remove the mark`;
  return [errorAt(file, drafted[0]?.[0] ?? '', what)];
}

/** @param {any} texts @param {string} file */
function moneyErrors(texts, file) {
  const isWrong = typeof texts?.money === 'string' && !texts.money.includes('{amount}');
  return isWrong ? [errorAt(file, '/money', 'has no {amount}; write for example "{amount} €"')] : [];
}

/**
 * @param {string} folder
 * @param {object} content
 * @param {import('./brand.mjs').Brand} content.brand
 * @param {readonly Programme[] | undefined} content.programmes undefined if they are not all known
 * @param {LanguageList} content.list
 * @param {{ errors: string[], notes: string[] }} found gets what is wrong, and what is not used
 */
function readBrandTexts(folder, { brand, programmes, list }, { errors, notes }) {
  const ids = programmes?.map(({ id }) => id) ?? Object.keys(brand.programmes);
  const strangers = (/** @type {string} */ file, /** @type {object | null | undefined} */ named) =>
    Object.keys(named ?? {})
      .filter((id) => !ids.includes(id))
      .map((id) => {
        const what = `"${id}" is not a programme of this site, which has ${ids.join(', ')}`;
        return /** @type {const} */ ([id, errorAt(file, '/programmes', what)]);
      });
  for (const [id, place] of strangers(shown(join(folder, 'brand.json')), brand.programmes)) {
    // A brand may know more programmes than this site has; but what was to be closed must not stay open by a typing error.
    if (brand.programmes[id]?.open === false) errors.push(place);
    else notes.push(place);
  }
  const shape = brandTextsShape(brand, programmes);
  const missing =
    'the brand needs words in every language of the site; add it, or take this language out of the texts of the programmes';
  const entries = codesOf(list).map((code) => {
    const path = join(folder, 'texts', `${code}.json`);
    const texts = /** @type {any} */ (readJsonFile(path, errors, missing));
    if (texts === undefined) return [code, {}];
    errors.push(...errorsOf(shape, texts, shown(path)), ...voiceErrors(texts, list.languages[code], shown(path)));
    notes.push(...strangers(shown(path), texts?.programmes).map(([, place]) => place));
    return [code, texts];
  });
  return Object.fromEntries(entries);
}
