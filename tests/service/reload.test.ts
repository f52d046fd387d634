// What a running service reads again, and how an operator sees that it could not: tokens and secrets after SIGHUP, and
// releases that another process recorded.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Bureau, bureauConnector } from './support/bureau.ts';
import { until } from './support/check.ts';
import { clientOf } from './support/client.ts';
import { CLIENT, decideFull, makeClientFolder, startClientServer } from './support/clientData.ts';
import { keepSecret, packVariant, PROGRAMME, type Server, startServer } from './support/server.ts';
import { changeRows } from './support/stored.ts';

/** How often something was read again, by result. */
async function reloads(server: Server, what: string): Promise<{ done: number; failed: number }> {
  const text = await (await fetch(`${server.operatorsUrl}/metrics`)).text();
  const count = (result: string): number =>
    Number(new RegExp(`^prescore_reloads_total\\{result="${result}",what="${what}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  return { done: count('done'), failed: count('failed') };
}

const eventsOf = (server: Server, event: string) => server.log().filter((line) => line.event === event);

/** Sends SIGHUP, and waits for the event that tells what came of it. */
async function hangUp(server: Server, event: 'tokens_read' | 'tokens_not_read'): Promise<void> {
  const before = eventsOf(server, event).length;
  server.signal('SIGHUP');
  await until(() => eventsOf(server, event).length > before);
}

test('tokens that cannot be read again are counted, and the old ones stay', async () => {
  const server = await startServer();
  assert.deepEqual(await reloads(server, 'tokens'), { done: 0, failed: 0 });
  const file = join(server.folder, 'tokens.json');
  const sound = readFileSync(file, 'utf8');
  for (const broken of ['{', '{"tokens": [{"name": "A B"}]}', '']) {
    writeFileSync(file, broken);
    await hangUp(server, 'tokens_not_read');
    assert.equal((await server.fetch('/v1/programmes', { caller: 'backend' })).status, 200);
  }
  assert.match(server.output.err, /tokens and keys were not read again: .*tokens\.json/);
  writeFileSync(file, sound);
  await hangUp(server, 'tokens_read');
  assert.deepEqual(await reloads(server, 'tokens'), { done: 1, failed: 3 });
});

test("a bureau's token is read again, together with all other secrets or not at all", async () => {
  const folder = await makeClientFolder('token');
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
    keepSecret(join(folder, name));
  };
  write('bureau.token', 'the-first-token');
  const bureau = await Bureau.start();
  const connector = bureauConnector(bureau.port, { token: 'bureau.token' });
  const server = await startClientServer(folder, { table: {}, http: [connector] });
  const sent = async (): Promise<string | undefined> => {
    assert.equal((await decideFull(server, CLIENT)).recorded.enrichment.status, 'found');
    return bureau.requests.at(-1)?.headers.authorization;
  };
  assert.equal(await sent(), 'Bearer the-first-token');
  write('bureau.token', 'the-second-token\n');
  assert.equal(await sent(), 'Bearer the-first-token', 'nothing is read before SIGHUP');
  await hangUp(server, 'tokens_read');
  assert.equal(await sent(), 'Bearer the-second-token');

  const callers = readFileSync(join(folder, 'tokens.json'), 'utf8');
  write('tokens.json', '{"tokens": []}');
  for (const broken of ['two words', 'a\nb', '\u00e4']) {
    write('bureau.token', broken);
    await hangUp(server, 'tokens_not_read');
    assert.equal(await sent(), 'Bearer the-second-token');
  }
  assert.match(server.output.err, /bureau\.token must hold one token/);
  assert.ok(!server.output.err.includes('two words'));
  write('tokens.json', callers);
  write('bureau.token', 'the-third-token');
  await hangUp(server, 'tokens_read');
  assert.equal(await sent(), 'Bearer the-third-token');
  assert.deepEqual(await reloads(server, 'tokens'), { done: 2, failed: 3 });
});

test('the log names the step and the version of each release', async () => {
  const server = await startServer();
  const one = clientOf(server, 'releaser');
  const two = clientOf(server, 'approver');
  const next = packVariant(server.folder, 'next', ({ policy }) => {
    (policy.offers[0] ?? assert.fail()).maximum_pd = 0.05;
  });
  await one.addVersion(PROGRAMME, next.packed);
  await one.setChallenger(PROGRAMME, next.version);
  await one.endChallenger(PROGRAMME);
  await one.proposeActive(PROGRAMME, next.version);
  await two.approveActive(PROGRAMME, next.version);
  await two.withdraw(PROGRAMME);
  const { version } = next;
  assert.deepEqual(
    eventsOf(server, 'release').map(({ at: _, event: __, ...rest }) => rest),
    [
      { programme: PROGRAMME, step: 'added', version, caller: 'releaser' },
      { programme: PROGRAMME, step: 'challenger', version, caller: 'releaser' },
      { programme: PROGRAMME, step: 'no_challenger', caller: 'releaser' },
      { programme: PROGRAMME, step: 'proposed', version, caller: 'releaser' },
      { programme: PROGRAMME, step: 'active', version, caller: 'approver' },
      { programme: PROGRAMME, step: 'withdrawn', caller: 'approver' },
    ],
  );
});

test('a release of another process that cannot be taken is counted, and what was in force stays', async () => {
  const server = await startServer();
  const backend = clientOf(server, 'backend');
  const [before] = (await backend.programmes()).programmes;
  const version = `sha256:${'0'.repeat(64)}`;
  const row = `'${PROGRAMME}', '${version}'`;
  changeRows(server, `INSERT INTO programme VALUES (${row}, '00', 1, 'x')`);
  changeRows(server, `INSERT INTO release_step VALUES (1000, ${row}, 'active', 1, 'x')`);
  await until(() => eventsOf(server, 'not_followed').length > 0);
  assert.deepEqual(await reloads(server, 'release'), { done: 0, failed: 1 });
  assert.deepEqual((await backend.programmes()).programmes[0], before);
  assert.match(server.output.err, /a release of another process was not taken: /);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.equal(eventsOf(server, 'not_followed').length, 1, 'the same problem is told once');
});
