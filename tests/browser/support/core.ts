// The same core and model as on the page, run in node: it says which answers lead where.

import { readFileSync } from 'node:fs';
import { createPrescore } from '../../../wasm/index.ts';
import type { Answers, Basis, ExplainedDecision, Issue, Outcome, Prescore, Question } from '../../../wasm/types.ts';
import { builtFile } from './site.ts';

export type DecisionKind = `${Outcome} by ${Basis}`;

export interface Found {
  readonly answers: Answers;
  readonly decision: ExplainedDecision;
}

/** What the shipped policy and model can say; the tests fail where the search finds no answers for one of them. */
export const reachable: readonly DecisionKind[] = [
  'likely_approval by risk',
  'alternative_offer by risk',
  'alternative_offer by eligibility',
  'manual_review by not_covered',
];

const tried: Readonly<Record<string, readonly string[]>> = {
  age: ['34', '25', '21', '45', '60', '16', '18', '75', '80', '100'],
  income: ['50 000', '90000', '20000', '10000', '150000', '3000', '1', '100000000'],
};

let started: Promise<Prescore> | undefined;
let found: Promise<ReadonlyMap<DecisionKind, Found>> | undefined;

export function startCore(): Promise<Prescore> {
  started ??= createPrescore({
    wasm: readFileSync(builtFile(/^prescore\..*wasm$/)),
    model: readFileSync(builtFile(/\.bin$/)),
  });
  return started;
}

/** For each reachable kind of decision the first answers of a small grid that lead to it. */
async function findAnswers(): Promise<ReadonlyMap<DecisionKind, Found>> {
  const core = await startCore();
  const known = new Map<DecisionKind, Found>();
  for (const answers of allAnswers(core.questionnaire.questions)) {
    const decision = core.explain(answers);
    if (decision.kind !== 'decision') continue;
    const kind: DecisionKind = `${decision.outcome} by ${decision.basis}`;
    if (!known.has(kind)) known.set(kind, { answers, decision });
    if (reachable.every((wanted) => known.has(wanted))) break;
  }
  return known;
}

export async function answersFor(kind: DecisionKind): Promise<Found> {
  found ??= findAnswers();
  const known = (await found).get(kind);
  if (!known) throw new Error(`no answers lead to ${kind}`);
  return known;
}

export async function issuesOf(answers: Answers): Promise<readonly Issue[]> {
  const evaluation = (await startCore()).evaluate(answers);
  return evaluation.kind === 'issues' ? evaluation.issues : [];
}

function* allAnswers(questions: readonly Question[]): Generator<Answers> {
  const [first, ...others] = questions;
  if (!first) {
    yield {};
    return;
  }
  const values = first.kind === 'choice' ? first.options : (tried[first.id] ?? [String(first.minimum)]);
  for (const rest of allAnswers(others)) {
    for (const value of values) yield { [first.id]: value, ...rest };
  }
}
