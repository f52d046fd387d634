// The nginx file, run by nginx: what it sends is what the development server sends.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { thisHost } from '../../../scripts/machine/host.mjs';
import { findNginx, NGINX_BROTLI } from '../../../scripts/machine/requirements.mjs';
import { headersFor, headerZones } from '../../../site/hosting/headers.mjs';
import { readPartners } from '../../../site/hosting/partners.mjs';
import { readText, root } from '../support.ts';

const site = process.env['PRESCORE_SITE'] ?? join(root, 'build/site');
const release = JSON.parse(readFileSync(join(site, 'embed/release.json'), 'utf8')) as { loader: string };
const frame = readFileSync(join(site, 'frame/ru/index.html'), 'utf8');
const asset = (ending: string): string => new RegExp(`assets/[^"]+\\.${ending}`).exec(frame)?.[0] ?? `no ${ending}`;

const zones = headerZones(readPartners());
const files: [path: string, type: RegExp][] = [
  ['/', /^text\/html; charset=utf-8$/],
  ['/en/', /^text\/html/],
  ['/frame/ru/', /^text\/html/],
  [`/${release.loader}`, /^text\/javascript/],
  ['/embed/latest.js', /^text\/javascript/],
  [`/${asset('css')}`, /^text\/css/],
  [`/${asset('wasm')}`, /^application\/wasm$/],
  [`/${asset('bin')}`, /^application\/octet-stream$/],
];

interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const receive = (port: number, path: string, encoding = 'identity'): Promise<Received> =>
  new Promise((resolve, reject) => {
    get({ port, path, headers: { 'Accept-Encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).on('error', reject);
  });

function configuration(folder: string, port: number, best: string): string {
  const module = best === 'brotli' ? `load_module ${NGINX_BROTLI};` : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `${module} daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
    events {} http { access_log off; ${temporary.join(' ')}
    ${documentedServer(port, best)} }`;
}

/** The `server` block that docs/hosting.md shows, with this machine's folders. */
function documentedServer(port: number, best: string): string {
  const [, block = ''] = /```nginx\n([^`]+)```/.exec(readText('docs/hosting.md')) ?? [];
  return block
    .replace('8080', `127.0.0.1:${port}`)
    .replace('/srv/prescore/site', site)
    .replace('/srv/prescore/hosting/nginx-gzip.conf', `${root}/build/hosting/nginx-${best}.conf`);
}

async function start(folder: string, port: number, best: string): Promise<ChildProcess> {
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, best));
  const nginx = findNginx(thisHost()) ?? 'nginx';
  const child = spawn(nginx, ['-e', join(folder, 'error.log'), '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'inherit',
  });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await receive(port, '/').then(
        () => true,
        () => false,
      )
    )
      return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'));
}

const encodings = existsSync(NGINX_BROTLI) ? (['gzip', 'brotli'] as const) : (['gzip'] as const);
const unpack = { gzip: gunzipSync, brotli: brotliDecompressSync };

for (const best of encodings) {
  describe(`nginx, ${best}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'prescore-nginx-'));
    let port = 0;
    let child: ChildProcess | undefined;
    before(async () => {
      port = await freePort();
      child = await start(folder, port, best);
    });
    after(() => {
      child?.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    for (const [path, type] of files) {
      test(`${path} has its type and every header of its zone`, async () => {
        const { status, headers } = await receive(port, path);
        assert.equal(status, 200);
        assert.match(headers['content-type'] ?? '', type);
        for (const [name, value] of Object.entries(headersFor(zones, path))) {
          assert.equal(headers[name.toLowerCase()], value, name);
        }
      });
    }

    test('sends the compressed copies, and they are the files', async () => {
      const token = { gzip: 'gzip', brotli: 'br' }[best];
      for (const path of ['/', `/${release.loader}`, `/${asset('wasm')}`]) {
        const { headers, body } = await receive(port, path, `gzip;q=0.5, ${token}`);
        assert.equal(headers['content-encoding'], token, path);
        const plain = (await receive(port, path)).body;
        assert.deepEqual(unpack[best](body), plain, path);
      }
    });

    test('keeps for ever only what never changes', async () => {
      const keeps = async (path: string): Promise<boolean> =>
        /immutable/.test((await receive(port, path)).headers['cache-control'] ?? '');
      assert.deepEqual(
        await Promise.all(files.map(([path]) => keeps(path))),
        files.map(([path]) => path.startsWith('/assets/')),
      );
    });

    test('answers 404 with the policy too, and lists no folder', async () => {
      for (const path of ['/nothing', '/assets/', '/assets/nothing.js', '/frame/']) {
        const { status, headers } = await receive(port, path);
        assert.equal(status, 404, path);
        assert.match(String(headers['content-security-policy']), /^default-src 'none'/, path);
        assert.doesNotMatch(String(headers['cache-control']), /max-age|immutable/, path);
      }
    });
  });
}

describe('_headers', () => {
  const blocks = readFileSync(join(site, '_headers'), 'utf8')
    .trim()
    .split('\n\n')
    .map((block) => block.split('\n'));
  const fits = (pattern: string, path: string): boolean =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  /** What a static host sends: the headers of every pattern that fits. */
  const sent = (path: string): string[] =>
    blocks
      .filter(([pattern]) => fits(pattern ?? '', path))
      .flatMap(([, ...lines]) => lines)
      .sort();
  const zone = (path: string): string[] =>
    Object.entries(headersFor(zones, path))
      .map(([name, value]) => `  ${name}: ${value}`)
      .sort();

  test('says the same for each file, and no header twice', () => {
    for (const [path] of files) assert.deepEqual(sent(path), zone(path), path);
  });

  test('keeps every asset for ever, and none that is not there', () => {
    for (const name of readdirSync(join(site, 'assets')).filter((name) => !/\.(br|gz)$/.test(name))) {
      assert.deepEqual(sent(`/assets/${name}`), zone(`/assets/${name}`), name);
    }
    const missing = sent('/assets/page.00000000.js');
    assert.deepEqual(
      missing,
      zone('/assets/').filter((line) => !line.includes('Cache-Control')),
    );
  });

  test('has no more rules than Cloudflare Pages reads', () => assert.ok(blocks.length <= 100));
});
