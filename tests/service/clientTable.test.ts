// The table of clients, filled from files: loading while the service decides, and what a broken file does. Then the
// canary: a client, the values of a client, and a token are in no channel.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Bureau, bureauConnector } from './support/bureau.ts';
import {
  CLIENT,
  countedCalls,
  decideFull,
  FULL_MODEL,
  fullBody,
  loadClients,
  makeClientFolder,
  startClientServer,
} from './support/clientData.ts';
import { decide, startLoad } from './support/load.ts';
import { databaseUsedIn, sharedPostgres } from './support/postgres.ts';
import { EXIT, keepSecret, runService } from './support/server.ts';
import { isPostgres, runOn } from './support/stored.ts';

const HEADER =
  'client,score_bki,bki_request_cnt,decline_app_cnt,region_rating,home_address,work_address,sna,first_time\n';
const ROW = ',-1.5,2,0,50,1,2,3,4\n';

/** The rows of the table of clients, to compare; none where nothing was loaded yet. */
function storedClients(folder: string): string[] {
  const used = databaseUsedIn(folder);
  if (used) return sharedPostgres().sql(used.name, 'SELECT * FROM client ORDER BY id');
  const file = join(folder, 'decisions.sqlite.clients');
  return existsSync(file) ? [readFileSync(file, 'base64')] : [];
}

describe('the table of clients', () => {
  test('is loaded while the service decides, which reads it at once', async () => {
    const folder = await makeClientFolder('load', false);
    const server = await startClientServer(folder, { table: {} });
    const nothing = (await decideFull(server)).recorded;
    // Before the first load there is no file beside SQLite; on PostgreSQL there is a table without rows.
    const status = isPostgres ? 'not_found' : 'unavailable';
    assert.deepEqual([nothing.outcome, nothing.enrichment], ['manual_review', { status }]);

    const load = startLoad(server, { connections: 2, body: fullBody() });
    writeFileSync(join(folder, 'clients.csv'), HEADER + CLIENT + ROW);
    const loaded = loadClients(folder, 'clients.csv');
    assert.deepEqual([loaded.code, loaded.err], [EXIT.done, '']);
    assert.match(loaded.out, /^1 clients of the source demo, as of .* the table has 1 rows$/m);
    const found = (await decideFull(server)).recorded;
    assert.equal(found.enrichment.status, 'found');
    assert.equal(found.enrichment.source, 'demo');
    assert.deepEqual(found.inputs.client_data?.values, {
      bureau_score: '-1.5',
      bureau_requests: '2',
      declined_applications: '0',
      region_rating: '50',
      home_address: 'category_1',
      work_address: 'category_2',
      client_relation: 'level_3',
      known_since: 'level_4',
    });
    assert.deepEqual((await decideFull(server, 'c-unknown')).recorded.enrichment, { status: 'not_found' });
    const { statuses, errors } = await load.stop();
    assert.deepEqual([[...statuses.keys()], errors], [[200], []]);
    const { unreachable, ...rest } = await countedCalls(server, 'table');
    assert.equal((unreachable ?? 0) > 0, !isPostgres);
    assert.deepEqual(Object.keys(rest).sort(), ['found', 'not_found']);
  });

  test('stays as it was where a file breaks at a late row', async () => {
    const folder = await makeClientFolder('broken', false);
    writeFileSync(join(folder, 'clients.csv'), HEADER + CLIENT + ROW);
    assert.equal(loadClients(folder, 'clients.csv').code, EXIT.done);
    const before = storedClients(folder);
    const rows = Array.from({ length: 50_000 }, (_, row) => `n-${row}${ROW}`).join('');
    for (const [late, what] of [
      ['n-last,-1.5,2\n', 'another number of cells'],
      ['n-last,many,2,0,50,1,2,3,4\n', 'column "score_bki": text that is not a number'],
      ['n-last,-1.5,2,0,101,1,2,3,4\n', 'column "region_rating": a number above 100'],
      ['n-last,-1.5,2,0,50,9,2,3,4\n', 'column "home_address": a value that no option'],
      [`n-7${ROW}`, 'column "client": the reference of an earlier row'],
      ['"n-last,-1.5,2,0,50,1,2,3,4\n', 'a quote that is never closed'],
    ] as const) {
      writeFileSync(join(folder, 'broken.csv'), HEADER + rows + late);
      for (const mode of ['--replace', '--update']) {
        const { code, err } = loadClients(folder, 'broken.csv', [mode]);
        assert.equal(code, EXIT.badInput, what);
        assert.ok(err.includes(what) && err.includes('line 50002'), err);
        assert.ok(!err.includes('n-last') && !err.includes('many'), err);
      }
    }
    assert.deepEqual(storedClients(folder), before);
    const left = readdirSync(folder).filter((name) => name.includes('clients'));
    const beside = isPostgres ? [] : ['decisions.sqlite.clients', 'decisions.sqlite.clients.lock'];
    assert.deepEqual(left.sort(), ['clients.csv', ...beside]);
  });

  test('says what is wrong with a command', async () => {
    const folder = await makeClientFolder('commands', false);
    writeFileSync(join(folder, 'clients.csv'), HEADER + CLIENT + ROW);
    const plain = ['clients.csv', '--id', 'client'];
    const words = [...plain, '--programme', FULL_MODEL, '--source', 'demo', '--as-of', '2026-01-01'];
    const wrong: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[...words, '--as-of', '2999-01-01'], EXIT.usage, /as-of/],
      [[...plain, '--programme', FULL_MODEL, '--source', 'demo', '--as-of', '2999-01-01'], EXIT.badInput, /future/],
      [[...plain, '--programme', FULL_MODEL, '--source', 'demo', '--as-of', 'today'], EXIT.badInput, /2026-11-27/],
      [[...plain, '--programme', FULL_MODEL, '--source', 'A B', '--as-of', '2026-01-01'], EXIT.badInput, /--source/],
      [[...words, '--question', 'age'], EXIT.badInput, /no client data "age"; it asks for bureau_score/],
      [[...words, '--replace', '--update'], EXIT.usage, /--update/],
      [words.map((word) => (word === 'client' ? 'kunde' : word)), EXIT.badInput, /"kunde" is missing/],
      [words.map((word) => (word === 'clients.csv' ? 'no.csv' : word)), EXIT.environment, /no\.csv/],
    ];
    for (const [command, code, text] of wrong) {
      const run = runOn({ folder }, 'load-clients', ...command);
      assert.equal(run.code, code, run.err);
      assert.match(run.err, text);
    }
    assert.deepEqual(storedClients(folder), []);
  });

  test('takes made-up clients, and demo-data overwrites no file', async () => {
    const folder = await makeClientFolder('demo');
    const words = ['demo-data', '--programme', FULL_MODEL, '--clients', '20'];
    const again = runService(folder, [...words, '--output', 'clients.csv']);
    assert.equal(again.code, EXIT.badInput);
    assert.match(again.err, /clients\.csv is there already/);
    assert.equal(runService(folder, [...words, '--output', 'same.csv']).code, EXIT.done);
    assert.equal(runService(folder, [...words, '--seed', '2', '--output', 'other.csv']).code, EXIT.done);
    const [one, same, other] = ['clients.csv', 'same.csv', 'other.csv'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    assert.equal(one, same);
    assert.notEqual(one, other);
  });
});

