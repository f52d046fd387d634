// Servers for development and tests: the bank's site, and a partner's page. A bank serves the same folder with the
// same headers.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { headersFor, headerZones } from './headers.mjs';
import { framePartners, readPartners, withSampleOrigin } from './partners.mjs';
import { errorOf } from './requests.mjs';

/** @typedef {import('node:http').Server} Server */
/** @typedef {Readonly<Record<string, string>>} Headers */
/**
 * What a folder's server sends besides the files.
 * @typedef {object} Sending
 * @property {(path: string, hostname: string) => Headers} headersOf the response's headers, by the host that was asked
 * @property {(path: string, hostname: string) => ((html: string) => string) | undefined} [changeOf] what it changes in a page
 */
/**
 * Something that pages and headers name by another address than it has here.
 * @typedef {object} Moved
 * @property {string} from the address in pages and headers
 * @property {(hostname: string) => string} to its address for somebody who asked this host
 */

/** @param {string} text @param {Moved} address @param {string} hostname */
const moved = (text, { from, to }, hostname) => text.replaceAll(from, to(hostname));

/**
 * @param {object} options
 * @param {string} options.dir holds the built site; files added later are found as well
 * @param {import('./partners.mjs').PartnerList} [options.partners] else the repository's list
 * @param {readonly string[]} [options.folders] of the site's programmes, as for `headerZones`
 * @param {number} [options.samplePort] where on the same host the sample page of the first partner is served, if it is
 * @param {Moved} [options.application] where the bank's application is, if not at the address in the pages
 * @returns {Server} not yet listening
 */
export function createSiteServer({ dir, partners = readPartners(), folders = [''], samplePort, application }) {
  const listOf = (/** @type {string} */ hostname) =>
    samplePort === undefined ? partners : withSampleOrigin(partners, `http://${hostname}:${samplePort}`);
  const isFrame = (/** @type {string} */ path) => folders.some((folder) => path.startsWith(`/${folder}frame/`));
  return createFolderServer(dir, {
    headersOf: (path, hostname) => headersFor(headerZones(listOf(hostname), folders), path),
    changeOf: (path, hostname) => {
      // The configurator writes snippets for partners' pages: their links lead to the bank's own address.
      const isMoved = application && !path.startsWith('/configurator/');
      if (!isFrame(path) && !isMoved) return undefined;
      return (html) => {
        // The frame checks the page around against the list in its document.
        const listed = isFrame(path) ? withPartners(html, listOf(hostname)) : html;
        return isMoved ? moved(listed, application, hostname) : listed;
      };
    },
  });
}

/**
 * @param {string} dir holds a partner's page
 * @param {Headers} headers of every response
 * @param {readonly Moved[]} [places] the bank's origin, for instance
 * @returns {Server} not yet listening
 */
export function createPartnerServer(dir, headers, places = []) {
  /** @param {string} text @param {string} hostname */
  const adapted = (text, hostname) => places.reduce((changed, place) => moved(changed, place, hostname), text);
  return createFolderServer(dir, {
    headersOf: (_, hostname) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, adapted(value, hostname)])),
    changeOf: (_, hostname) => (html) => adapted(html, hostname),
  });
}

/** @param {string} html of the frame @param {import('./partners.mjs').PartnerList} list */
function withPartners(html, list) {
  const json = JSON.stringify(framePartners(list)).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return html.replace(/(<meta name="prescore-partners" content=")[^"]*/, (_, start) => start + json);
}

/**
 * @param {string} dir
 * @param {Sending} sending
 */
function createFolderServer(dir, sending) {
  const serveFile = sirv(dir, { dev: true });
  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  const answer = (request, response) => {
    const path = (request.url ?? '').split(/[?#]/)[0] ?? '';
    const hostname = (request.headers.host ?? 'localhost').replace(/:\d+$/, '').toLowerCase();
    for (const [name, value] of Object.entries(sending.headersOf(path, hostname))) response.setHeader(name, value);
    const page = pageAt(dir, path);
    const change = page && sending.changeOf?.(path, hostname);
    if (page && change) return sendPage(response, change(readFileSync(page, 'utf8')));
    if (path.endsWith('.bin')) response.setHeader('Content-Type', 'application/octet-stream');
    serveFile(request, response, () => sendText(response, 404, 'Not found'));
  };
  return createServer((request, response) => {
    const error = errorOf(request);
    if (error) return sendText(response, error.status, error.reason);
    try {
      answer(request, response);
    } catch (cause) {
      // A file may be rewritten while it is sent.
      console.error(cause);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The file could not be read');
    }
  });
}

/** @param {string} dir @param {string} path @returns {string | undefined} the file of a page */
function pageAt(dir, path) {
  const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
  return file.endsWith('.html') && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** @param {import('node:http').ServerResponse} response @param {string} html */
function sendPage(response, html) {
  response.setHeader('Content-Type', 'text/html;charset=utf-8');
  response.end(html);
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text */
function sendText(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(`${text}\n`);
}
