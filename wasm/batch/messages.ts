// What crosses between a page and the worker that scores its file.
import { PrescoreStartError } from '../load.ts';
import type { StartErrorCode } from '../types.ts';
import type { Job } from './inThread.ts';
import {
  fileErrorCodes,
  PrescoreFileError,
  type FileErrorCode,
  type FileProblem,
  type RowFault,
  type ScoredPart,
} from './types.ts';

/** To the worker: the job once, and `more` for each part that was used. */
export type ToWorker = { readonly kind: 'job'; readonly job: Job } | { readonly kind: 'more' };

/** `ready` comes first, before there is a job. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'part'; readonly part: ScoredPart }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An error in a form that can be posted: its class cannot. */
export interface Failure {
  /** Null for a bug, which has no code. */
  readonly code: FileErrorCode | StartErrorCode | null;
  readonly message: string;
  readonly fault: RowFault | null;
  readonly problems: readonly FileProblem[];
}

/** The worker works this many parts ahead of a slow page. */
export const partsAhead = 2;

export function failureOf(error: unknown): Failure {
  if (error instanceof PrescoreFileError) {
    const { code, message, fault, problems } = error;
    return { code, message, fault, problems };
  }
  if (error instanceof PrescoreStartError) {
    return { code: error.code, message: error.message, fault: null, problems: [] };
  }
  return { code: null, message: String(error), fault: null, problems: [] };
}

export function errorOf({ code, message, fault, problems }: Failure): Error {
  if (code === null) return new Error(message);
  const ofFile = fileErrorCodes.find((known) => known === code);
  if (ofFile) return new PrescoreFileError(ofFile, message, fault, { problems });
  return new PrescoreStartError(code as StartErrorCode, message);
}
