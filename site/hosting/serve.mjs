// Servers for development and tests: the bank's site, and a partner's page. A bank serves the same folder with the
// same headers.

import { createServer } from 'node:http';
import sirv from 'sirv';
import { headersFor, headerZones } from './headers.mjs';
import { readPartners } from './partners.mjs';

/**
 * @param {object} options
 * @param {string} options.dir holds the built site; files added later are found as well
 * @param {import('./partners.mjs').PartnerList} [options.partners] else the repository's list
 * @param {readonly string[]} [options.folders] of the site's programmes, as for `headerZones`
 * @returns {import('node:http').Server} not yet listening
 */
export function createSiteServer({ dir, partners = readPartners(), folders = [''] }) {
  const zones = headerZones(partners, folders);
  return createFolderServer(dir, (path) => headersFor(zones, path));
}

/**
 * @param {string} dir holds a partner's page
 * @param {Readonly<Record<string, string>>} headers of every response
 * @returns {import('node:http').Server} not yet listening
 */
export function createPartnerServer(dir, headers) {
  return createFolderServer(dir, () => headers);
}

/**
 * @param {string} dir
 * @param {(path: string) => Readonly<Record<string, string>>} headersOf
 */
function createFolderServer(dir, headersOf) {
  const serveFile = sirv(dir, { dev: true });
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headersOf(pathname))) response.setHeader(name, value);
    if (pathname.endsWith('.bin')) response.setHeader('Content-Type', 'application/octet-stream');
    serveFile(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' });
      response.end('Not found\n');
    });
  });
}
