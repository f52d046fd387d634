// Numbers, lists, plurals and days as each language writes them.

import { byIntl, type Format } from './byIntl.ts';
import type { Language } from './languages.ts';
import { shortcuts } from './shortcuts.mjs';

const formatOf = (language: Language): Format => shortcuts[language] ?? byIntl(language);

/** What `Intl.NumberFormat` writes. */
export function formatNumber(value: number, language: Language): string {
  const isUsual = Number.isSafeInteger(value) && value >= 0;
  return isUsual ? formatOf(language).number(value) : value.toLocaleString(formatOf(language).locale);
}

/** "age, income and car": what `Intl.ListFormat` writes. */
export function joinList(words: readonly string[], language: Language): string {
  return words.length < 2 ? words.join('') : formatOf(language).list(words);
}

/** Which word a count takes, from 0: its category of `Intl.PluralRules` among those that the language has. */
export function pluralPlace(count: number, language: Language): number {
  return formatOf(language).plural(count);
}

/** A day, written out; for a language that the browser does not know as 2026-11-27, not in its own language. */
export const formatDay = (day: Date, language: Language): string => formatOf(language).day(day);
