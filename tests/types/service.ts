// Checked by the compiler, never run: what the types of `prescore/service` allow and refuse. The same file is compiled
// against the installed package.

import { type Decision, PrescoreService, type RecordedDecision, ServiceProblem } from 'prescore/service';

const service = new PrescoreService({ url: new URL('http://127.0.0.1:8080'), token: async () => 'secret' });
// @ts-expect-error it must know where the service is
new PrescoreService({ token: 'secret' });

const { decision, replayed, key } = await service.decide({ programme: 'card', answers: { age: '34' } });
[replayed, key] satisfies [boolean, string];
// @ts-expect-error answers are texts
await service.decide({ programme: 'card', answers: { age: 34 } });
// @ts-expect-error a request names its programme
await service.decide({ answers: {} });
// @ts-expect-error there is no such member
await service.decide({ programme: 'card', answers: {}, clint: 'c' });

decision.outcome satisfies 'likely_approval' | 'approval' | 'alternative_offer' | 'manual_review';
// @ts-expect-error no such outcome
decision.outcome === 'approved';
decision.reasons.against satisfies string[][];
decision.pd_ppm satisfies number | null | undefined;
// @ts-expect-error it takes the scope score, so it may be missing
decision.pd_ppm satisfies number | null;

const recorded: RecordedDecision = await service.decision(decision.id);
recorded satisfies Decision;
// @ts-expect-error inputs may have been erased
recorded.inputs.answers;
recorded.inputs?.answers.age satisfies string | undefined;

for (const entry of (await service.decideBatch([])).decisions) {
  if (entry.status === 200) entry.decision satisfies Decision;
  else entry.problem.detail satisfies string;
}
for await (const each of service.allDecisions({ outcome: 'manual_review' })) each.chain.place satisfies number;
// @ts-expect-error no such outcome
await service.decisions({ outcome: 'refused' });

const problem: unknown = await service.ready().catch((error: unknown) => error);
if (problem instanceof ServiceProblem) {
  problem.problem.issues?.map(({ code }) => code) satisfies string[] | undefined;
  problem.retryAfter satisfies number | undefined;
}

const reviewed = await service.review(decision.id, { outcome: 'refusal', staff: 's-17', reason: 'No proof' });
reviewed.review.offers satisfies string[];
// @ts-expect-error a review says who and why
await service.review(decision.id, { outcome: 'refusal' });
// @ts-expect-error a person does not send it to a person
await service.review(decision.id, { outcome: 'manual_review', staff: 's-17', reason: 'No proof' });
recorded.review?.reason satisfies string | null | undefined;
(await service.reviews({ state: 'done' })).decisions satisfies RecordedDecision[];
await service.recordOutcome({ decision: decision.id, outcome: 'paid', observed_on: '2027-11-28', corrects: true });
// @ts-expect-error no such outcome
await service.recordOutcome({ decision: decision.id, outcome: 'late', observed_on: '2027-11-28' });
for (const entry of (await service.recordOutcomes([])).outcomes) {
  if (entry.status === 200) entry.outcome.recorded_at satisfies string;
  else entry.problem.detail satisfies string;
}
