// Versions change under load: release by two people, roll-back, challenger. Not one request fails, every answer names
// the version that made it, and memory stays flat. `PRESCORE_RELOADS` and `PRESCORE_DECISIONS` set how many.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditAll, memoryOf, until } from './support/check.ts';
import { startLoad } from './support/load.ts';
import { ANSWERS, MODEL, newKey, PROGRAMME, type Server, startServer, TOOL } from './support/server.ts';

const RELOADS = Number(process.env['PRESCORE_RELOADS'] ?? 300);
const DECISIONS = Number(process.env['PRESCORE_DECISIONS'] ?? 20_000);
const RATE = { per_second: 1e6, burst: 1e6 };
const MEMORY_KB = 32 * 1024;
/** What an allocator keeps more or less of. */
const FLAT_KB = 2 * 1024;
const PATH = `/v1/programmes/${PROGRAMME}`;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Sends a change, which must be answered with `status`. */
async function change(
  server: Server,
  caller: string,
  method: string,
  path: string,
  status: number,
  version?: string,
): Promise<void> {
  const body = version === undefined ? {} : { headers: JSON_TYPE, body: JSON.stringify({ version }) };
  const answer = await server.fetch(`${PATH}${path}`, { method, caller, ...body });
  assert.equal(answer.status, status, await answer.text());
}

/** Adds a version whose offers are stricter, and returns both versions: the one in force, and the new one. */
async function addVersion(server: Server): Promise<[string, string]> {
  const source = JSON.parse(readFileSync(MODEL, 'utf8')) as { policy: { offers: { maximum_pd: number }[] } };
  const [first] = source.policy.offers;
  assert.ok(first);
  first.maximum_pd = 0.05;
  const path = join(server.folder, 'stricter.json');
  writeFileSync(path, JSON.stringify(source));
  const packed = join(server.folder, 'stricter.bin');
  execFileSync(TOOL, ['pack', path, '--without-texts', '--output', packed], { stdio: ['ignore', 'ignore', 'inherit'] });
  const body = readFileSync(packed);
  const headers = { 'Content-Type': 'application/octet-stream' };
  const answer = await server.fetch(`${PATH}/versions`, { method: 'POST', caller: 'releaser', headers, body });
  assert.equal(answer.status, 201, await answer.text());
  const shown = (await (await server.fetch(PATH, { caller: 'backend' })).json()) as {
    active: string;
    versions: string[];
  };
  const added = shown.versions.find((version) => version !== shown.active);
  assert.ok(added);
  return [shown.active, added];
}

async function release(server: Server, version: string): Promise<void> {
  await change(server, 'releaser', 'PUT', '/active', 202, version);
  await change(server, 'approver', 'PUT', '/active/approval', 200, version);
}

test('releases, roll-backs and challengers under load: no request fails, and each names its version', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const versions = await addVersion(server);
  const running = startLoad(server, { connections: 8 });
  for (let round = 0; round < 20; ++round) {
    const [older, newer] = versions;
    await release(server, round % 2 === 0 ? newer : older);
    await change(server, 'releaser', 'PUT', '/challenger', 200, round % 2 === 0 ? older : newer);
    await change(server, 'releaser', 'DELETE', '/challenger', 200);
  }
  const load = await running.stop();
  assert.deepEqual([load.statuses, load.errors], [new Map([[200, load.count]]), []]);
  const seen = new Map<string, Set<string>>();
  for (const answer of load.answered.values()) {
    const { version, offers } = JSON.parse(answer) as { version: string; offers: string[] };
    seen.set(version, (seen.get(version) ?? new Set()).add(offers.join()));
  }
  assert.deepEqual([...seen.keys()].sort(), [...versions].sort());
  // One applicant has one answer in each version.
  assert.deepEqual(
    [...seen.values()].map(({ size }) => size),
    [1, 1],
  );
  await server.stop();
  assert.equal(auditAll(server), load.count);
});

test('a key that was decided keeps its answer after a release and after a withdrawal', async () => {
  const server = await startServer();
  const key = newKey();
  const ask = async (): Promise<string> => {
    const headers = { ...JSON_TYPE, 'Idempotency-Key': key };
    const body = JSON.stringify({ programme: PROGRAMME, answers: ANSWERS });
    return (await server.fetch('/v1/decisions', { method: 'POST', caller: 'backend', headers, body })).text();
  };
  const answer = await ask();
  const [, newer] = await addVersion(server);
  await release(server, newer);
  assert.equal(await ask(), answer);
  await change(server, 'releaser', 'DELETE', '/active', 200);
  assert.equal(await ask(), answer);
  await server.stop();
});

test(`${RELOADS} reloads leave the memory where it was`, async (context) => {
  const server = await startServer({ configuration: { rate: RATE } });
  const [older, newer] = await addVersion(server);
  const reload = (round: number): Promise<void> =>
    change(server, 'releaser', 'PUT', '/challenger', 200, round % 2 === 0 ? newer : older);
  for (let round = 0; round < 100; ++round) await reload(round);
  const before = memoryOf(server);
  for (let round = 0; round < RELOADS; ++round) await reload(round);
  const after = memoryOf(server);
  context.diagnostic(`service: ${before} kB before, ${after} kB after ${RELOADS} reloads`);
  assert.ok(after < Math.min(before + FLAT_KB, MEMORY_KB), `${before} kB before, ${after} kB after`);
  await server.stop();
});

test(`${DECISIONS} decisions leave the memory where it was`, async (context) => {
  const server = await startServer({ configuration: { rate: RATE } });
  const item = { programme: PROGRAMME, answers: ANSWERS };
  const batch = async (size: number): Promise<void> => {
    const decisions = Array.from({ length: size }, () => ({ idempotency_key: newKey(), ...item }));
    const init = { method: 'POST', caller: 'backend', headers: JSON_TYPE, body: JSON.stringify({ decisions }) };
    const answer = await server.fetch('/v1/decisions/batch', init);
    assert.equal(answer.status, 200);
    await answer.arrayBuffer();
  };
  const SIZE = 500;
  for (let count = 0; count < 10; ++count) await batch(SIZE);
  const running = startLoad(server, { connections: 32 });
  await until(() => running.load.count > 1000);
  const single = (await running.stop()).count;
  const before = memoryOf(server);
  for (let count = 0; count < DECISIONS; count += SIZE) await batch(SIZE);
  const after = memoryOf(server);
  context.diagnostic(`service: ${before} kB before, ${after} kB after ${DECISIONS} decisions`);
  assert.ok(after < Math.min(before + FLAT_KB, MEMORY_KB), `${before} kB before, ${after} kB after`);
  await server.stop();
  if (DECISIONS <= 100_000) assert.equal(auditAll(server), 10 * SIZE + single + DECISIONS);
});
