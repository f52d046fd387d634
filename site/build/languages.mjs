// The list of languages, read and checked for the builds.

import { readFileSync } from 'node:fs';
import { shortcuts } from '../shared/shortcuts.mjs';

/** @typedef {import('../shared/languages.ts').Language} Language */
/**
 * Patterns of words that a bank's texts may not say before its own check.
 * @typedef {object} Voice
 * @property {string} promises never
 * @property {string} approves only together with `preliminary`
 * @property {string} preliminary
 */
/**
 * @typedef {object} LanguageEntry
 * @property {string} name the language's name in itself
 * @property {'ltr' | 'rtl'} direction
 * @property {Voice} [voice]
 */
/**
 * @typedef {object} LanguageList
 * @property {Language} home the language of pages that name none
 * @property {Language} international the language for readers of a language without texts
 * @property {Readonly<Record<Language, LanguageEntry>>} languages by code, in the order to show them
 */

/** Where the list is, from the root of the repository. */
export const listFile = 'site/texts/languages.json';

/** @returns {LanguageList} the repository's list, checked */
export function readLanguages() {
  return checkLanguages(JSON.parse(readFileSync(new URL('../texts/languages.json', import.meta.url), 'utf8')));
}

/**
 * @param {LanguageList} list
 * @returns {LanguageList} the same list
 * @throws Error that names the first entry that cannot be used
 */
export function checkLanguages(list) {
  for (const [code, { name, direction }] of Object.entries(list.languages)) {
    const place = `${listFile}: "${code}"`;
    if (!/^[a-z]{2,3}$/.test(code)) throw new Error(`${place}: a code has two or three small letters, such as "en"`);
    if (typeof name !== 'string' || name === '') throw new Error(`${place} has no name`);
    if (direction !== 'ltr' && direction !== 'rtl') throw new Error(`${place}: direction must be "ltr" or "rtl"`);
  }
  for (const role of /** @type {const} */ (['home', 'international'])) {
    if (!Object.hasOwn(list.languages, list[role])) {
      throw new Error(`${listFile}: ${role} is "${list[role]}", which is not in "languages"`);
    }
  }
  return list;
}

/** @param {LanguageList} list @returns {Language[]} the codes in the list's order */
export const codesOf = (list) => /** @type {Language[]} */ (Object.keys(list.languages));

/**
 * Puts the codes of the list into scripts, with the shortcuts of these languages alone (site/shared/shortcuts.mjs), and
 * leaves the way by `Intl` out while every language has one.
 * @param {LanguageList} list
 * @returns {import('esbuild').Plugin}
 */
export const languagesPlugin = (list) => ({
  name: 'languages',
  setup(context) {
    const codes = codesOf(list);
    const rightToLeft = codes.filter((code) => list.languages[code].direction === 'rtl');
    const values = Object.entries({ codes, home: list.home, international: list.international, rightToLeft });
    const contents = values.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
    context.onResolve({ filter: /^#prescore-languages$/ }, ({ path }) => ({ path, namespace: 'languages' }));
    context.onLoad({ filter: /./, namespace: 'languages' }, () => ({ contents }));
    context.onLoad({ filter: /site\/shared\/shortcuts\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /(export const shortcuts =) \{[^}]*\}/,
        `$1 { ${codes.filter((code) => shortcuts[code]).join(', ')} }`,
      ),
    }));
    if (codes.some((code) => !shortcuts[code])) return;
    context.onLoad({ filter: /site\/shared\/byIntl\.ts$/ }, () => ({ contents: 'export const byIntl = () => {};' }));
  },
});
