// A cell of the answer grid as a bank's file and the tool's output spell it.

import type { Answers, ExplainedDecision } from '../../wasm/index.ts';

export interface FileQuestion {
  readonly id: string;
  readonly column?: string;
  readonly columns?: readonly string[];
  readonly options?: readonly { readonly id: string; readonly cells: readonly string[] }[];
}
export interface FileModel {
  readonly questionnaire: { readonly questions: readonly FileQuestion[] };
}

/** The cells that a bank's file holds for an answer. */
export function cellsOf({ id, column, options = [] }: FileQuestion, answers: Answers): readonly string[] {
  const answer = answers[id] ?? '';
  return column === undefined ? (options.find((option) => option.id === answer)?.cells ?? []) : [answer];
}

/** As `prescore explain` writes it: pd,outcome,offer ... against,in_favour. */
export function spelled({ pd, outcome, offers, reasons }: ExplainedDecision): string {
  const against = reasons.against.map((codes) => codes.join('+')).join(';');
  return [pd === null ? '' : pd.toFixed(6), outcome, offers[0] ?? '', against, reasons.inFavour.join(';')].join(',');
}
