// What a client of the decision service does about answers that are problems, and where no answer comes.

import type { Problem } from './serviceTypes.ts';

/** The service answered with a problem. `message` is its `detail`. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';
  /** Seconds until it is worth trying again; undefined where it is not. */
  readonly retryAfter: number | undefined;

  constructor(
    /** As the service sent it, with all issues or errors. */
    readonly problem: Problem,
    retryAfter?: number,
  ) {
    super(problem.detail);
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return this.problem.status;
  }
  /** The last part of the problem's type, such as `issues` or `key_reused`. */
  get code(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(':') + 1);
  }
}

/**
 * @param repeatable whether doing it twice does it once
 * @param attempt how often it was tried, from 1
 * @returns milliseconds until the next try; undefined where there should be none
 */
export function waitAfter(error: unknown, repeatable: boolean, attempt: number): number | undefined {
  if (error instanceof ServiceProblem) {
    // Only people end a withdrawal.
    if (error.retryAfter === undefined || error.code === 'withdrawn') return undefined;
    return error.retryAfter * 1000;
  }
  // No answer, so nobody knows what has happened: 100, 200, 400 ... milliseconds.
  return repeatable ? 50 * 2 ** attempt : undefined;
}

/** The problem of an answer, also of one that is not the service's own. */
export async function problemOf(answer: Response): Promise<ServiceProblem> {
  const seconds = answer.headers.get('Retry-After');
  const retryAfter = seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
  const { status } = answer;
  const text = await answer.text();
  try {
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.type === 'string' && typeof problem.detail === 'string') {
      return new ServiceProblem(problem, retryAfter);
    }
  } catch {
    // Not JSON: from a proxy in front of the service, or from a service that has no connection left.
  }
  const detail = `The answer has the status ${status} and is no problem of the service.`;
  return new ServiceProblem(
    { type: 'urn:prescore:problem:http', title: answer.statusText, status, detail },
    retryAfter,
  );
}

/** Waits, and rejects with the signal's reason once it aborts. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
