// What every view needs besides the state: the language, its texts, and the element's actions.

import type { Issue, Reading } from '../../../wasm/types.ts';
import { fill, type Values } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import type { WidgetEvent } from '../machine.ts';
import type { ProgrammeTexts, WidgetKey, WidgetTexts } from '../texts.ts';

export interface ViewContext {
  readonly language: Language;
  readonly programme: ProgrammeTexts;
  /** The text of the page itself under `key`, filled. */
  readonly text: (key: WidgetKey, values?: Values) => string;
  /** A text of the programme, filled. */
  readonly fill: (template: string, values: Values) => string;
  /** The bank's ordinary application; with an offer, for that product. */
  readonly applicationLink: (offer?: string) => string;
  /** Whether the start takes so long that people need another way on. */
  readonly isLate: () => boolean;
  /** Whether the page has made no request since the first answer. */
  readonly isQuiet: () => boolean;
  /** Whether the answers go along to the application; undefined where that is not offered. */
  readonly carried: boolean | undefined;
  readonly carry: (chosen: boolean) => void;
  /** The person follows a link to the application. */
  readonly continued: () => void;
  readonly send: (event: WidgetEvent) => void;
  readonly submit: () => void;
  readonly retry: () => void;
  readonly read: (question: string, text: string) => Reading | undefined;
  readonly focus: (id: string) => void;
}

/** What the element gives to its views. */
export type ContextOfElement = Omit<ViewContext, 'language' | 'programme' | 'text' | 'fill'>;

export function createContext(texts: WidgetTexts, language: Language, ofElement: ContextOfElement): ViewContext {
  return {
    ...ofElement,
    language,
    programme: texts.programme,
    text: (key, values = {}) => fill(texts.ui[key], values, language),
    fill: (template, values) => fill(template, values, language),
  };
}

/** The text about an issue: the question's own, with the limits filled in. */
export function issueText(issue: Issue, context: ViewContext): string {
  const template = context.programme.questions[issue.question]?.errors[issue.code];
  return template ? context.fill(template, { ...issue.limits }) : context.text('issues.other');
}
