// The shape of the widget's texts. The words themselves are in site/texts/<language>/ and in the programme's texts.

import type { IssueCode } from '../../wasm/types.ts';
import type { Language } from '../shared/languages.ts';
import type widgetTexts from '../texts/en/widget.json';

export interface QuestionTexts {
  readonly label: string;
  /** The question's name inside a sentence. */
  readonly short: string;
  readonly hint?: string;
  /** Shown beside the field; may depend on `{value}`. */
  readonly unit?: string;
  /** Shows the understood `{value}` back. */
  readonly echo?: string;
  /** Shown where a rule of the product on this question excludes the programme. */
  readonly rule?: string;
  /** A sentence for an answer that few past applications had. Without it, general words name the question. */
  readonly rare?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly errors: Readonly<Partial<Record<IssueCode, string>>>;
}

export interface OfferTexts {
  readonly name: string;
  /** The name inside a sentence, as its subject. */
  readonly inline: string;
  /** The same as an object ("we cannot offer …"), in languages where that differs. */
  readonly object?: string;
  readonly description: string;
  readonly points: readonly string[];
}

export interface ProgrammeTexts {
  /** How an amount of money is written: `{amount}` and the sign of the currency. */
  readonly money?: string;
  readonly questions: Readonly<Record<string, QuestionTexts>>;
  readonly offers: Readonly<Record<string, OfferTexts>>;
  /** By the code of a reason: one sentence about the answer, true whichever way it counts, without a full stop. */
  readonly reasons: Readonly<Record<string, string>>;
  /** By the code of a change that would help: what would be new, inside a sentence. */
  readonly changes: Readonly<Record<string, string>>;
  /** What the bank does where the form gives no decision, if the programme states it, such as who decides. */
  readonly review?: { readonly heading: string; readonly now: string };
}

/** What a person expects to read about an offer, in the order in which it is shown. */
export const offerFacts = ['limit', 'rate', 'cost', 'takes', 'documents'] as const;
export type OfferFacts = Readonly<Partial<Record<(typeof offerFacts)[number], string>>>;

/** What the bank says about itself and its offers. */
export interface BrandTexts {
  readonly name: string;
  /** As people write it. */
  readonly phone?: string;
  /** Its address, such as `tel:+431234567`. */
  readonly phoneLink?: string;
  /** When somebody answers the phone, after a comma. */
  readonly hours?: string;
  /** A sentence about another way to reach a person. */
  readonly visit?: string;
  /** Drawn beside each offer. */
  readonly drawing?: 'card';
  /** By offer. */
  readonly offers?: Readonly<Record<string, OfferFacts>>;
}

/** Keys of the widget's own words. Every language has the same. */
export type WidgetKey = keyof typeof widgetTexts;

export interface WidgetTexts {
  readonly ui: Readonly<Record<WidgetKey, string>>;
  readonly programme: ProgrammeTexts;
  /** Without it no phone and no facts are shown. */
  readonly brand?: BrandTexts;
}

/** A language that is missing is loaded when it is first shown. */
export type TextsByLanguage = Readonly<Partial<Record<Language, WidgetTexts>>>;
