// The port with TLS: clients that connect and do not finish a handshake cost little and for a short time.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, type Server, startServer } from './support/server.ts';

const HANDSHAKE_SECONDS = 1;

/** A certificate for 127.0.0.1 and its key. */
function makeCertificate(folder: string): void {
  const words = ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  const files = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'server.key', '-out', 'server.crt'];
  execFileSync('openssl', [...words, ...files], { cwd: folder, stdio: 'ignore' });
}

/** A connection that sends these bytes and nothing more, and when the server ended it, in milliseconds. */
class SilentClient {
  readonly socket: Socket;
  readonly ended: Promise<number>;

  constructor({ port }: Server, bytes: Uint8Array) {
    const begin = performance.now();
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.write(bytes);
    this.socket.resume();
    this.ended = new Promise((resolve) => {
      this.socket.on('error', () => {});
      this.socket.on('close', () => resolve(performance.now() - begin));
    });
  }
}

/** Asks once over TLS, on a connection of its own; returns the milliseconds. */
function ask(server: Server, ca: string): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path: '/v1/health/live', ca, agent: new Agent() };
    const asked = request(options, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - begin);
        else reject(new Error(`status ${answer.statusCode}`));
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The first bytes of a handshake: a record that promises 512 bytes, and few of them. */
const HALF_A_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);

test('a client that says nothing, or half of a handshake, is closed in time, and others are served meanwhile', async () => {
  const folder = makeFolder('tls');
  makeCertificate(folder);
  const server = await startServer({
    folder,
    configuration: {
      tls: { certificate: 'server.crt', key: 'server.key' },
      limits: { head_seconds: HANDSHAKE_SECONDS, connections: 200 },
    },
  });
  const ca = readFileSync(join(folder, 'server.crt'), 'utf8');
  await ask(server, ca);
  const silent = Array.from({ length: 64 }, (_, index) => {
    const bytes = index % 2 === 0 ? Buffer.alloc(0) : HALF_A_HELLO;
    return new SilentClient(server, bytes);
  });
  let areClosed = false;
  const closed = Promise.all(silent.map(({ ended }) => ended)).then((times) => {
    areClosed = true;
    return times;
  });
  const times: number[] = [];
  while (!areClosed && times.length < 10_000) times.push(await ask(server, ca));
  const ends = await closed;
  assert.ok(times.length > 10, `${times.length} others`);
  assert.ok(Math.max(...times) < 500, `${Math.max(...times)} ms`);
  for (const end of ends) {
    assert.ok(end > HANDSHAKE_SECONDS * 900, `closed after ${end} ms, too early`);
    assert.ok(end < HANDSHAKE_SECONDS * 1000 + 3000, `closed after ${end} ms`);
  }
  const metrics = await (await fetch(`${server.operatorsUrl}/metrics`)).text();
  assert.match(metrics, /^prescore_connections [01]$/m);
});

test('bytes that are no handshake end the connection at once', async () => {
  const folder = makeFolder('tls-garbage');
  makeCertificate(folder);
  const server = await startServer({
    folder,
    configuration: { tls: { certificate: 'server.crt', key: 'server.key' } },
  });
  for (const bytes of ['GET /v1/health/live HTTP/1.1\r\nHost: a\r\n\r\n', '\x00'.repeat(100), '\x16\x03\x01\xff\xff']) {
    const client = new SilentClient(server, Buffer.from(bytes, 'latin1'));
    const first = await Promise.race([client.ended, sleep(4000, -1)]);
    assert.ok(first >= 0, 'the connection stays open');
  }
});
