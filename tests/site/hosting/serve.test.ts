import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readPartners } from '../../../site/hosting/partners.mjs';
import { createPartnerServer, createSiteServer } from '../../../site/hosting/serve.mjs';

const dir = mkdtempSync(join(tmpdir(), 'prescore-serve-'));
const files = [
  'index.html',
  'frame/ru/index.html',
  'configurator/index.html',
  'score/index.html',
  'embed/latest.js',
  'assets/prescore-embed-0.1.0.01234567.js',
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

  test("lets pages of other origins load the snippet's script, and nothing else", async () => {
    for (const path of ['/assets/prescore-embed-0.1.0.01234567.js', '/embed/latest.js']) {
      assert.equal(await header(path, 'access-control-allow-origin'), '*', path);
      assert.equal(await header(path, 'cross-origin-resource-policy'), 'cross-origin', path);
    }
    for (const path of ['/assets/page.01234567.js', '/assets/prescore.01234567.wasm']) {
      assert.equal(await header(path, 'cross-origin-resource-policy'), 'same-origin', path);
    }
    for (const path of ['/', '/frame/ru/', '/assets/page.01234567.js', '/assets/instant-card.01234567.bin']) {
      assert.equal(await header(path, 'access-control-allow-origin'), null, path);
    }
  });

  test("isolates the windows of the bank's own pages", async () => {
    for (const path of ['/', '/configurator/', '/score/']) {
      assert.equal(await header(path, 'cross-origin-opener-policy'), 'same-origin', path);
    }
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

  /** The status of a request that no browser would send by itself. */
  const statusOf = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(base);
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });

  const odd: [path: string, headers: Record<string, string>, status: number][] = [
    ['//', {}, 400],
    ['//evil.example/', {}, 400],
    ['/%', {}, 400],
    ['/%00', {}, 400],
    ['/..%2f..%2fetc/passwd', {}, 400],
    ['/\\\\evil.example', {}, 400],
    ['http://localhost/', {}, 400],
    ['/index.html', { host: 'a b' }, 400],
    ['/index.html', { host: '[::1' }, 400],
    ['/index.html', { host: 'x;y' }, 400],
    ['/index.html', { host: '"' }, 400],
    ['/index.html', { range: 'bytes=5-2' }, 416],
    ['/index.html', { range: 'bytes=-5' }, 416],
    ['/index.html', { range: 'bytes=9-' }, 416],
    ['/index.html', { range: 'lines=1-2' }, 416],
    ['/index.html', { range: 'bytes=0-0' }, 206],
    ['/index.html', { host: 'LOCALHOST:80' }, 200],
    ['/index.html', { host: '[::1]:80' }, 200],
  ];
  for (const [path, headers, status] of odd) {
    test(`answers ${status} to ${path} ${JSON.stringify(headers)}, and goes on`, async () => {
      assert.equal(await statusOf(path, headers), status);
      assert.equal(await statusOf('/index.html'), 200);
    });
  }

  test('takes no method that changes anything', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) assert.equal(await statusOf('/', {}, method), 405);
  });

  test('answers 404 for what it does not have', async () => {
    assert.equal((await fetch(`${base}/nothing`)).status, 404);
    assert.equal(await header('/assets/later.01234567.js', 'cache-control'), 'no-cache', 'to be asked for again');
  });
});

describe('the servers of npm start', () => {
  const frame = `<meta name="prescore-partners" content="{}">`;
  writeFileSync(join(dir, 'frame/ru/index.html'), frame);
  const application = {
    from: 'https://bank.example/apply',
    to: (hostname: string) => `http://${hostname}:8082/apply`,
  };
  const site = createSiteServer({ dir, samplePort: 4321, application });
  const shop = createPartnerServer(dir, { 'Content-Security-Policy': 'script-src http://localhost:8080' }, [
    { from: 'http://localhost:8080', to: (hostname) => `http://${hostname}:8080` },
  ]);
  const addresses: string[] = [];
  before(async () => {
    writeFileSync(join(dir, 'shop.html'), '<script src="http://localhost:8080/embed/latest.js"></script>');
    for (const each of [site, shop]) {
      await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
      addresses.push(`127.0.0.1:${(each.address() as AddressInfo).port}`);
    }
  });
  after(() => [site, shop].map((each) => each.close()));

  const ask = (index: number, path: string, host: string): Promise<[policy: string, body: string]> =>
    new Promise((resolve, reject) => {
      const [hostname = '', port = ''] = addresses[index]?.split(':') ?? [];
      request({ hostname, port, path, headers: { host } }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part as Buffer);
        resolve([String(response.headers['content-security-policy']), Buffer.concat(parts).toString()]);
      })
        .on('error', reject)
        .end();
    });

  test('let the sample page show the frame, whatever name of the machine was asked for', async () => {
    for (const name of ['localhost', '192.168.1.7', 'my-desk', '[::1]']) {
      const [policy, body] = await ask(0, '/frame/ru/', `${name}:8080`);
      assert.ok(policy.includes(` http://${name}:4321`), policy);
      assert.ok(body.includes(`&quot;http://${name}:4321&quot;`), body);
    }
  });

  test("lead to the sample's application, but for the configurator, whose snippets are for partners' pages", async () => {
    const page = '<a href="https://bank.example/apply"></a>';
    mkdirSync(join(dir, 'configurator'), { recursive: true });
    for (const place of ['.', 'configurator']) writeFileSync(join(dir, place, 'apply.html'), page);
    const [, body] = await ask(0, '/apply.html', '192.168.1.7:8080');
    assert.equal(body, '<a href="http://192.168.1.7:8082/apply"></a>');
    assert.equal((await ask(0, '/configurator/apply.html', '192.168.1.7:8080'))[1], page);
  });

  test("name the bank by the same name in the partner's page and its policy", async () => {
    const [policy, body] = await ask(1, '/shop.html', '192.168.1.7:8081');
    assert.equal(policy, 'script-src http://192.168.1.7:8080');
    assert.ok(body.includes('src="http://192.168.1.7:8080/embed/latest.js"'), body);
  });
});
