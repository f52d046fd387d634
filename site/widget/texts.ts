// Texts and how values are put into them. Words live in JSON; this file knows only their shape.

import type { IssueCode } from '../../wasm/types.ts';
import type uiTexts from '../texts/ru.json';
import { formatMoney, formatNumber, pluralPlace } from './intl.ts';
import type { Language } from './languages.ts';

export { languages, type Language } from './languages.ts';

export type UiKey = keyof typeof uiTexts;
export type UiTexts = Readonly<Record<UiKey, string>>;

export interface QuestionTexts {
  readonly label: string;
  /** How the question is called inside a sentence. */
  readonly short: string;
  readonly hint?: string;
  /** Stands outside the field; may depend on `{value}`. */
  readonly unit?: string;
  /** Shows the understood `{value}` back. */
  readonly echo?: string;
  /** What to say where a rule of the product on this question excludes the programme. */
  readonly rule?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly errors: Readonly<Partial<Record<IssueCode, string>>>;
}

export interface OfferTexts {
  readonly name: string;
  /** The name inside a sentence, as its subject. */
  readonly inline: string;
  readonly description: string;
  readonly points: readonly string[];
}

export interface ProgrammeTexts {
  readonly questions: Readonly<Record<string, QuestionTexts>>;
  readonly offers: Readonly<Record<string, OfferTexts>>;
  /** By the code of a reason: one sentence about the answer, true whichever way it counts, without a full stop. */
  readonly reasons: Readonly<Record<string, string>>;
  /** By the code of a change that would help: what would be new, inside a sentence. */
  readonly changes: Readonly<Record<string, string>>;
}

/** Keys of the words that the widget says; the others stand in the pages around it. */
export type WidgetKey = Exclude<UiKey, `page.${string}` | `frame.${string}`>;

export interface WidgetTexts {
  readonly ui: Readonly<Record<WidgetKey, string>>;
  readonly programme: ProgrammeTexts;
}

/** A language that is missing is loaded when it is first shown. */
export type TextsByLanguage = Readonly<Partial<Record<Language, WidgetTexts>>>;
export type Values = Readonly<Record<string, string | number>>;

const placeholder = /\{(\w+)(?::(money))?((?:\|[^|{}]*)*)\}/g;

/**
 * `template` with its placeholders filled:
 * `{name}` a number grouped by the language's rules, or a string as it is;
 * `{name:money}` whole roubles;
 * `{name|year|years}` the word that the number asks for, in the order of `Intl.PluralRules`: one, few, many, other,
 * without the categories that the language lacks. A category beyond the last word takes the last word.
 * A placeholder without a value stays as it is.
 */
export function fill(template: string, values: Values, language: Language): string {
  return template.replace(placeholder, (whole, name: string, style: string | undefined, words: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (words) return pluralWord(words.slice(1).split('|'), pluralPlace(Number(value), language));
    if (typeof value === 'string') return value;
    return style ? formatMoney(value, language) : formatNumber(value, language);
  });
}

function pluralWord(words: readonly string[], place: number): string {
  return words[Math.min(place, words.length - 1)] ?? '';
}
