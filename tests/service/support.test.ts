// The support of these tests: a service starts, answers, and stops.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWERS, EXIT, newKey, PROGRAMME, runService, startServer } from './support/server.ts';

const server = await startServer();

test('a service starts with the shipped programme, decides, and leaves a whole log', async () => {
  assert.equal((await server.fetch('/v1/health/ready')).status, 200);
  const answer = await server.fetch('/v1/decisions', {
    caller: 'backend',
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
    body: JSON.stringify({ programme: PROGRAMME, answers: ANSWERS }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal(((await answer.json()) as { outcome: string }).outcome, 'likely_approval');
  assert.match(await (await fetch(`${server.operatorsUrl}/metrics`)).text(), /^prescore_ready 1$/m);
  await server.stop();
  assert.equal(await server.ended(), EXIT.done);
  const audit = runService(server.folder, ['audit', '--config', server.configuration]);
  assert.equal(audit.code, EXIT.done, audit.out);
  assert.match(audit.out, /^1 decisions; 1 replayed, 0 with erased inputs$/m);
});

test('its callers are known, and nobody else', async () => {
  const again = await startServer({ folder: server.folder });
  assert.deepEqual(again.tokens, server.tokens);
  assert.equal((await again.fetch('/v1/programmes', { caller: 'backend' })).status, 200);
  assert.equal((await again.fetch('/v1/programmes')).status, 401);
});
