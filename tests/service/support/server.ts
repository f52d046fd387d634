// A real prescore-service for a test: in a folder of its own, on ports of its own, with tokens of its own.

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../../../scripts/base/paths.mjs';

export const SERVICE = inRoot('build', 'prescore-service');
export const TOOL = inRoot('build', 'prescore');
export const MODEL = inRoot('model', 'instant-card', 'model.json');
/** The programme that {@link startServer} releases unless a test names others. */
export const PROGRAMME = 'instant-card';

/** The exit codes that `prescore-service --help` promises. */
export const EXIT = { done: 0, different: 1, usage: 2, badInput: 3, environment: 4 } as const;

export type Scope = 'decide' | 'score' | 'read' | 'release' | 'approve' | 'read_all' | 'review' | 'outcome';
export const SCOPES: readonly Scope[] = [
  'decide',
  'score',
  'read',
  'release',
  'approve',
  'read_all',
  'review',
  'outcome',
];

/** Callers that {@link startServer} makes tokens for unless a test names others. */
export const CALLERS = {
  backend: ['decide', 'read'],
  analyst: ['decide', 'score', 'read'],
  other: ['decide', 'read'],
  staff: ['read', 'read_all'],
  reviewer: ['review'],
  collections: ['outcome'],
  releaser: ['decide', 'release', 'approve'],
  approver: ['decide', 'release', 'approve'],
} as const satisfies Record<string, readonly Scope[]>;

/** Answers that the shipped programme takes. */
export const ANSWERS = {
  age: '34',
  income: '50 000',
  education: 'higher',
  stable_job: 'yes',
  car: 'none',
  foreign_passport: 'no',
} as const;

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command of the service in `cwd`. */
export function runService(cwd: string, args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(SERVICE, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, out: stdout, err: stderr };
}

/** A folder that lives as long as the test file. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `prescore-service-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Packs a model as the project's build does, and returns the path of the file. */
export function packModel(
  folder: string,
  name = 'instant-card.bin',
  model = MODEL,
  options: readonly string[] = [],
): string {
  const packed = join(folder, name);
  execFileSync(TOOL, ['pack', model, '--output', packed, ...options], { stdio: 'pipe' });
  return packed;
}

/** The shipped model's JSON, as far as tests change it. */
export interface ModelJson {
  programme: string;
  policy: { offers: { id: string; maximum_pd: number }[] };
}

export interface Variant {
  packed: Uint8Array<ArrayBuffer>;
  /** `sha256:` and the hash of the packed model. */
  version: string;
}

/** The shipped model with something changed, packed: another version, or another programme. */
export function packVariant(folder: string, name: string, change: (model: ModelJson) => void): Variant {
  const model = JSON.parse(readFileSync(MODEL, 'utf8')) as ModelJson;
  change(model);
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(model));
  const packed = new Uint8Array(readFileSync(packModel(folder, `${name}.bin`, path, ['--without-texts'])));
  return { packed, version: versionOf(packed) };
}

/** The name of a packed model's version. */
export const versionOf = (packed: Uint8Array): string => `sha256:${createHash('sha256').update(packed).digest('hex')}`;

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

/** A line of the service's log. */
export interface LogLine {
  at: string;
  event: string;
  [member: string]: unknown;
}

export interface ServerOptions {
  /** By caller, its scopes; {@link CALLERS} without it. An empty object: no tokens, so that everybody may do all. */
  callers?: Readonly<Record<string, readonly Scope[]>>;
  /** Members of the configuration file that replace those of {@link startServer}. */
  configuration?: Readonly<Record<string, unknown>>;
  /** Where database, tokens, configuration and model are; a new folder without it. */
  folder?: string;
  /** The command that starts the service, in front of its own words: for instance `['prlimit', '--fsize=1000000']`. */
  wrapper?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** A running service. */
export class Server {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  #out = '';
  #err = '';
  #port = 0;

