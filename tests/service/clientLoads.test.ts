// Loads of clients that meet something else: decisions, another load, an erasure, a kill. A load that reads from a pipe
// goes on for as long as the test wants.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  decideFull,
  FULL_MODEL,
  loadClients,
  makeClientFolder,
  startClientServer,
  yesterday,
} from './support/clientData.ts';
import { databaseUsedIn } from './support/postgres.ts';
import { EXIT, makeFolder, SERVICE, type Server } from './support/server.ts';
import { filesWith, runOn } from './support/stored.ts';

const HEADER =
  'client,score_bki,bki_request_cnt,decline_app_cnt,region_rating,home_address,work_address,sna,first_time\n';
const row = (client: string, region: number): string => `${client},-1.5,2,0,${region},1,2,3,4\n`;

const write = (folder: string, ...rows: readonly string[]): void =>
  writeFileSync(join(folder, 'few.csv'), HEADER + rows.join(''));

/** What a decision about a client finds: the rating of the region, or why nothing. */
async function found(server: Server, client: string): Promise<string> {
  const { recorded } = await decideFull(server, client);
  return recorded.inputs.client_data?.values?.['region_rating'] ?? recorded.enrichment.status;
}

/** A load that waits for more of its file. */
class RunningLoad {
  readonly #child: ChildProcess;
  readonly #pipe: WriteStream;
  #err = '';

  constructor(folder: string, more: readonly string[] = []) {
    const pipe = join(makeFolder('pipe'), 'clients.csv');
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
    const database = databaseUsedIn(folder)?.urlOf('loader') ?? 'decisions.sqlite';
    const words = ['--database', database, '--programme', FULL_MODEL, '--id', 'client', '--source', 'demo'];
    this.#child = spawn(SERVICE, ['load-clients', pipe, ...words, '--as-of', yesterday(), ...more], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#err += text));
    this.#pipe = createWriteStream(pipe);
    // After a kill nobody reads.
    this.#pipe.on('error', () => {});
  }

