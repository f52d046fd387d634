import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createSiteServer } from '../../site/serve.mjs';

const dir = mkdtempSync(join(tmpdir(), 'prescore-serve-'));
const files = ['index.html', 'page.01234567.js', 'prescore.01234567.wasm', 'instant-card.01234567.bin'];
for (const name of files) writeFileSync(join(dir, name), 'x');
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
    assert.equal(await header('/prescore.01234567.wasm', 'content-type'), 'application/wasm');
    assert.equal(await header('/instant-card.01234567.bin', 'content-type'), 'application/octet-stream');
    assert.match((await header('/page.01234567.js', 'content-type')) ?? '', /^text\/javascript/);
    assert.match((await header('/', 'content-type')) ?? '', /^text\/html/);
  });

  test('lets browsers keep what never changes, and only that', async () => {
    assert.match((await header('/page.01234567.js', 'cache-control')) ?? '', /immutable/);
    assert.equal(await header('/', 'cache-control'), 'no-cache');
  });

  test('sends the policy with every response, also where there is no file', async () => {
    for (const path of ['/', '/page.01234567.js', '/nothing']) {
      const policy = (await header(path, 'content-security-policy')) ?? '';
      for (const rule of [
        "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "form-action 'none'",
        "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types lit-html',
      ]) {
        assert.ok(policy.split('; ').includes(rule), `${path} ${rule}`);
      }
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
      assert.equal(await header(path, 'x-content-type-options'), 'nosniff');
      assert.equal(await header(path, 'referrer-policy'), 'no-referrer');
    }
  });

  test('answers 404 for what it does not have', async () => {
    assert.equal((await fetch(`${base}/nothing`)).status, 404);
  });
});
