// Requests whose outcome is known: one that is approved, and one that needs a person.

import { ANSWERS, PROGRAMME } from './server.ts';

export const APPROVED = { programme: PROGRAMME, answers: ANSWERS } as const;
/** Older than anyone in the training data, so the model does not say. */
export const REVIEWED = { programme: PROGRAMME, answers: { ...ANSWERS, age: '75' } } as const;