test('the canary of clients, values and tokens is in no channel', async () => {
  const canary = 'canary-9b1c77d0e5f3';
  const value = '7.31904526';
  const folder = await makeClientFolder('canary', false);
  writeFileSync(join(folder, 'clients.csv'), `${HEADER}${canary},${value},2,0,50,1,2,3,4\n`);
  writeFileSync(join(folder, 'bureau.token'), `token-${canary}`);
  keepSecret(join(folder, 'bureau.token'));
  const channels: string[] = [];
  const run = (file: string): void => {
    const { out, err } = loadClients(folder, file);
    channels.push(out, err);
  };
  run('clients.csv');
  const broken = `${HEADER}${canary},${canary},2,0,50,1,2,3,4\n${canary},${value.repeat(5)},2,0,50,${canary},2,3,4\n`;
  for (const text of [
    broken,
    `${HEADER}"${canary}`,
    `${HEADER}${canary},${value}\n`,
    `${HEADER}${canary}${ROW}${canary}${ROW}`,
  ]) {
    writeFileSync(join(folder, 'broken.csv'), text);
    run('broken.csv');
  }
  const bureau = await Bureau.start();
  const more = { token: 'bureau.token', values: [{ question: 'known_since', pointer: '/report/score' }] };
  const server = await startClientServer(folder, { table: {}, http: [bureauConnector(bureau.port, more)] });
  for (const behaviour of ['good', 'other client', 'not json', 'error', 'silent', 'closes in the middle'] as const) {
    bureau.behaviour = behaviour;
    const { body } = await decide(server.url, server.token('backend'), { body: fullBody(canary) });
    channels.push(body);
  }
  assert.ok(
    bureau.requests.some(({ url, headers }) => url.includes(canary) && headers.authorization?.includes(canary)),
  );
  for (const path of ['/metrics', '/v1/health/ready']) {
    channels.push(await (await fetch(server.operatorsUrl + path)).text());
  }
  await server.stop();
  channels.push(server.output.out, server.output.err);
  writeFileSync(join(folder, 'bureau.token'), `token ${canary}\nx`);
  keepSecret(join(folder, 'bureau.token'));
  const refused = await startClientServer(folder, { table: {}, http: [bureauConnector(bureau.port, more)] }).catch(
    String,
  );
  channels.push(String(refused));
  assert.match(String(refused), /bureau\.token/);
  assert.ok(channels.join('').length > 2000);
  for (const channel of channels) {
    assert.ok(!channel.includes(canary) && !channel.includes(value), channel.slice(0, 2000));
  }
});
