// @ts-check
// Serves files from memory, compressed by Brotli at its best, as a careful host would for every contender alike.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { inRoot } from '../../../scripts/base/paths.mjs';

const compress = promisify(brotliCompress);
/** Megabytes at full effort take a minute: once is enough. */
const CACHE = inRoot('build', 'bench-compressed');

/**
 * @param {ReadonlyMap<string, import('./pages.mjs').Served>} files by path
 * @returns {Promise<{ origin: string, close: () => void, bytes: ReadonlyMap<string, number> }>} `bytes`: as sent
 */
export async function serveCompressed(files) {
  /** @type {Map<string, { head: Record<string, string>, body: Uint8Array }>} */
  const ready = new Map();
  for (const [path, { type, content, headers }] of files) {
    const head = { ...headers, 'Content-Type': type, 'Content-Encoding': 'br' };
    ready.set(path, { head, body: await compressed(Buffer.from(content)) });
  }
  const server = createServer((request, response) => {
    const found = ready.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (!found) return void response.writeHead(404).end();
    response.writeHead(200, { ...found.head, 'Content-Length': String(found.body.length) }).end(found.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
    bytes: new Map([...ready].map(([path, { body }]) => [path, body.length])),
  };
}

/** @param {Buffer} content */
async function compressed(content) {
  const file = join(CACHE, createHash('sha256').update(content).digest('hex'));
  if (existsSync(file)) return readFileSync(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const body = await compress(content, { params });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, body);
  return body;
}
