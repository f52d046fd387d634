// A real PostgreSQL for a test: in a folder of its own, on a port of its own, with the roles that the document names.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { EXIT, freePort, runService } from './server.ts';

const SCRIPT = inRoot('tests', 'support', 'postgres.sh');

/** A database with the tables made, for several services. */
export interface Database {
  readonly name: string;
  /** Of the role that serves, as a configuration has it. */
  readonly url: string;
  /** Of the role that owns the tables. */
  readonly ownerUrl: string;
  /** Of another role: `eraser` or `loader`. */
  urlOf(role: string): string;
}

export class Postgres {
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly settings: readonly string[],
  ) {}

  /** Starts a server, and ends it at the end of the test file. */
  static async start(options: { folder?: string; settings?: readonly string[] } = {}): Promise<Postgres> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'prescore-postgres-'));
    const server = new Postgres(folder, await freePort(), options.settings ?? []);
    after(async () => {
      await server.stop('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    });
    await server.run();
    for (const role of ['service', 'eraser', 'loader']) server.sql('postgres', `CREATE ROLE ${role} LOGIN`);
    return server;
  }

  /** Starts the process again, and waits until it takes connections. */
  async run(): Promise<void> {
    const settings = [`port=${this.port}`, 'listen_addresses=127.0.0.1', ...this.settings];
    const process = spawn(SCRIPT, [this.folder, ...settings], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = process;
    let log = '';
    process.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
    const end = Date.now() + 30_000;
    while (this.tryTo('postgres', 'SELECT 1').status !== 0) {
      assert.ok(process.exitCode === null && Date.now() < end, `PostgreSQL does not start: ${log}`);
      await sleep(50);
    }
  }

  /** SIGINT ends all connections and stops, SIGQUIT as a crash would. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const process = this.#process;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'close');
    process.kill(signal);
    await ended;
  }

  /** Stops all processes of the server where they are, or lets them go on: to a client, a server that hangs. */
  freeze(isFrozen: boolean): void {
    const pid = String(this.#process?.pid);
    const children = spawnSync('pgrep', ['-P', pid], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
    spawnSync('kill', [isFrozen ? '-STOP' : '-CONT', pid, ...children]);
  }

  /** Runs statements as the owner. */
  tryTo(database: string, statements: string): { status: number | null; stdout: string; stderr: string } {
    return spawnSync('psql', [this.#urlOf(database, 'admin'), '-X', '-At', '-v', 'ON_ERROR_STOP=1', '-c', statements], {
      encoding: 'utf8',
    });
  }

  /** The same, which must succeed; returns the lines of the answer. */
  sql(database: string, statements: string): string[] {
    const { status, stdout, stderr } = this.tryTo(database, statements);
    assert.equal(status, 0, stderr);
    return stdout.split('\n').filter(Boolean);
  }

  /** A new database with the tables made by `prescore-service migrate`. */
  async makeDatabase(clause = ''): Promise<Database> {
    const name = `bank${++this.#databases}`;
    this.sql('postgres', `CREATE DATABASE ${name} ${clause}`);
    const ownerUrl = this.#urlOf(name, 'admin');
    const roles = ['--service-role', 'service', '--eraser-role', 'eraser', '--loader-role', 'loader'];
    const made = runService(this.folder, ['migrate', '--database', ownerUrl, ...roles]);
    assert.equal(made.code, EXIT.done, made.err);
    const urlOf = (role: string): string => this.#urlOf(name, role);
    return { name, url: urlOf('service'), ownerUrl, urlOf };
  }

  #urlOf(database: string, role: string): string {
    return `postgresql://${role}@127.0.0.1:${this.port}/${database}`;
  }
}

/** Walks all chains and replays every decision; returns how many there are. */
export function auditDatabase({ ownerUrl }: Database): number {
  const { code, out, err } = runService(tmpdir(), ['audit', '--database', ownerUrl]);
  assert.equal(code, EXIT.done, out + err);
  return Number(/^(\d+) decisions;/m.exec(out)?.[1]);
}

let shared: Promise<Postgres> | undefined;
let running: Postgres | undefined;
const byFolder = new Map<string, Database>();

/**
 * The test file's own server. It ends with what it was started in: call this outside of all tests where none of the
 * files starts a service there.
 */
export async function startShared(): Promise<Postgres> {
  shared ??= Postgres.start();
  running = await shared;
  return running;
}

/** Members of the configuration for a database of the test file's own server; for one folder always the same. */
export async function postgresFor(folder: string): Promise<{ database: string; request_key: string }> {
  const server = await startShared();
  const database = byFolder.get(folder) ?? (await server.makeDatabase());
  byFolder.set(folder, database);
  return { database: database.url, request_key: 'request.key' };
}

/** The database that {@link postgresFor} made for a folder. */
export const databaseUsedIn = (folder: string): Database | undefined => byFolder.get(folder);

/** The server that {@link postgresFor} started. */
export const sharedPostgres = (): Postgres => running ?? assert.fail('No database was made yet.');
