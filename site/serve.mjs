// A server for the built site, for development and tests. A bank serves the same folder with the same headers.

import { createServer } from 'node:http';
import sirv from 'sirv';
import { cacheControl, securityHeaders } from './headers.mjs';

/**
 * @param {{ dir: string }} options `dir` holds the built site; files added later are found as well
 * @returns {import('node:http').Server} not yet listening
 */
export function createSiteServer({ dir }) {
  const serveFile = sirv(dir, { dev: true, setHeaders: setFileHeaders });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    serveFile(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Not found\n');
    });
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 */
function setFileHeaders(response, path) {
  response.setHeader('Cache-Control', cacheControl(path));
  if (path.endsWith('.bin')) response.setHeader('Content-Type', 'application/octet-stream');
}
