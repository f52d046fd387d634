// What both sites of the sample bank share: safe headers, forms with a limit, static files, errors.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const MOST_OF_A_FORM = 16 * 1024;

/** What the pages may load, and nothing else. Nobody frames them, and nobody learns their addresses. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  // With no-referrer, browsers would send the forms of these pages without their origin, too.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const FILES = new Map(
  [
    ['/files/bank.css', 'text/css; charset=utf-8'],
    ['/files/carried.js', 'text/javascript; charset=utf-8'],
  ].map(([path = '', type = '']) => {
    const file = fileURLToPath(new URL(`.${path}`, import.meta.url));
    return [path, { type, content: readFileSync(file) }];
  }),
);

/**
 * @typedef {object} PageRequest
 * @property {'GET' | 'POST'} method
 * @property {URL} url
 * @property {URLSearchParams} form empty for GET
 */
/** @typedef {{ status?: number, page: { toString(): string } } | { status: 303, location: string }} PageAnswer */

/**
 * @param {(request: PageRequest) => Promise<PageAnswer | undefined>} answer `undefined` where there is no such page
 * @param {(url: URL) => PageAnswer} failed what a person sees where `answer` throws
 * @returns {import('node:http').Server} not yet listening
 */
export function createPageServer(answer, failed) {
  return createServer(async (request, response) => {
    const send = (/** @type {PageAnswer | undefined} */ answered) => {
      if (!answered) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
      if ('location' in answered) return response.writeHead(303, { Location: answered.location }).end();
      response.writeHead(answered.status ?? 200, { 'Content-Type': 'text/html; charset=utf-8' });
      return response.end(`<!doctype html>\n${answered.page}\n`);
    };
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    // A path alone: "//other.example" would be another host.
    const address = `http://${request.headers.host ?? 'localhost'}${request.url}`;
    if (!/^\/(?!\/)/.test(request.url ?? '') || !URL.canParse(address)) return response.writeHead(400).end();
    const url = new URL(address);
    // From here on the language is in the address: that of the link, else the first of the browser.
    if (!url.searchParams.has('lang')) {
      url.searchParams.set('lang', request.headers['accept-language']?.split(/[-,;]/)[0] ?? '');
    }
    const file = FILES.get(url.pathname);
    if (file) return response.writeHead(200, { 'Content-Type': file.type }).end(file.content);
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') return response.writeHead(405, { Allow: 'GET, POST' }).end();
    // A form of another site must not act in a person's name.
    if (method === 'POST' && request.headers.origin !== url.origin) return response.writeHead(403).end();
    try {
      const form = method === 'POST' ? await readForm(request) : new URLSearchParams();
      return form ? send(await answer({ method, url, form })) : response.writeHead(413).end();
    } catch (error) {
      // The kind of error only: its text could hold what a person wrote.
      console.error(`${method} ${url.pathname}: ${error instanceof Error ? error.name : 'error'}`);
      return send(failed(url));
    }
  });
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<URLSearchParams | undefined>} */
async function readForm(request) {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MOST_OF_A_FORM) return undefined;
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
