// The shapes that cross from the core to a page. The names of codes, outcomes and bases are the core's
// (core/include/prescore/codes.hpp), in its order: a name crosses as its place in the list, and tests/wasm checks that
// both lists are the same.
import type createModule from './glue.d.ts';

/** `implausibly_low` and `implausibly_high` ask back: the answer is taken once it is confirmed (`EvaluateOptions`).
 *  `looks_like_a_year`: an age that is a calendar year. */
export const issueCodes = [
  'missing_answer',
  'unknown_option',
  'not_a_number',
  'not_whole',
  'below_minimum',
  'above_maximum',
  'unknown_question',
  'duplicate_question',
  'implausibly_low',
  'implausibly_high',
  'looks_like_a_year',
  'not_from_applicant',
] as const;
export type IssueCode = (typeof issueCodes)[number];

/** Preliminary all of them: the core refuses a programme whose policy is final. */
export const outcomes = ['likely_approval', 'alternative_offer', 'manual_review'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why the outcome is what it is: the model's risk, a rule of the product, or answers the model has not seen. */
export const bases = ['risk', 'eligibility', 'not_covered'] as const;
export type Basis = (typeof bases)[number];

/** Why a model is refused, and in which part of it. */
export const modelErrorCodes = [
  'not_a_model',
  'wrong_version',
  'too_large',
  'wrong_checksum',
  'truncated',
  'trailing_bytes',
  'malformed_number',
  'malformed_name',
  'duplicate_name',
  'out_of_range',
  'not_ascending',
  'inconsistent_count',
  'broken_tree',
  'sum_overflow',
  'contradictory_policy',
  'newer_version',
  'misplaced_section',
  'final_policy',
  'asks_the_bank',
] as const;

export const sections = [
  'header',
  'questionnaire',
  'encoding',
  'forest',
  'pd_table',
  'policy',
  'reference',
  'data',
] as const;

export interface NumberQuestion {
  readonly id: string;
  readonly kind: 'number';
  /** Names the unit in the texts, for example `year` or `rub_month`. */
  readonly unit: string;
  /** Closed range of accepted values, in the unit. */
  readonly minimum: number;
  readonly maximum: number;
  /** Digits kept after the decimal mark. */
  readonly decimals: number;
  /** True where people write money: digits grouped, further decimals dropped. */
  readonly money: boolean;
}

export interface ChoiceQuestion {
  readonly id: string;
  readonly kind: 'choice';
  /** Option ids in the order to show them. */
  readonly options: readonly string[];
}

export type Question = NumberQuestion | ChoiceQuestion;

export interface Questionnaire {
  readonly programme: string;
  readonly questions: readonly Question[];
  /** Offer ids, ranked; the first is the programme itself. */
  readonly offers: readonly string[];
}

export interface Issue {
  readonly code: IssueCode;
  /** The question's id, or for `unknown_question` the name as it was given. */
  readonly question: string;
  /** Present for all issues with a number. */
  readonly limits?: { readonly minimum: number; readonly maximum: number };
}

/** Codes such as `stable_job.no` or `income.lower`; the programme's texts say them in words. */
export interface Reasons {
  /** What moved the result against this applicant, the largest first, at most four. Each is one code, or the two codes
   *  of a pair that counts only together. */
  readonly against: readonly (readonly string[])[];
  /** What moved it in favour, the largest first, at most four. */
  readonly inFavour: readonly string[];
  /** The smallest realistic change that would help, such as `stable_job.yes` or `income.rise`; null where there is none
   *  or the policy does not show it. */
  readonly help: { readonly code: string; readonly changesOutcome: boolean } | null;
}

export interface Decision {
  readonly kind: 'decision';
  readonly outcome: Outcome;
  readonly basis: Basis;
  /** Questions the outcome rests on, in question order: those the forest tested on this applicant's way
   *  (`risk`), those of the rule that excludes (`eligibility`), or those outside the data (`not_covered`). */
  readonly questions: readonly string[];
  /** Offers open to this applicant, best first. Empty for `manual_review`. */
  readonly offers: readonly string[];
  /** Probability of default in [0, 1], six decimals; null where the model gives none. Never shown to a person. */
  readonly pd: number | null;
}

export interface ExplainedDecision extends Decision {
  /** Empty where `basis` is not `risk`. */
  readonly reasons: Reasons;
}

export interface Issues {
  readonly kind: 'issues';
  /** All of them, in question order; unknown questions come last. Never empty. */
  readonly issues: readonly Issue[];
}

export type Evaluation = Decision | Issues;

export type Explanation = ExplainedDecision | Issues;

/** What one answer's text was understood as. */
export type Reading =
  | { readonly kind: 'value'; readonly value: number | string }
  | { readonly kind: 'issue'; readonly issue: Issue };

/** Answers by question id, as typed or chosen: numbers as text, choices as option ids. */
export type Answers = Readonly<Record<string, string>>;

export interface EvaluateOptions {
  /** Questions whose answers the person was asked back about and stands by: they are not implausible any more. */
  readonly confirmed?: readonly string[];
}

export interface Prescore {
  readonly questionnaire: Questionnaire;
  /** Why the twin is used instead of WebAssembly; absent where WebAssembly runs. For the engineer who hosts it. */
  readonly fault?: Error & { readonly code: StartErrorCode };
  /** Every issue at once, or a decision. Throws TypeError where `answers` is not an object of strings. */
  evaluate(answers: Answers, options?: EvaluateOptions): Evaluation;
  /** The same, with the reasons of the decision; takes some five times as long. */
  explain(answers: Answers, options?: EvaluateOptions): Explanation;
  /** What the core understands by one answer's text, to show it back while the person types; plausible or not. */
  read(question: string, text: string): Reading;
}

export type WasmSource = string | URL | BufferSource | WebAssembly.Module;
export type ModelSource = string | URL | BufferSource;

/** What the twin's file exports by default: Emscripten's glue with the core in it. */
export type TwinFactory = typeof createModule;
export type TwinSource = string | URL | TwinFactory;

export interface PrescoreSources {
  readonly wasm: WasmSource;
  readonly model: ModelSource;
  /** The core compiled to JavaScript, by URL of its file or as its default export. */
  readonly twin?: TwinSource;
}

export const startErrorCodes = [
  'wasm_unsupported',
  'wasm_unreachable',
  'wasm_wrong_type',
  'wasm_refused',
  'model_unreachable',
  'model_refused',
  'core_stopped',
] as const;
export type StartErrorCode = (typeof startErrorCodes)[number];
