// How values are put into texts.

import { formatNumber, pluralPlace } from './intl.ts';
import type { Language } from './languages.ts';

export type Values = Readonly<Record<string, string | number>>;

const placeholder = /\{(\w+)(?::(money))?((?:\|[^|{}]*)*)\}/g;

/**
 * `template` with its placeholders filled:
 * `{name}` a number grouped by the language's rules, or a string as it is;
 * `{name:money}` a whole amount inside `money`, which has `{amount}` and the sign of the currency;
 * `{name|year|years}` the word that the number asks for, in the order of `Intl.PluralRules`: zero, one, two, few, many,
 * other, without the categories that the language lacks. A category beyond the last word takes the last word.
 * A placeholder without a value stays as it is.
 */
export function fill(template: string, values: Values, language: Language, money = '{amount}'): string {
  return template.replace(placeholder, (whole, name: string, style: string | undefined, words: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (words) return pluralWord(words.slice(1).split('|'), pluralPlace(Number(value), language));
    if (typeof value === 'string') return value;
    return style
      ? money.replace('{amount}', () => formatNumber(Math.round(value), language))
      : formatNumber(value, language);
  });
}

function pluralWord(words: readonly string[], place: number): string {
  return words[Math.min(place, words.length - 1)] ?? '';
}
