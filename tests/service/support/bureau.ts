// A bureau for tests: a real HTTP server that answers as a test wants, well or badly.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { after } from 'node:test';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, client: string) => void;

/** What the bureau knows about everybody. */
export const REPORT = { score: -0.75, requests: 2 } as const;

/** The answer that the configuration of {@link bureauConnector} describes. */
export function answer(client: string, change: object = {}): string {
  const date = new Date(Date.now() - 86_400_000).toISOString();
  return JSON.stringify({ subject: { reference: client }, date, report: REPORT, ...change });
}

const json = (response: ServerResponse, body: string, status = 200): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
};

/** Everything that a bureau may do, by name. */
export const BEHAVIOURS = {
  good: (_, response, client) => json(response, answer(client)),
  unknown: (_, response) => json(response, '{}', 404),
  error: (_, response) => json(response, '{"error":"down"}', 500),
  forbidden: (_, response) => json(response, '{}', 403),
  redirect: (_, response, client) => response.writeHead(302, { Location: `/good/${client}` }).end(),
  'not json': (_, response) => json(response, '<html>Sorry</html>'),
  'other shape': (_, response, client) => json(response, answer(client, { report: { points: 1 } })),
  'no date': (_, response, client) => json(response, answer(client, { date: null })),
  'other client': (_, response, client) => json(response, answer(`${client}x`)),
  'no client': (_, response) => json(response, JSON.stringify({ report: REPORT, date: '2026-11-01' })),
  garbage: (request) => request.socket.end('\x16\x03\x01 this is no HTTP\r\n\r\n'),
  silent: () => undefined,
  dripping: (request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    request.socket.on('close', () => clearInterval(timer));
  },
  'closes at once': (request) => request.socket.destroy(),
  'closes in the middle': (request, response, client) => {
    response.writeHead(200, { 'Content-Length': '1000' }).write(answer(client));
    setTimeout(() => request.socket.destroy(), 20);
  },
  'floods 100 MB': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const part = ' '.repeat(1 << 16);
    let left = 1600;
    const send = (): void => {
      while (left-- > 0 && !request.socket.destroyed) {
        if (!response.write(part)) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  },
  'promises 100 MB': (_, response) => {
    response.writeHead(200, { 'Content-Length': String(100 << 20) }).write('{');
  },
  'floods headers': (request) => {
    request.socket.write(`HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(1000)}\r\n`.repeat(200)}\r\n{}`);
  },
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;

export class Bureau {
  readonly #server: Server;
  behaviour: BehaviourName = 'good';
  /** What was asked: the address, and the headers. */
  readonly requests: { url: string; headers: IncomingMessage['headers'] }[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = request.url ?? '';
      this.requests.push({ url, headers: request.headers });
      response.on('error', () => undefined);
      const client = decodeURIComponent(url.split('/').at(-1) ?? '');
      BEHAVIOURS[this.behaviour](request, response, client);
    });
  }

  static async start(): Promise<Bureau> {
    const bureau = new Bureau();
    bureau.#server.listen(0, '127.0.0.1');
    await once(bureau.#server, 'listening');
    after(() => bureau.stop());
    return bureau;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The connector of the configuration that asks such a bureau for two of the questions. */
export function bureauConnector(port: number, more: object = {}): object {
  return {
    name: 'bureau',
    url: `http://127.0.0.1:${port}/subjects/{client}`,
    client: '/subject/reference',
    as_of: '/date',
    values: [
      { question: 'bureau_score', pointer: '/report/score' },
      { question: 'bureau_requests', pointer: '/report/requests' },
    ],
    timeout_seconds: 0.3,
    deadline_seconds: 0.5,
    attempts: 2,
    breaker: { failures: 3, open_seconds: 0.5 },
    ...more,
  };
}