  private constructor(
    readonly folder: string,
    readonly configuration: string,
    /** The secret of each caller. */
    readonly tokens: Readonly<Record<string, string>>,
    readonly operatorsPort: number,
    options: ServerOptions,
  ) {
    const [program = SERVICE, ...words] = [...(options.wrapper ?? []), SERVICE, 'serve', '--config', configuration];
    this.#child = spawn(program, words, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#out += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#err += text));
    this.#exit = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Starts the process and waits until it is ready. Rejects with what it printed where it ends before. */
  static async start(options: ServerOptions): Promise<Server> {
    const folder = options.folder ?? makeFolder('server');
    const callers = options.callers ?? CALLERS;
    const operatorsPort = await freePort();
    const configuration = join(folder, 'service.json');
    if (!existsSync(join(folder, 'instant-card.bin'))) packModel(folder);
    const tokens = makeTokens(folder, callers);
    writeFileSync(
      configuration,
      JSON.stringify({
        listen: { address: '127.0.0.1', port: 0 },
        operators: { address: '127.0.0.1', port: operatorsPort },
        ...(await databaseOf(folder, options)),
        ...(Object.keys(tokens).length > 0 ? { tokens: 'tokens.json' } : {}),
        programmes: ['instant-card.bin'],
        ...options.configuration,
      }),
    );
    // Tables of PostgreSQL belong to another role than the one that serves.
    if (!readFileSync(configuration, 'utf8').includes('"postgresql://')) {
      const migrated = runService(folder, ['migrate', '--config', configuration]);
      assert.equal(migrated.code, EXIT.done, migrated.err);
    }
    const server = new Server(folder, configuration, tokens, operatorsPort, options);
    await server.#untilStarted();
    return server;
  }

  async #untilStarted(): Promise<void> {
    for (;;) {
      const started = this.log().find(({ event }) => event === 'started');
      if (started) {
        this.#port = Number(started.port);
        return;
      }
      const ended = await Promise.race([this.#exit.then(() => true), sleep(5, false)]);
      if (ended) throw new Error(`prescore-service ended before it was ready: ${this.#err}${this.#out}`);
    }
  }

  /** Of the process that was started: with a `wrapper` that does not replace itself, the wrapper. */
  get pid(): number {
    return this.#child.pid ?? assert.fail('The service did not start.');
  }
  get port(): number {
    return this.#port;
  }
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get operatorsUrl(): string {
    return `http://127.0.0.1:${this.operatorsPort}`;
  }
  get database(): string {
    return join(this.folder, 'decisions.sqlite');
  }
  /** All that it wrote to its standard output and its standard error so far. */
  get output(): { out: string; err: string } {
    return { out: this.#out, err: this.#err };
  }
  /** The whole lines of the log so far. */
  log(): LogLine[] {
    return this.#out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** The secret of a caller that the test named. */
  token(caller: string): string {
    return this.tokens[caller] ?? assert.fail(`There is no caller ${caller}.`);
  }

  /** Asks without a client: `path` with the token of `caller`, if one is named. */
  fetch(path: string, init: RequestInit & { caller?: string } = {}): Promise<Response> {
    const { caller, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (caller !== undefined) headers.set('Authorization', `Bearer ${this.token(caller)}`);
    return fetch(this.url + path, { ...rest, headers });
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Waits for the end, and returns the exit code; null after a signal that ended it. */
  ended(): Promise<number | null> {
    return this.#exit;
  }

  /** Whether the process runs. */
  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends it with SIGTERM and expects exit code 0. Does nothing where it has ended already. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.signal('SIGTERM');
    assert.equal(await this.#exit, EXIT.done, this.#err);
  }

  /** Ends it with SIGKILL, as a failure of the machine would. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#exit;
  }
}

/**
 * The members of the configuration that name the database: a file, or, for test files that run the tests of others on
 * PostgreSQL as well, a database there.
 */
async function databaseOf(folder: string, { configuration }: ServerOptions): Promise<Record<string, string>> {
  if (configuration?.['database'] !== undefined || process.env['PRESCORE_TEST_DATABASE'] !== 'postgresql') {
    return { database: 'decisions.sqlite' };
  }
  const { postgresFor } = await import('./postgres.ts');
  return postgresFor(folder);
}

/** Adds a token for each caller that the folder does not know yet, with `prescore-service token`. */
function makeTokens(folder: string, callers: Readonly<Record<string, readonly Scope[]>>): Record<string, string> {
  const known = knownTokens.get(folder) ?? {};
  for (const [name, scopes] of Object.entries(callers)) {
    if (known[name] !== undefined) continue;
    const words = scopes.flatMap((scope) => ['--scope', scope]);
    const made = runService(folder, ['token', '--file', 'tokens.json', '--name', name, ...words]);
    assert.equal(made.code, EXIT.done, made.err);
    known[name] = made.out.trim();
  }
  knownTokens.set(folder, known);
  return known;
}

/** The secrets by folder: the token file has only their hashes, and a test may start a service in it again. */
const knownTokens = new Map<string, Record<string, string>>();

/**
 * Starts a service with the shipped programme in force, and stops it at the end of the test file: it must then exit with
 * code 0, unless the test ended it.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const server = await Server.start(options);
  after(() => server.stop());
  return server;
}

let keys = 0;

/** An idempotency key that no other test has. */
export function newKey(): string {
  return `key-${process.pid}-${Date.now().toString(36)}-${String(++keys).padStart(6, '0')}`;
}

/** Makes a file readable and writable by its owner only, as the service asks for files with secrets. */
export function keepSecret(path: string): void {
  chmodSync(path, 0o600);
}
