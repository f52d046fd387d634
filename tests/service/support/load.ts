// Decisions without end from some connections, each of which asks again once it is answered.

import { Agent, request } from 'node:http';
import { ANSWERS, newKey, PROGRAMME, type Server } from './server.ts';

export interface Load {
  readonly count: number;
  /** How many answers had each status. */
  readonly statuses: Map<number, number>;
  /** Requests without an answer, by their code: ECONNRESET and others. */
  readonly errors: readonly string[];
  readonly milliseconds: readonly number[];
  /** The decisions that were answered 200: key and answer. */
  readonly answered: ReadonlyMap<string, string>;
  /** All keys that were sent. */
  readonly sent: readonly string[];
}

export interface RunningLoad {
  /** So far. */
  readonly load: Load;
  /** Ends after the answers that are still to come. */
  stop(): Promise<Load>;
}

export interface LoadOptions {
  readonly connections?: number;
  /** Where to send: the server may be another process by now. */
  readonly url?: () => string;
  /** Ends a connection at its first error instead of trying again. */
  readonly endsAtError?: boolean;
  readonly body?: string;
  readonly caller?: string;
}

/** The value below which the share `part` of `values` lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const BODY = JSON.stringify({ programme: PROGRAMME, answers: ANSWERS, client: 'c-1029384' });

/** What came back: the status and the body. */
export interface Answered {
  status: number;
  body: string;
  retryAfter: string | undefined;
}

/** Asks for one decision. Rejects with the error of the connection. */
export function decide(
  url: string,
  token: string,
  options: { agent?: Agent; key?: string; body?: string } = {},
): Promise<Answered> {
  const { agent, key = newKey(), body = BODY } = options;
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/decisions`, {
      method: 'POST',
      ...(agent ? { agent } : {}),
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': key,
      },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: text, retryAfter: answer.headers['retry-after'] }),
      );
    });
    asked.end(body);
  });
}

export function startLoad(server: Server, options: LoadOptions = {}): RunningLoad {
  const { connections = 8, url = () => server.url, endsAtError = false, body = BODY, caller = 'backend' } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const load = {
    count: 0,
    statuses: new Map<number, number>(),
    errors: [] as string[],
    milliseconds: [] as number[],
    answered: new Map<string, string>(),
    sent: [] as string[],
  };
  let isOver = false;
  const once = async (): Promise<boolean> => {
    const key = newKey();
    load.sent.push(key);
    const begin = performance.now();
    try {
      const answer = await decide(url(), server.token(caller), { agent, key, body });
      load.milliseconds.push(performance.now() - begin);
      load.count += 1;
      load.statuses.set(answer.status, (load.statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) load.answered.set(key, answer.body);
      return true;
    } catch (error) {
      load.errors.push((error as NodeJS.ErrnoException).code ?? String(error));
      return !endsAtError;
    }
  };
  const worker = async (): Promise<void> => {
    while (!isOver && (await once()));
  };
  const workers = Array.from({ length: connections }, worker);
  return {
    load,
    async stop() {
      isOver = true;
      await Promise.all(workers);
      agent.destroy();
      return load;
    },
  };
}
