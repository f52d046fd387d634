// SIGTERM under load: every request that was sent is answered, no connection is reset, the exit code is 0.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditAll, until } from './support/check.ts';
import { decide, startLoad } from './support/load.ts';
import { RawClient } from './support/raw.ts';
import { EXIT, startServer } from './support/server.ts';

const RATE = { per_second: 1e6, burst: 1e6 };
/** What a client sees that comes after the end: nobody listens any more. */
const AFTER_THE_END = 'ECONNREFUSED';

test('connections in use are answered to the end, and no one is reset', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const load = startLoad(server, { connections: 16, endsAtError: true });
  await sleep(300);
  server.signal('SIGTERM');
  assert.equal(await server.ended(), EXIT.done);
  const { statuses, errors, count } = await load.stop();
  assert.deepEqual(statuses, new Map([[200, count]]));
  assert.deepEqual(
    errors.filter((code) => code !== AFTER_THE_END),
    [],
  );
  assert.equal(auditAll(server), count);
  assert.deepEqual(server.log().at(-1)?.event, 'stopped');
});

test('connections that are made for one request each are answered, and no one is reset', async () => {
  const server = await startServer({ configuration: { rate: RATE } });
  const errors: string[] = [];
  let count = 0;
  let isOver = false;
  const worker = async (): Promise<void> => {
    while (!isOver) {
      try {
        assert.equal((await decide(server.url, server.token('backend'))).status, 200);
        count += 1;
      } catch (error) {
        isOver = true;
        errors.push((error as NodeJS.ErrnoException).code ?? String(error));
      }
    }
  };
  const workers = Array.from({ length: 8 }, worker);
  await until(() => count > 50 || isOver);
  server.signal('SIGTERM');
  assert.equal(await server.ended(), EXIT.done);
  await Promise.all(workers);
  assert.ok(count > 50, `${count} ${errors.join()}`);
  assert.deepEqual(
    errors.filter((code) => code !== AFTER_THE_END),
    [],
  );
});

test('idle connections end with FIN, one request that is on its way is answered', async () => {
  const server = await startServer();
  const idle = new RawClient(server.port);
  idle.write('GET /v1/health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  await idle.answers(1);
  const slow = new RawClient(server.port);
  slow.write('GET /v1/health/live HTTP/1.1\r\nHost: a\r\n');
  await slow.connected();
  await sleep(100);
  server.signal('SIGTERM');
  assert.equal((await idle.ended()).end, 'closed');
  slow.write('\r\n');
  const { answers, end } = await slow.ended();
  assert.deepEqual([answers[0]?.status, answers[0]?.headers.get('connection'), end], [200, 'close', 'closed']);
  assert.equal(await server.ended(), EXIT.done);
});

test('before it stops accepting, the service is not ready for as long as the configuration says', async () => {
  const server = await startServer({ configuration: { stop: { delay_seconds: 0.6, finish_seconds: 1 } } });
  server.signal('SIGTERM');
  await until(async () => (await fetch(`${server.operatorsUrl}/v1/health/ready`)).status === 503);
  assert.equal((await decide(server.url, server.token('backend'))).status, 200);
  assert.equal(await server.ended(), EXIT.done);
});

test('a client that does not finish its request cannot hold the end up', async () => {
  const server = await startServer({ configuration: { stop: { finish_seconds: 0.5 } } });
  const slow = new RawClient(server.port);
  slow.write('GET /v1/health/live HTTP/1.1\r\n');
  await slow.connected();
  await sleep(100);
  const begin = Date.now();
  server.signal('SIGTERM');
  assert.equal(await server.ended(), EXIT.done);
  assert.ok(Date.now() - begin < 6000);
  slow.destroy();
});
