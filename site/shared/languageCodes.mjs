// `#prescore-languages` in node. In scripts for browsers the builds put the same values: see site/build/languages.mjs.

import { readFileSync } from 'node:fs';

/** @typedef {import('./languages.ts').Language} Language */

/** @type {{ home: Language, international: Language, languages: Readonly<Record<Language, { direction: string }>> }} */
const list = JSON.parse(readFileSync(new URL('../texts/languages.json', import.meta.url), 'utf8'));

export const codes = /** @type {readonly Language[]} */ (Object.keys(list.languages));
export const { home, international } = list;
export const rightToLeft = codes.filter((code) => list.languages[code].direction === 'rtl');
