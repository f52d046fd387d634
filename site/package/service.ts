// `prescore/service`: a client of the bank's decision service for the bank's own servers. Pages cannot use it: the
// service refuses them.
//
// Safe to repeat: a decision has an idempotency key, so the same call twice is one decision. The client repeats a call
// when the service says that nothing has happened (429, 503), after the time that the service names, and when no answer
// came, if repeating cannot do anything twice.

import { pause, problemOf, waitAfter } from './serviceProblem.ts';
import type {
  BatchAnswer,
  BatchItem,
  Decision,
  DecisionList,
  DecisionOutcome,
  DecisionRequest,
  Explanation,
  Health,
  Outcome,
  OutcomeRequest,
  OutcomesAnswer,
  Programme,
  ProgrammeList,
  ProgrammeWithHistory,
  RecordedDecision,
  Replay,
  Review,
  ReviewRequest,
} from './serviceTypes.ts';

export { ServiceProblem } from './serviceProblem.ts';
export type * from './serviceTypes.ts';

export interface ServiceOptions {
  /** Where the service is, such as `http://127.0.0.1:8080`. */
  readonly url: string | URL;
  /** The caller's token; a function is asked before each request. Without one, a client certificate says who asks. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Sends requests; else the global `fetch`. One with a client certificate, for instance. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How often a call is tried at most, 1 or more; 4 if left out. */
  readonly attempts?: number | undefined;
  /** How long one try may take, in milliseconds; 10,000 if left out. */
  readonly timeout?: number | undefined;
  /** The longest time between two tries, in milliseconds; 5,000 if left out. The call fails where the service asks for more. */
  readonly longestWait?: number | undefined;
}

export interface CallOptions {
  /** Ends the call. Its decision may have been recorded all the same: repeat it with the same key. */
  readonly signal?: AbortSignal | undefined;
  /** W3C Trace Context; its trace-id stands in the service's log. */
  readonly traceparent?: string | undefined;
}

export interface DecideOptions extends CallOptions {
  /**
   * 16 to 64 of A-Z, a-z, 0-9, _ and -: new for each new request, the same for a repeated one. Store it beside your own
   * record of the request before you call. If left out, the call has a new one, which only protects its own repetitions.
   */
  readonly key?: string | undefined;
}

export interface Decided {
  readonly decision: Decision;
  /** The request was decided before; this is what was answered then. */
  readonly replayed: boolean;
  /** The idempotency key of the request. */
  readonly key: string;
}

export interface DecisionQuery {
  readonly client?: string | undefined;
  /** A day or a time in UTC, such as `2026-11-27` or `2026-11-27T09:30:00Z`. */
  readonly since?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** `next` of the part before. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface Reviewed {
  readonly review: Review;
  /** The review was recorded before; this is what was answered then. */
  readonly replayed: boolean;
  /** The idempotency key of the request. */
  readonly key: string;
}

export interface ReviewQuery {
  /** Decisions that wait for a person, or those that a person decided; `open` if left out. */
  readonly state?: 'open' | 'done' | undefined;
  readonly programme?: string | undefined;
  /** A day or a time in UTC; decisions from then on. */
  readonly since?: string | undefined;
  /** `next` of the part before. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

/** An idempotency key that no other request has. */
export const newIdempotencyKey = (): string => crypto.randomUUID();

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly key?: string;
  /** Whether doing it twice does it once. */
  readonly repeatable: boolean;
}

const get = (path: string): Request => ({ method: 'GET', path, repeatable: true });
const json = (method: Request['method'], path: string, body: object, repeatable = false): Request => ({
  ...{ method, path, body: JSON.stringify(body), type: 'application/json', repeatable },
});
const part = encodeURIComponent;

/**
 * A client of the decision service. All calls reject with a {@link ServiceProblem} where the service answers with one,
 * and with the error of `fetch` where no answer came, each after the tries that the options allow.
 */
export class PrescoreService {
  readonly #options: ServiceOptions;
  readonly #base: string;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#base = String(options.url).replace(/\/$/, '');
  }

  /** Decides and records. Needs the scope `decide`. */
  async decide(
    request: DecisionRequest,
    { key = newIdempotencyKey(), ...options }: DecideOptions = {},
  ): Promise<Decided> {
    const answer = await this.#send({ ...json('POST', '/v1/decisions', request, true), key }, options);
    const replayed = answer.headers.get('Idempotency-Replayed') === 'true';
    return { decision: (await answer.json()) as Decision, replayed, key };
  }

  /** Decides 1 to 1,000 requests in one commit, each with its own key. Needs the scope `decide`. */
  decideBatch(decisions: readonly BatchItem[], options?: CallOptions): Promise<BatchAnswer> {
    return this.#json(json('POST', '/v1/decisions/batch', { decisions }, true), options);
  }

  /** A decision of this caller. Needs the scope `read`, as all that follow up to `replay`. */
  decision(id: string, options?: CallOptions): Promise<RecordedDecision> {
    return this.#json(get(`/v1/decisions/${part(id)}`), options);
  }

  /** A part of the list of this caller's decisions, the newest first. */
  decisions(query: DecisionQuery = {}, options?: CallOptions): Promise<DecisionList> {
    return this.#json(get(withQuery('/v1/decisions', query)), options);
  }

  /** All decisions of this caller, the newest first, part by part. */
  async *allDecisions(query: DecisionQuery = {}, options?: CallOptions): AsyncGenerator<RecordedDecision, void> {
    let cursor = query.cursor;
    do {
      const list: DecisionList = await this.decisions({ ...query, cursor }, options);
      yield* list.decisions;
      cursor = list.next ?? undefined;
    } while (cursor !== undefined);
  }

