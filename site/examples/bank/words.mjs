// The words of the sample bank: its own, the brand's, and those of the programme's questions, offers and reasons.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What this bank is made of: see bank.json. */
export const bank = readJson(join(here, 'bank.json'));

/**
 * @typedef {object} Words
 * @property {string} language
 * @property {string} languageName
 * @property {Readonly<Record<string, string>>} own the words of texts/<language>.json
 * @property {any} brand
 * @property {any} questions by question of the form: label, hint, options, errors
 * @property {any} data by question of the programme that decides: short, options
 * @property {any} outcomes by outcome: heading, now
 * @property {any} offers by offer
 * @property {any} facts by offer: limit, cost and so on, as the brand gives them
 * @property {Readonly<Record<string, string>>} reasons by code
 * @property {(template: string, values?: Readonly<Record<string, string | number>>) => string} fill
 */

/**
 * @typedef {(template: string, values: Readonly<Record<string, string | number>>, language: any, money?: string) => string}
 *   Fill puts values into a text: numbers, money and plurals as the language writes them
 */

/** @param {string} language @param {Fill} fill @returns {Words} */
function wordsOf(language, fill) {
  const file = `${language}.json`;
  const asking = readJson(join(here, bank.questionTexts, file));
  const deciding = readJson(join(here, bank.decisionTexts, file));
  const brand = readJson(join(here, bank.brand, 'texts', file));
  const own = readJson(join(here, 'texts', file));
  const [first] = Object.values(brand.programmes);
  return {
    language,
    languageName: own.languageName,
    own,
    brand,
    questions: asking.questions,
    data: deciding.questions,
    outcomes: deciding.outcomes,
    offers: deciding.offers,
    facts: /** @type {any} */ (first)?.offers ?? {},
    reasons: deciding.reasons,
    fill: (template, values = {}) => fill(template, values, language, deciding.money),
  };
}

/** @param {Fill} fill @returns {{ home: string, of: (language: string | null) => Words, all: readonly Words[] }} */
export function readWords(fill) {
  const home = readJson(join(here, bank.brand, 'brand.json')).home_language;
  const all = readdirSync(join(here, 'texts')).map((name) => wordsOf(name.replace('.json', ''), fill));
  const of = (/** @type {string | null} */ language) =>
    all.find((words) => words.language === language) ??
    /** @type {Words} */ (all.find((words) => words.language === home));
  return { home, of, all };
}

/** The questions of the programme. `from` says who answers: the applicant, or the bank's own data. */
export const questions = () => /** @type {any[]} */ (readJson(join(here, bank.questionnaire)).questions);

/** @param {any} question */
export const isAsked = (question) => (question.from ?? 'applicant') === 'applicant';
