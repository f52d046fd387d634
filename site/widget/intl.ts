// Numbers, lists and plurals as each language writes them. Formatters of `Intl` are made once: making one costs more
// than a hundred uses.

import type { Language } from './languages.ts';

const made = new Map<string, unknown>();

function once<Formatter>(key: string, make: () => Formatter): Formatter {
  const known = made.get(key) as Formatter | undefined;
  if (known) return known;
  const formatter = make();
  made.set(key, formatter);
  return formatter;
}

const groupMark: Readonly<Record<Language, string>> = { ru: '\u00a0', en: ',' };

/**
 * What `Intl.NumberFormat` writes; tests hold both together. Whole numbers go without it, because a browser takes tens of
 * milliseconds to make its first one, and that would be while someone types.
 */
export function formatNumber(value: number, language: Language): string {
  if (!Number.isSafeInteger(value) || value < 0) {
    return once(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);
  }
  return String(value).replace(/\B(?=(\d{3})+$)/g, groupMark[language]);
}

/** Whole roubles, as `Intl.NumberFormat` writes a currency with its narrow symbol. */
export function formatMoney(roubles: number, language: Language): string {
  const amount = formatNumber(Math.round(roubles), language);
  return language === 'ru' ? `${amount}\u00a0₽` : `₽${amount}`;
}

export const listFormat = (language: Language): Intl.ListFormat =>
  once(`list ${language}`, () => new Intl.ListFormat(language));

export const pluralRules = (language: Language): Intl.PluralRules =>
  once(`plural ${language}`, () => new Intl.PluralRules(language));
