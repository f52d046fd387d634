// Numbers, lists and plurals as each language writes them, without `Intl` wherever its answer is simple: a browser takes
// tens of milliseconds to make its first formatter of a kind, and that would be while someone types or waits for the
// decision. Tests hold both together.

import type { Language } from './languages.ts';

const groupMark: Readonly<Record<Language, string>> = { ru: '\u00a0', en: ',' };

const formats: Partial<Record<Language, Intl.NumberFormat>> = {};

/** What `Intl.NumberFormat` writes. */
export function formatNumber(value: number, language: Language): string {
  if (!Number.isSafeInteger(value) || value < 0) {
    return (formats[language] ??= new Intl.NumberFormat(language)).format(value);
  }
  return String(value).replace(/\B(?=(\d{3})+$)/g, groupMark[language]);
}

/** Whole roubles, as `Intl.NumberFormat` writes a currency with its narrow symbol. */
export function formatMoney(roubles: number, language: Language): string {
  const amount = formatNumber(Math.round(roubles), language);
  return language === 'ru' ? `${amount}\u00a0₽` : `₽${amount}`;
}

const beforeLast: Readonly<Record<Language, readonly [ofMany: string, ofTwo: string]>> = {
  ru: [' и ', ' и '],
  en: [', and ', ' and '],
};

/** "возраст, доход и автомобиль": what `Intl.ListFormat` writes. */
export function joinList(words: readonly string[], language: Language): string {
  if (words.length < 2) return words.join('');
  const [ofMany, ofTwo] = beforeLast[language];
  return words.slice(0, -1).join(', ') + (words.length > 2 ? ofMany : ofTwo) + words.at(-1);
}

/** Which word a count asks for, from 0: its category of `Intl.PluralRules` among those that the language has. */
export function pluralPlace(count: number, language: Language): number {
  if (language === 'en') return count === 1 ? 0 : 1;
  if (!Number.isInteger(count)) return 3;
  const [ones, hundreds] = [count % 10, count % 100];
  if (ones === 1 && hundreds !== 11) return 0;
  return ones >= 2 && ones <= 4 && (hundreds < 12 || hundreds > 14) ? 1 : 2;
}
