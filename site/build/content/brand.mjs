// A brand's folder: brand.json, its drawings, the partner list, and the words of each language.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { partnerListErrors } from '../../hosting/partners.mjs';
import { contrastErrors, paletteOf } from './colours.mjs';
import { readDrawing } from './drawing.mjs';
import { errorAt } from './errors.mjs';
import { readJsonFile, shown } from './files.mjs';
import { anything, list, object, optional, text } from './shape.mjs';

/** @typedef {{ open?: boolean, drawing?: 'card' }} ProgrammeSettings */
/** @typedef {Readonly<Record<string, string>>} Facts by name; see `factNames` */
/**
 * The words of a brand in one language.
 * @typedef {object} BrandTexts
 * @property {string} name
 * @property {string} [phone] the number as people write it
 * @property {string} [hours]
 * @property {string} [visit]
 * @property {string} [licence]
 * @property {readonly string[]} [legal]
 * @property {readonly string[]} [links] one word or more for each address
 * @property {Readonly<Record<string, { closed?: string, offers?: Readonly<Record<string, Facts>> }>>} [programmes]
 */
/**
 * @typedef {object} Brand
 * @property {string} [home] the language of pages that name none
 * @property {string} logo SVG
 * @property {string} picture SVG; empty where there is none
 * @property {{ light: Readonly<Record<string, string>>, dark: Readonly<Record<string, string>> }} palette
 * @property {{ family?: string, radius?: number }} type
 * @property {string} phone empty where there is none
 * @property {readonly string[]} links
 * @property {Readonly<Record<string, ProgrammeSettings>>} programmes
 * @property {import('../../hosting/partners.mjs').PartnerList | undefined} partners
 */

/** What a person expects to read about an offer, in this order. */
export const factNames = /** @type {const} */ (['limit', 'rate', 'cost', 'takes', 'documents']);

const schema = JSON.parse(readFileSync(new URL('../schemas/brand.schema.json', import.meta.url), 'utf8'));

/**
 * @param {string} folder
 * @param {string[]} errors
 * @returns {Brand | undefined} what of brand.json can be used; undefined if it cannot be read
 */
export function readBrand(folder, errors) {
  if (!existsSync(folder)) {
    errors.push(`${shown(folder)} is missing: name the folder of a brand`);
    return undefined;
  }
  const path = join(folder, 'brand.json');
  const given = /** @type {any} */ (readJsonFile(path, errors));
  const partners = readPartnerList(join(folder, 'partners.json'), errors);
  if (given === undefined) return undefined;
  const found = schemaErrors(given);
  errors.push(...found.map((error) => errorAt(shown(path), error.instancePath, schemaErrorInWords(error))));
  // What the schema refuses is left out, so that the rest of the folder is checked in the same run. A phone counts all
  // the same: the texts have its hours.
  const phone = given?.phone === undefined ? '' : String(given.phone);
  for (const error of found) leaveOut(given, error);
  const { logo, picture, colours, type, links, programmes } = /** @type {any} */ (given ?? {});
  const palette = paletteOf({ light: colours?.light ?? {}, dark: colours?.dark });
  // Every colour that is left out is made from the accent.
  if (colours?.light?.accent) errors.push(...contrastErrors(palette, shown(path)));
  return {
    home: given?.home_language,
    logo: logo ? readDrawing(join(folder, logo), errors) : '',
    picture: picture ? readDrawing(join(folder, picture), errors) : '',
    palette,
    type: type ?? {},
    phone,
    links: links ?? [],
    programmes: programmes ?? {},
    partners,
  };
}

/**
 * @param {any} document gets rid of the value that the error is about
 * @param {import('ajv').ErrorObject} error
 */
function leaveOut(document, { keyword, instancePath, params }) {
  const names = instancePath.split('/').slice(1);
  if (keyword === 'required') return;
  if (keyword === 'additionalProperties') names.push(params['additionalProperty']);
  const last = names.pop();
  const holder = names.reduce((value, name) => value?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  // An entry of a list keeps its place: the texts have a word for each.
  if (last !== undefined && holder && !Array.isArray(holder)) delete holder[last];
}

/** @param {string} path @param {string[]} errors */
function readPartnerList(path, errors) {
  const given = /** @type {any} */ (readJsonFile(path, errors, 'docs/hosting.md shows what it holds'));
  if (given === undefined) return undefined;
  errors.push(...partnerListErrors(given).map((what) => errorAt(shown(path), '', what)));
  return given;
}

/** @param {unknown} given */
function schemaErrors(given) {
  const ajv = new Ajv2020({ allErrors: true, verbose: true });
  ajv.validate(schema, given);
  return ajv.errors ?? [];
}

/** The types of the schema as people call them. */
const typeNames = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  string: 'a text',
};

/** @param {import('ajv').ErrorObject} error */
function schemaErrorInWords({ keyword, params, message, data, parentSchema }) {
  if (keyword === 'required') return `lacks "${params['missingProperty']}"`;
  if (keyword === 'additionalProperties') {
    const known = Object.keys(parentSchema?.['properties'] ?? {}).join(', ');
    return `has the unknown key "${params['additionalProperty']}"; known are: ${known}`;
  }
  if (keyword === 'pattern') return `is ${JSON.stringify(data)}; write it like ${parentSchema?.['examples'][0]}`;
  if (keyword === 'type') return `must be ${typeNames[/** @type {keyof typeof typeNames} */ (params['type'])]}`;
  if (keyword === 'minimum') return `is ${data}, and must be at least ${params['limit']}`;
  if (keyword === 'maximum') return `is ${data}, and must be at most ${params['limit']}`;
  if (keyword === 'maxItems')
    return `has ${/** @type {unknown[]} */ (data).length} entries, and may have ${params['limit']}`;
  if (keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`;
  return `${message}`;
}

/**
 * @param {Brand} brand
 * @param {readonly import('./programme.mjs').Programme[] | undefined} programmes undefined if they are not all known
 * @returns {import('./shape.mjs').ObjectShape} of `texts/<language>.json`
 */
export function brandTextsShape({ phone, links }, programmes) {
  const facts = object(Object.fromEntries(factNames.map((name) => [name, optional(text())])));
  const ofProgramme = (/** @type {import('./programme.mjs').Programme} */ { offers }) =>
    optional(
      object({
        closed: optional(text()),
        offers: optional(object(Object.fromEntries(offers.map(({ id }) => [id, optional(facts)])))),
      }),
    );
  return object({
    $schema: optional(text()),
    name: text(),
    ...(phone ? { phone: optional(text()), hours: text() } : {}),
    visit: optional(text()),
    licence: optional(text()),
    legal: optional(list()),
    ...(links.length > 0 ? { links: list(links.length) } : {}),
    programmes: optional(
      programmes ? object(Object.fromEntries(programmes.map((one) => [one.id, ofProgramme(one)])), anything) : anything,
    ),
  });
}
