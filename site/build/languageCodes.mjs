// `#prescore-languages` in node. In scripts for browsers the builds put the same values: see languages.mjs.

import { codesOf, readLanguages } from './languages.mjs';

const list = readLanguages();

export const codes = codesOf(list);
export const { home, international } = list;
