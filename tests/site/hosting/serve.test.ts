import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readPartners } from '../../../site/hosting/partners.mjs';
import { createSiteServer } from '../../../site/hosting/serve.mjs';

const dir = mkdtempSync(join(tmpdir(), 'prescore-serve-'));
const files = [
  'index.html',
  'frame/ru/index.html',
  'configurator/index.html',
  'score/index.html',
  'embed/latest.js',
  'assets/page.01234567.js',
  'assets/prescore.01234567.wasm',
  'assets/instant-card.01234567.bin',
];
for (const name of files) {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), 'x');
}
const server = createSiteServer({ dir });
let base = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const header = async (path: string, name: string): Promise<string | null> =>
  (await fetch(`${base}${path}`)).headers.get(name);

describe('the server', () => {
  test('names the types that browsers insist on', async () => {
    assert.equal(await header('/assets/prescore.01234567.wasm', 'content-type'), 'application/wasm');
    assert.equal(await header('/assets/instant-card.01234567.bin', 'content-type'), 'application/octet-stream');
    assert.match((await header('/assets/page.01234567.js', 'content-type')) ?? '', /^text\/javascript/);
    assert.match((await header('/', 'content-type')) ?? '', /^text\/html/);
  });

  test('lets browsers keep what never changes, and only that', async () => {
    assert.match((await header('/assets/page.01234567.js', 'cache-control')) ?? '', /immutable/);
    for (const path of ['/', '/frame/ru/', '/embed/latest.js']) {
      assert.equal(await header(path, 'cache-control'), 'no-cache', path);
    }
  });

  test('sends the policy with every response, also where there is no file', async () => {
    for (const path of ['/', '/assets/page.01234567.js', '/nothing']) {
      const policy = (await header(path, 'content-security-policy')) ?? '';
      for (const rule of [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types lit-html',
      ]) {
        assert.ok(policy.split('; ').includes(rule), `${path} ${rule}`);
      }
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
      assert.equal(await header(path, 'x-content-type-options'), 'nosniff');
      assert.equal(await header(path, 'referrer-policy'), 'no-referrer');
    }
  });

  test('lets partners, and nobody else, show the frame', async () => {
    const origins = Object.values(readPartners().partners).flatMap((partner) => partner.origins);
    const policy = (await header('/frame/ru/', 'content-security-policy')) ?? '';
    assert.ok(policy.split('; ').includes(`frame-ancestors 'self' ${origins.join(' ')}`), policy);
    for (const path of ['/', '/configurator/', '/score/', '/frame', '/nothing']) {
      assert.match((await header(path, 'content-security-policy')) ?? '', /frame-ancestors 'none'/, path);
    }
  });

  test("lets pages of other origins load the snippet's script, and not read pages", async () => {
    for (const path of ['/assets/page.01234567.js', '/embed/latest.js']) {
      assert.equal(await header(path, 'access-control-allow-origin'), '*', path);
      assert.equal(await header(path, 'cross-origin-resource-policy'), 'cross-origin', path);
    }
    for (const path of ['/', '/frame/ru/']) assert.equal(await header(path, 'access-control-allow-origin'), null, path);
  });

  test('lets only the configurator show frames, and only its own', async () => {
    assert.match((await header('/configurator/', 'content-security-policy')) ?? '', /frame-src 'self'(;|$)/);
    for (const path of ['/', '/frame/ru/']) {
      assert.doesNotMatch((await header(path, 'content-security-policy')) ?? '', /frame-src/);
    }
  });

  test('lets only the page that scores files make workers, of its own scripts', async () => {
    const policy = (await header('/score/', 'content-security-policy')) ?? '';
    assert.match(policy, /worker-src 'self'(;|$)/);
    assert.match(policy, /trusted-types prescore-worker(;|$)/);
    for (const path of [
      '/',
      '/frame/ru/',
      '/configurator/',
      '/assets/page.01234567.js',
      '/embed/latest.js',
      '/nothing',
    ]) {
      const other = (await header(path, 'content-security-policy')) ?? '';
      // Without the directive browsers ask `script-src`, which would let them be made.
      assert.match(other, /worker-src 'none'(;|$)/, path);
      assert.doesNotMatch(other, /prescore-worker/, path);
    }
  });

  test('answers 404 for what it does not have', async () => {
    assert.equal((await fetch(`${base}/nothing`)).status, 404);
    assert.equal(await header('/assets/later.01234567.js', 'cache-control'), 'no-cache', 'to be asked for again');
  });
});
