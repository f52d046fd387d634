// The image of the static site: the headers that docs/hosting.md promises, the pages, the compressed copies.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { test } from 'node:test';
import { ownVersion } from '../../scripts/images/images.mjs';
import { inRoot } from '../../scripts/base/paths.mjs';
import { readContent } from '../../site/build/content/content.mjs';
import { headersFor, headerZones } from '../../site/hosting/headers.mjs';
import { type Container, startContainer, untilOk } from './support/container.ts';

const IMAGE = `localhost/prescore-site:${ownVersion()}`;

/** A request whose answer stays compressed. */
function get(
  url: string,
  accept: string,
): Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { 'Accept-Encoding': accept } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject).end();
  });
}

async function start(): Promise<Container> {
  const container = startContainer(IMAGE, ['--memory', '64m', '--tmpfs', '/tmp', '--publish', '127.0.0.1::8080']);
  await untilOk(`${container.address(8080)}/`, container);
  return container;
}

test('the site answers in a container without any rights, with the promised headers', async () => {
  const container = await start();
  const url = container.address(8080);
  const zones = headerZones(readContent().partners);
  const asset = readdirSync(inRoot('build', 'site', 'assets')).find((name) => name.endsWith('.wasm'));
  for (const path of [
    '/',
    `/frame/${readdirSync(inRoot('build', 'site', 'frame'))[0]}/`,
    '/configurator/',
    '/score/',
    '/embed/latest.js',
    `/assets/${asset}`,
  ]) {
    const { status, headers } = await get(`${url}${path}`, 'identity');
    assert.equal(status, 200, path);
    for (const [name, value] of Object.entries(headersFor(zones, path))) {
      assert.equal(headers[name.toLowerCase()], value, `${path} ${name}`);
    }
    assert.equal(headers.server, 'nginx');
  }
  const page = await get(`${url}/`, 'identity');
  assert.match(page.bytes.toString(), /<prescore-widget|<script/);
  for (const coding of ['gzip', 'br']) {
    assert.equal((await get(`${url}/`, coding)).headers['content-encoding'], coding);
  }
  assert.equal((await get(`${url}/nothing`, 'identity')).status, 404);
  assert.doesNotMatch(container.logs(), /\[(?:emerg|alert|crit|error)\]/);
  assert.doesNotMatch(container.logs(), /\d+\.\d+\.\d+\.\d+/, 'the log names an address');
  assert.equal(container.stop(), 0, container.logs());
});
