// A service that finds values about clients: the shipped programme that asks for them, made-up clients in its table,
// and a bureau that knows two of the values.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { decide } from './load.ts';
import { postgresFor } from './postgres.ts';
import { ANSWERS, EXIT, makeFolder, type Run, runService, type Server, startServer } from './server.ts';
import { isPostgres, runOn } from './stored.ts';

export const FULL = 'instant-card-full';
export const FULL_MODEL = inRoot('model', FULL, 'model.json');
/** A client of {@link loadDemo}. */
export const CLIENT = 'c-0000007';

/** What one connector did for a decision, as it is recorded. */
export interface Call {
  connector: string;
  outcome: string;
  attempts: number;
  milliseconds: number;
}

export interface Recorded {
  id: string;
  outcome: string;
  enrichment: { status: string; source?: string; as_of?: string };
  inputs: { client_data: { status: string; values: Record<string, string>; calls: Call[] } | null };
}

/** Loads made-up clients into the table of the folder's database, as of yesterday. */
export function loadDemo(folder: string, clients = 20): Run {
  if (!existsSync(join(folder, 'clients.csv'))) {
    const words = ['demo-data', '--programme', FULL_MODEL, '--clients', String(clients), '--output', 'clients.csv'];
    const made = runService(folder, words);
    assert.equal(made.code, EXIT.done, made.err);
  }
  return loadClients(folder, 'clients.csv');
}

export const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

export function loadClients(folder: string, file: string, more: readonly string[] = []): Run {
  const words = ['--programme', FULL_MODEL, '--id', 'client', '--source', 'demo', '--as-of', yesterday()];
  return runOn({ folder }, 'load-clients', file, ...words, ...more);
}

/** A folder with the packed programme, its database, and, unless not wanted, clients. */
export async function makeClientFolder(name: string, withClients = true): Promise<string> {
  const folder = makeFolder(name);
  if (isPostgres) await postgresFor(folder);
  copyFileSync(FULL_MODEL, join(folder, 'full.json'));
  if (withClients) {
    const loaded = loadDemo(folder);
    assert.equal(loaded.code, EXIT.done, loaded.err);
  }
  return folder;
}

/** Starts a service with these connectors and both shipped programmes. */
export function startClientServer(folder: string, clientData: object): Promise<Server> {
  const programmes = ['instant-card.bin', 'full.json'];
  // Tests send as much as they can: how often one caller may ask is not what they are about.
  const rate = { per_second: 1e6, burst: 1e6 };
  return startServer({ folder, configuration: { programmes, rate, client_data: clientData } });
}

export const fullBody = (client = CLIENT, more: object = {}): string =>
  JSON.stringify({ programme: FULL, answers: ANSWERS, client, ...more });

export interface Decided {
  recorded: Recorded;
  /** From the request to the answer. */
  milliseconds: number;
}

/** Asks for one decision that needs client data, and returns it as it was recorded. */
export async function decideFull(server: Server, client = CLIENT, more: object = {}): Promise<Decided> {
  const begin = performance.now();
  const { status, body } = await decide(server.url, server.token('backend'), { body: fullBody(client, more) });
  const milliseconds = performance.now() - begin;
  assert.equal(status, 200, body);
  const { id } = JSON.parse(body) as { id: string };
  const shown = await server.fetch(`/v1/decisions/${id}`, { caller: 'backend' });
  assert.equal(shown.status, 200);
  return { recorded: (await shown.json()) as Recorded, milliseconds };
}

/** The calls of one connector that the metrics count, by outcome; outcomes without a call are left out. */
export async function countedCalls(server: Server, connector: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${server.operatorsUrl}/metrics`)).text();
  const lines = text.matchAll(/^prescore_client_data_total\{connector="([^"]+)",outcome="([^"]+)"\} (\d+)$/gm);
  const counts: Record<string, number> = {};
  for (const [, name, outcome = '', count] of lines) {
    if (name === connector && count !== '0') counts[outcome] = Number(count);
  }
  return counts;
}