  /** Computes a decision again, under the version that decided. */
  replay(id: string, options?: CallOptions): Promise<Replay> {
    return this.#json({ method: 'POST', path: `/v1/decisions/${part(id)}/replay`, repeatable: true }, options);
  }

  /** Takes the score of a decision apart. Needs the scope `score`. */
  explanation(id: string, options?: CallOptions): Promise<Explanation> {
    return this.#json(get(`/v1/decisions/${part(id)}/explanation`), options);
  }

  /** Records what a person decided on a manual review. Needs the scope `review`, as `reviews` does. */
  async review(
    id: string,
    request: ReviewRequest,
    { key = newIdempotencyKey(), ...options }: DecideOptions = {},
  ): Promise<Reviewed> {
    const path = `/v1/decisions/${part(id)}/review`;
    const answer = await this.#send({ ...json('POST', path, request, true), key }, options);
    const replayed = answer.headers.get('Idempotency-Replayed') === 'true';
    return { review: (await answer.json()) as Review, replayed, key };
  }

  /** A part of the queue of manual reviews, those of every caller, the newest decision first. */
  reviews(query: ReviewQuery = {}, options?: CallOptions): Promise<DecisionList> {
    return this.#json(get(withQuery('/v1/reviews', query)), options);
  }

  /** Records what became of a decision. Safe to repeat. Needs the scope `outcome`, as `recordOutcomes` does. */
  recordOutcome(outcome: OutcomeRequest, options?: CallOptions): Promise<DecisionOutcome> {
    return this.#json(json('POST', '/v1/outcomes', outcome, true), options);
  }

  /** Records 1 to 1,000 outcomes in one commit. */
  recordOutcomes(outcomes: readonly OutcomeRequest[], options?: CallOptions): Promise<OutcomesAnswer> {
    return this.#json(json('POST', '/v1/outcomes/batch', { outcomes }, true), options);
  }

  /** What is in force. Needs the scope `decide`, as `programme` does. */
  programmes(options?: CallOptions): Promise<ProgrammeList> {
    return this.#json(get('/v1/programmes'), options);
  }

  programme(id: string, options?: CallOptions): Promise<ProgrammeWithHistory> {
    return this.#json(get(programmePath(id)), options);
  }

  /** Adds a packed model. Nothing is in force by it. Needs the scope `release`. */
  addVersion(id: string, packed: Uint8Array, options?: CallOptions): Promise<Programme> {
    const type = 'application/octet-stream';
    const path = `${programmePath(id)}/versions`;
    return this.#json({ method: 'POST', path, body: packed, type, repeatable: true }, options);
  }

  /** Proposes to activate a version, an older one to roll back. Needs the scope `release`. */
  proposeActive(id: string, version: string, options?: CallOptions): Promise<Programme> {
    return this.#json(json('PUT', `${programmePath(id)}/active`, { version }), options);
  }

  /** Activates the version that another caller proposed. Needs the scope `approve`. */
  approveActive(id: string, version: string, options?: CallOptions): Promise<Programme> {
    return this.#json(json('PUT', `${programmePath(id)}/active/approval`, { version }), options);
  }

  /** Takes the programme out of force, at once. Needs the scope `release`. */
  withdraw(id: string, options?: CallOptions): Promise<Programme> {
    return this.#json({ method: 'DELETE', path: `${programmePath(id)}/active`, repeatable: false }, options);
  }

  /** Lets a version decide beside the active one. Needs the scope `release`, as `endChallenger` does. */
  setChallenger(id: string, version: string, options?: CallOptions): Promise<Programme> {
    return this.#json(json('PUT', `${programmePath(id)}/challenger`, { version }), options);
  }

  endChallenger(id: string, options?: CallOptions): Promise<Programme> {
    return this.#json({ method: 'DELETE', path: `${programmePath(id)}/challenger`, repeatable: false }, options);
  }

  /** Whether the service can decide. Asks once; rejects with the problem where it cannot. */
  async ready(options?: CallOptions): Promise<Health> {
    return (await (await this.#try(get('/v1/health/ready'), options ?? {})).json()) as Health;
  }

  async #json<Body>(request: Request, options: CallOptions = {}): Promise<Body> {
    return (await (await this.#send(request, options)).json()) as Body;
  }

  /** Tries until there is an answer, or no further try may help. */
  async #send(request: Request, options: CallOptions): Promise<Response> {
    const { attempts = 4, longestWait = 5000 } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#try(request, options);
      } catch (error) {
        const wait = waitAfter(error, request.repeatable, attempt);
        if (wait === undefined || wait > longestWait || attempt >= attempts || options.signal?.aborted) throw error;
        await pause(wait, options.signal);
      }
    }
  }

  async #try({ method, path, body, type, key }: Request, { signal, traceparent }: CallOptions): Promise<Response> {
    const { token, timeout = 10_000, fetch = globalThis.fetch } = this.#options;
    const secret = typeof token === 'function' ? await token() : token;
    const headers = new Headers();
    if (secret !== undefined) headers.set('Authorization', `Bearer ${secret}`);
    if (type !== undefined) headers.set('Content-Type', type);
    if (key !== undefined) headers.set('Idempotency-Key', key);
    if (traceparent !== undefined) headers.set('traceparent', traceparent);
    const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
    const answer = await fetch(this.#base + path, {
      method,
      headers,
      body: (body as BodyInit | undefined) ?? null,
      redirect: 'error',
      signal: AbortSignal.any(signals),
    });
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }
}

function withQuery(path: string, query: object): string {
  const members = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(members.map(([name, value]) => [name, String(value)]));
  return members.length > 0 ? `${path}?${search}` : path;
}

const programmePath = (id: string): string => `/v1/programmes/${part(id)}`;
