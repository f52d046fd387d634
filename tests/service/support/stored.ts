// The database of a test's service, SQLite or PostgreSQL: commands as the role that they need, and what tests do to it
// past the service.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUsedIn, sharedPostgres } from './postgres.ts';
import { type Run, runService, type Server } from './server.ts';

/** Whether the test file runs on PostgreSQL this time. */
export const isPostgres = process.env['PRESCORE_TEST_DATABASE'] === 'postgresql';

/** The roles of commands that the role that serves may not run. */
const ROLES: Readonly<Record<string, string>> = { erase: 'eraser', retain: 'eraser', 'load-clients': 'loader' };

type Place = Pick<Server, 'folder'>;

/** Runs a command on the database of a folder, as the role that may. */
export function runOn({ folder }: Place, command: string, ...args: readonly string[]): Run {
  const used = databaseUsedIn(folder);
  const database = used ? used.urlOf(ROLES[command] ?? 'service') : 'decisions.sqlite';
  return runService(folder, [command, ...args, '--database', database]);
}

/** Somebody changes the database past the service. */
export function changeRows({ folder }: Place, statement: string): void {
  const used = databaseUsedIn(folder);
  if (used) sharedPostgres().sql(used.name, statement);
  else execFileSync('sqlite3', [join(folder, 'decisions.sqlite'), statement]);
}

/**
 * The files of the database that hold a text. Those of PostgreSQL are written again before, as the bank's administrator
 * does after an erasure.
 */
export function filesWith({ folder }: Place, text: string): string[] {
  const used = databaseUsedIn(folder);
  const paths = used
    ? filesOfTables(used.name)
    : ['', '-wal', '-shm', '.clients'].map((ending) => join(folder, `decisions.sqlite${ending}`));
  return paths.filter((path) => existsSync(path) && readFileSync(path).includes(text));
}

function filesOfTables(database: string): string[] {
  const server = sharedPostgres();
  for (const table of ['decision_personal', 'entry_personal', 'client']) {
    // The server does this by itself at any moment, and keeps what it counted in a table that nobody writes again.
    server.sql(database, `ANALYZE ${table}`);
    server.sql(database, `VACUUM FULL ${table}`);
  }
  server.sql(database, 'CHECKPOINT');
  const [oid = ''] = server.sql(database, 'SELECT oid FROM pg_database WHERE datname = current_database()');
  const all = readdirSync(server.folder, { recursive: true, encoding: 'utf8' });
  const ofTables = all.filter((name) => name.includes(join('base', oid, '/')) && /\/\d+(\.\d+)?$/.test(name));
  assert.ok(ofTables.length > 10, all.slice(0, 50).join());
  return ofTables.map((name) => join(server.folder, name));
}
