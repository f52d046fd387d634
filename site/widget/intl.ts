// Formatters of `Intl`, each made once: making one costs more than a hundred uses.

import type { Language } from './languages.ts';

const made = new Map<string, unknown>();

function once<Formatter>(key: string, make: () => Formatter): Formatter {
  const known = made.get(key) as Formatter | undefined;
  if (known) return known;
  const formatter = make();
  made.set(key, formatter);
  return formatter;
}

export const numberFormat = (language: Language): Intl.NumberFormat =>
  once(`number ${language}`, () => new Intl.NumberFormat(language));

/** Whole roubles. */
export const moneyFormat = (language: Language): Intl.NumberFormat =>
  once(`money ${language}`, () => new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }));

export const listFormat = (language: Language): Intl.ListFormat =>
  once(`list ${language}`, () => new Intl.ListFormat(language));

export const pluralRules = (language: Language): Intl.PluralRules =>
  once(`plural ${language}`, () => new Intl.PluralRules(language));
