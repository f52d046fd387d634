// The process is killed under load, again and again in one folder. What it answered is in the log, the chain is whole,
// and no key is decided twice. `npm run test:service` kills more often.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAgain, auditAll, expectKept, until } from './support/check.ts';
import { startLoad } from './support/load.ts';
import { makeFolder, type Server, startServer } from './support/server.ts';

const KILLS = Number(process.env['PRESCORE_KILLS'] ?? 5);
const CONNECTIONS = 32;
const RATE = { per_second: 1e6, burst: 1e6 };
/** The log is audited this often, and a new one begun: an audit takes longer with every decision. */
const KILLS_PER_LOG = 10;

/** Puts load on the server and kills it in the middle, some answers after the first. */
async function killUnderLoad(
  server: Server,
  answers: number,
): Promise<{ answered: Map<string, string>; sent: readonly string[] }> {
  const running = startLoad(server, { connections: CONNECTIONS, endsAtError: true });
  await until(() => running.load.count > answers, 30_000);
  await server.kill();
  const { answered, sent, statuses } = await running.stop();
  assert.deepEqual([...statuses.keys()], [200]);
  return { answered: new Map(answered), sent };
}

test(`after ${KILLS} kills under load no answered decision is missing and no key is decided twice`, async (context) => {
  let answeredInAll = 0;
  let sentInAll = 0;
  for (let kill = 0; kill < KILLS; kill += KILLS_PER_LOG) {
    const folder = makeFolder('kill');
    const sent = new Set<string>();
    for (let place = 0; place < Math.min(KILLS_PER_LOG, KILLS - kill); ++place) {
      const server = await startServer({ folder, configuration: { rate: RATE } });
      const killed = await killUnderLoad(server, 60 + (((kill + place) * 37) % 200));
      for (const key of killed.sent) sent.add(key);
      answeredInAll += killed.answered.size;
      const next = await startServer({ folder, configuration: { rate: RATE } });
      await expectKept(next, killed.answered);
      // Those without an answer too: whether they were recorded or not, each is decided once.
      await askAgain(
        next,
        killed.sent.filter((key) => !killed.answered.has(key)),
      );
      await next.kill();
      assert.equal(auditAll(next), sent.size);
    }
    sentInAll += sent.size;
  }
  assert.ok(answeredInAll > KILLS * CONNECTIONS, `${answeredInAll} answered`);
  context.diagnostic(
    `service: ${KILLS} kills: ${sentInAll} decisions asked for, ${answeredInAll} answered before a kill, 0 missing`,
  );
});
