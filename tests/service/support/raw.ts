// Bytes as they are, to a socket and back: for requests that no HTTP client would send.

import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface Exchange {
  readonly answers: readonly RawAnswer[];
  /** Bytes behind the last whole answer. */
  readonly rest: string;
  /** How the server ended the connection: by FIN, by RST, or not at all while somebody waited. */
  readonly end: 'closed' | 'reset' | 'open';
}

/** The first answer in `text`, and what follows it; nothing where it is not whole. */
function takeAnswer(text: string): { answer: RawAnswer; rest: string } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const size = Number(headers.get('content-length') ?? 0);
  const body = text.slice(end + 4, end + 4 + size);
  if (body.length < size) return undefined;
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  return { answer: { status, headers, body }, rest: text.slice(end + 4 + size) };
}

/** All whole answers in what a server sent. */
export function readAnswers(text: string): { answers: RawAnswer[]; rest: string } {
  const answers: RawAnswer[] = [];
  let rest = text;
  for (;;) {
    const taken = takeAnswer(rest);
    if (taken === undefined) return { answers, rest };
    answers.push(taken.answer);
    rest = taken.rest;
  }
}

/** A connection that keeps what the server sends. */
export class RawClient {
  readonly socket: Socket;
  #text = '';
  #end: Exchange['end'] = 'open';
  readonly #closed: Promise<void>;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.#text += text;
    });
    this.#closed = new Promise((resolve) => {
      this.socket.on('end', () => {
        if (this.#end === 'open') this.#end = 'closed';
        this.socket.end();
        resolve();
      });
      this.socket.on('error', () => {
        this.#end = 'reset';
        resolve();
      });
    });
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('error', reject);
    });
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** What came so far. */
  get exchange(): Exchange {
    return { ...readAnswers(this.#text), end: this.#end };
  }

  /** Waits until `count` answers are there, the server ends the connection, or `milliseconds` are over. */
  async answers(count: number, milliseconds = 10_000): Promise<Exchange> {
    const enough = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.exchange.answers.length >= count) resolve();
      };
      look();
      this.socket.on('data', look);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([enough, this.#closed, late]);
    clearTimeout(timer);
    return this.exchange;
  }

  /** Waits until the server ends the connection, for at most `milliseconds`. */
  ended(milliseconds = 10_000): Promise<Exchange> {
    return this.answers(Number.POSITIVE_INFINITY, milliseconds);
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** Sends `bytes` on a connection of their own, and waits until the server ends it. */
export async function sendRaw(port: number, bytes: string | Uint8Array, milliseconds = 10_000): Promise<Exchange> {
  const client = new RawClient(port);
  client.write(bytes);
  const exchange = await client.ended(milliseconds);
  client.destroy();
  return exchange;
}
