// SELECTs on a database of the bank: what they find, and what a renamed column does.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { CLIENT, decideFull, makeClientFolder, startClientServer } from './support/clientData.ts';

/** Runs SQL on a database of the bank. */
function sql(folder: string, database: string, statements: string): void {
  const { status, stderr } = spawnSync('sqlite3', [database], { cwd: folder, input: statements, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** A database of the bank with one client, and the connector that asks it for all values. */
function makeCore(folder: string): void {
  sql(
    folder,
    'core.sqlite',
    `CREATE TABLE person (reference text PRIMARY KEY, score real, requests integer, declined integer, region integer,
       home text, work text, relation text, known text, updated text);
     INSERT INTO person VALUES ('${CLIENT}', -1.5, 2, 0, 50, 'category_1', '2', 'level_3', '4',
       strftime('%Y-%m-%d %H:%M:%S', 'now', '-1 day'));`,
  );
}

const COLUMNS =
  'score AS bureau_score, requests AS bureau_requests, declined AS declined_applications, region AS region_rating,' +
  ' home AS home_address, work AS work_address, relation AS client_relation, known AS known_since, updated AS as_of';
const QUESTIONS = [...COLUMNS.matchAll(/AS (\w+)/g)].map(([, name]) => name ?? '').filter((name) => name !== 'as_of');
const core = (columns = COLUMNS) => ({
  name: 'core',
  database: 'core.sqlite',
  statement: `SELECT ${columns} FROM person WHERE reference = :client`,
  questions: QUESTIONS,
});

describe('a SELECT', () => {
  test('feeds all questions, and NULL means not known', async () => {
    const folder = await makeClientFolder('select', false);
    makeCore(folder);
    const server = await startClientServer(folder, { select: [core()] });
    const { recorded } = await decideFull(server);
    assert.deepEqual([recorded.enrichment.status, recorded.enrichment.source], ['found', 'core']);
    assert.equal(Object.keys(recorded.inputs.client_data?.values ?? {}).length, 8);
    for (const client of ['c-unknown', `x' OR '1'='1`, `${CLIENT}\\u0000x`]) {
      assert.deepEqual((await decideFull(server, client)).recorded.enrichment, { status: 'not_found' });
    }
    sql(folder, 'core.sqlite', 'ALTER TABLE person RENAME COLUMN region TO rating');
    assert.deepEqual((await decideFull(server)).recorded.enrichment, { status: 'unavailable' });
  });

  test('with a renamed, a missing or an unknown column keeps the service from starting, all errors at once', async () => {
    const folder = await makeClientFolder('columns', false);
    makeCore(folder);
    const start = async (clientData: object): Promise<string> =>
      startClientServer(folder, clientData).then(
        () => 'started',
        (error: unknown) => String(error),
      );
    const renamed = await start({ select: [core(COLUMNS.replace('AS region_rating', 'AS rating_of_region'))] });
    assert.match(renamed, /no column "region_rating"/);
    assert.match(renamed, /"rating_of_region" is no question/);
    const unknown = await start({
      select: [
        core(COLUMNS.replace('region AS', 'regoin AS')),
        { ...core('reference'), name: 'more', questions: ['x'] },
      ],
    });
    assert.match(unknown, /connector "core".*no such column: regoin/);
    assert.match(unknown, /connector "more".*no column "x"/);
    assert.match(
      await start({ select: [{ ...core(), statement: 'DELETE FROM person WHERE reference = :client' }] }),
      /SELECT/,
    );
  });
});