  /** Resolves once the load has read nearly all of that. */
  async write(text: string): Promise<void> {
    if (!this.#pipe.write(text)) await once(this.#pipe, 'drain');
  }
  async kill(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
    this.#pipe.destroy();
  }
  async end(): Promise<{ code: number | null; err: string }> {
    const ended = once(this.#child, 'close');
    this.#pipe.end();
    const [code] = await ended;
    return { code: code as number | null, err: this.#err };
  }
}

/** Many more rows than pipes and readers hold back. */
const many = (region: number): string =>
  Array.from({ length: 60_000 }, (_, index) => row(`n-${index}`, region)).join('');

test('while a load runs, decisions read what was there before, and no other load or erasure of a client meets it', async () => {
  const folder = await makeClientFolder('running', false);
  write(folder, row('c-1', 10), row('c-2', 20));
  assert.equal(loadClients(folder, 'few.csv').code, EXIT.done);
  const server = await startClientServer(folder, { table: {} });
  const load = new RunningLoad(folder);
  await load.write(HEADER + row('c-1', 30) + many(40));
  assert.deepEqual([await found(server, 'c-1'), await found(server, 'n-7')], ['10', 'not_found']);
  const second = loadClients(folder, 'few.csv', ['--update']);
  assert.deepEqual([second.code, second.out], [EXIT.badInput, '']);
  assert.match(second.err, /another load-clients.*: wait until it has ended/);
  const erasure = runOn({ folder }, 'erase', '--client', 'c-2');
  assert.equal(erasure.code, EXIT.badInput);
  assert.match(erasure.err, /another load-clients.*: wait until it has ended/);
  assert.equal(await found(server, 'c-2'), '20');
  assert.deepEqual(await load.end(), { code: EXIT.done, err: '' });
  const after = [await found(server, 'c-1'), await found(server, 'c-2'), await found(server, 'n-59999')];
  assert.deepEqual(after, ['30', 'not_found', '40']);
});

test('a load that is killed leaves everything as it was, and the next one works', async () => {
  const folder = await makeClientFolder('killed', false);
  write(folder, row('c-1', 10));
  assert.equal(loadClients(folder, 'few.csv').code, EXIT.done);
  const server = await startClientServer(folder, { table: {} });
  for (const mode of ['--replace', '--update']) {
    const load = new RunningLoad(folder, [mode]);
    await load.write(HEADER + row('c-1', 30) + many(40));
    await load.kill();
    assert.deepEqual([await found(server, 'c-1'), await found(server, 'n-7')], ['10', 'not_found']);
  }
  write(folder, row('c-1', 50));
  const next = loadClients(folder, 'few.csv');
  assert.deepEqual([next.code, next.err], [EXIT.done, '']);
  assert.match(next.out, /the table has 1 rows/);
  assert.equal(await found(server, 'c-1'), '50');
});

test('an update keeps the other clients, a replacement does not, and neither touches another source', async () => {
  const folder = await makeClientFolder('modes', false);
  const server = await startClientServer(folder, { table: {} });
  const load = (source: string, ...more: readonly string[]): void => {
    const words = ['--programme', FULL_MODEL, '--id', 'client', '--source', source, '--as-of', yesterday()];
    const { code, err } = runOn({ folder }, 'load-clients', 'few.csv', ...words, ...more);
    assert.deepEqual([code, err], [EXIT.done, '']);
  };
  const all = async (): Promise<string[]> => {
    const values: string[] = [];
    for (const client of ['c-1', 'c-2', 'c-3', 'x-1']) values.push(await found(server, client));
    return values;
  };
  write(folder, row('x-1', 5));
  load('core');
  write(folder, row('c-1', 10), row('c-2', 20));
  load('demo');
  write(folder, row('c-2', 21), row('c-3', 31));
  load('demo', '--update');
  assert.deepEqual(await all(), ['10', '21', '31', '5']);
  write(folder, row('c-3', 32));
  load('demo', '--replace');
  assert.deepEqual(await all(), ['not_found', 'not_found', '32', '5']);
});

test('references and values with special characters come back as they were', async () => {
  const folder = await makeClientFolder('characters', false);
  const server = await startClientServer(folder, { table: {} });
  const clients = ['a\\b', '\\N', "o'clock", '$1', 'Анна-7', '𝄞', 'a b', '\\.', 'x'.repeat(128)];
  write(folder, ...clients.map((client, index) => row(client, index + 1)));
  const { code, out, err } = loadClients(folder, 'few.csv');
  assert.deepEqual([code, err], [EXIT.done, '']);
  assert.match(out, new RegExp(`the table has ${clients.length} rows`));
  for (const [index, client] of clients.entries()) {
    assert.equal(await found(server, client), String(index + 1), client);
  }
});

test('subject-copy shows what the table has, and an erasure takes it out of every file', async () => {
  const folder = await makeClientFolder('person', false);
  const client = 'canary-person-51';
  write(folder, row(client, 61), row('c-2', 62));
  assert.equal(loadClients(folder, 'few.csv').code, EXIT.done);
  const server = await startClientServer(folder, { table: {} });
  assert.equal(await found(server, client), '61');
  const copy = JSON.parse(runOn(server, 'subject-copy', '--client', client).out);
  assert.equal(copy.decisions.length, 1);
  assert.deepEqual(copy.client_table.length, 1);
  assert.deepEqual([copy.client_table[0].source, copy.client_table[0].values.region_rating], ['demo', '61']);
  assert.notDeepEqual(filesWith(server, client), []);
  const dry = runOn(server, 'erase', '--client', client, '--dry-run');
  assert.match(dry.out, /^1 decision would be erased\n1 row of the table of clients would be erased\n$/);
  const erased = runOn(server, 'erase', '--client', client);
  assert.match(erased.out, /^1 decision erased\n1 row of the table of clients erased\n$/, erased.err);
  assert.deepEqual(filesWith(server, client), []);
  assert.deepEqual([await found(server, client), await found(server, 'c-2')], ['not_found', '62']);
});
