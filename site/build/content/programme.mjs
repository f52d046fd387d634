// A programme's folder, as far as the site needs it: the model's questions and offers, and the words of each language.

import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { errorAt } from './errors.mjs';
import { readJsonFile, shown } from './files.mjs';

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {'number' | 'choice'} kind
 * @property {boolean} [money]
 * @property {number} [decimals]
 * @property {readonly { id: string }[]} [options]
 * @property {{ minimum?: number, maximum?: number }} [plausible]
 */
/** @typedef {{ question: string, minimum: number, maximum: number }} Rule */
/** @typedef {{ id: string, eligibility: readonly Rule[] }} Offer */
/** @typedef {{ question: string, to?: string }} Change */
/**
 * @typedef {object} Programme
 * @property {string} id as the model has it
 * @property {string} folder
 * @property {string} model path of model.json
 * @property {readonly Question[]} questions in the order in which they are asked
 * @property {readonly Offer[]} offers the first is the programme's own
 * @property {readonly Change[]} changes
 * @property {Readonly<Record<string, { file: string, texts: any }>>} texts by language: all that the folder has
 */

/** Folders of the site, which no page of a programme may take. */
const taken = ['assets', 'configurator', 'embed', 'frame', 'score'];

/**
 * @param {string} folder
 * @param {string[]} errors
 * @returns {Programme | undefined} undefined if its model cannot be read
 */
export function readProgramme(folder, errors) {
  if (!existsSync(folder)) {
    errors.push(`${shown(folder)} is missing: name the folder of a programme`);
    return undefined;
  }
  const path = join(folder, 'model.json');
  const train = `train it with "prescore train --programme ${shown(folder)} --data FILE --output ${shown(path)}"`;
  const model = /** @type {any} */ (readJsonFile(path, errors, train));
  const texts = readTextsOf(folder, errors);
  if (model === undefined) return undefined;
  const questions = model?.questionnaire?.questions;
  const offers = model?.policy?.offers;
  if (!isModel(model, questions, offers)) {
    errors.push(errorAt(shown(path), '', 'is not a model that "prescore train" wrote'));
    return undefined;
  }
  const id = String(model.programme);
  const why = unusableName(id);
  if (why) {
    errors.push(errorAt(shown(path), '/programme', `"${id}" ${why}; rename the programme's folder and train again`));
  }
  const bank = questions.findIndex((/** @type {any} */ { from }) => from === 'client_data');
  if (bank >= 0) {
    const why =
      'is "client_data", but a page asks applicants and has no data of the bank: build the page from a programme';
    const fix = `without such questions, and give this one to the bank's service`;
    errors.push(errorAt(shown(path), `/questionnaire/questions/${bank}/from`, `${why} ${fix}`));
  }
  if (model.policy.stage === 'final') {
    const why =
      'is "final", but what a page decides is preliminary: build the page from a programme whose policy.json has';
    errors.push(errorAt(shown(path), '/policy/stage', `${why} no stage, and give this one to the bank's service`));
  }
  const changes = model.policy.what_would_help?.changes ?? [];
  return { id, folder: resolve(folder), model: resolve(path), questions, offers, changes, texts };
}

/** @param {string} id @returns {string | undefined} why no folder of the site can have the name */
function unusableName(id) {
  if (taken.includes(id)) return 'is the name of a folder of every site';
  return /^[a-z]{2,3}$/.test(id) ? 'looks like the code of a language' : undefined;
}

/** @param {any} model @param {any} questions @param {any} offers */
function isModel(model, questions, offers) {
  const named = (/** @type {any} */ list) => Array.isArray(list) && list.length > 0 && list.every((one) => one?.id);
  const rules = () => offers.every((/** @type {any} */ { eligibility }) => Array.isArray(eligibility));
  const whole = () => questions.every((/** @type {any} */ one) => one.kind === 'number' || named(one.options));
  return /^[a-z0-9_-]{1,64}$/.test(model?.programme) && named(questions) && named(offers) && rules() && whole();
}

/**
 * @param {string} folder
 * @param {string[]} errors
 * @returns {Programme['texts']}
 */
function readTextsOf(folder, errors) {
  const texts = join(folder, 'texts');
  if (!existsSync(texts)) {
    errors.push(`${shown(texts)} is missing: add the words of a language, such as ${basename(texts)}/en.json`);
    return {};
  }
  const names = readdirSync(texts).filter((name) => name.endsWith('.json'));
  const entries = names.sort().flatMap((name) => {
    const content = readJsonFile(join(texts, name), errors);
    return content === undefined
      ? []
      : [[name.replace(/\.json$/, ''), { file: shown(join(texts, name)), texts: content }]];
  });
  return Object.fromEntries(entries);
}
