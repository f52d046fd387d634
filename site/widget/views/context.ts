// What every view needs besides the state: the language, its texts, and the element's actions.

import type { Answers, Issue, IssueCode } from '../../../wasm/types.ts';
import { fill, type Values } from '../../shared/fill.ts';
import { formatDay } from '../../shared/intl.ts';
import type { Language } from '../../shared/languages.ts';
import type { WidgetEvent } from '../machine.ts';
import type { BrandTexts, ProgrammeTexts, WidgetKey, WidgetTexts } from '../texts.ts';
import { numberText } from './answers.ts';

export interface ViewContext {
  readonly language: Language;
  readonly programme: ProgrammeTexts;
  readonly brand: BrandTexts | undefined;
  /** The text of the page itself under `key`, filled. */
  readonly text: (key: WidgetKey, values?: Values) => string;
  /** A text of the programme, filled. */
  readonly fill: (template: string, values: Values) => string;
  /** A day, written out. */
  readonly date: (day: Date) => string;
  /** The bank's ordinary application; with an offer, for that product. */
  readonly applicationLink: (offer?: string) => string;
  /** Whether the start takes so long that people need another way on. */
  readonly isLate: () => boolean;
  /** Whether the answers go along to the application; undefined where that is not offered. */
  readonly carried: boolean | undefined;
  readonly carry: (chosen: boolean) => void;
  /** The person follows a link to the application. */
  readonly continued: () => void;
  readonly send: (event: WidgetEvent) => void;
  readonly submit: () => void;
  readonly retry: () => void;
  /** The number that the core understands; undefined where it understands none. */
  readonly value: (question: string, text: string) => number | undefined;
  /** Whether the person confirmed the present answer. */
  readonly isConfirmed: (question: string) => boolean;
  readonly focus: (id: string) => void;
}

/** What the element gives to its views. */
export type ContextOfElement = Omit<ViewContext, 'language' | 'programme' | 'brand' | 'text' | 'fill' | 'date'>;

export function createContext(texts: WidgetTexts, language: Language, ofElement: ContextOfElement): ViewContext {
  return {
    ...ofElement,
    language,
    programme: texts.programme,
    brand: texts.brand,
    text: (key, values = {}) => fill(texts.ui[key], values, language),
    fill: (template, values) => fill(template, values, language, texts.programme.money),
    date: (day) => formatDay(day, language),
  };
}

/** Issues that have words for every question; a question's own words come first. */
const general: Partial<Record<IssueCode, WidgetKey>> = {
  implausibly_low: 'issues.implausible',
  implausibly_high: 'issues.implausible',
  looks_like_a_year: 'issues.looks_like_a_year',
};

export const hasGeneralWords = (code: IssueCode): boolean => code in general;

/**
 * The text about an issue: the question's own, with the limits filled in.
 * @param submitted the answers that have the issue
 */
export function issueText({ code, question, limits }: Issue, submitted: Answers, context: ViewContext): string {
  const value = context.value(question, submitted[question] ?? '');
  const template = context.programme.questions[question]?.errors[code];
  if (template) return context.fill(template, { ...limits, ...(value !== undefined && { value }) });
  const words = value === undefined ? '' : numberText(question, value, context);
  return context.text(general[code] ?? 'issues.other', { ...limits, value: words });
}
