// A made-up credit bureau: it answers about the sample's clients, as a real one would over HTTP.

import { createServer } from 'node:http';

/** @typedef {{ as_of: string, values: Readonly<Record<string, string | number>> }} BureauRecord */

/**
 * `GET /clients/<client>` with the token answers `{"client", "as_of", "record": {question: value}}`, or 404.
 *
 * @param {{ token: string, records: Readonly<Record<string, BureauRecord>> }} options
 * @returns {import('node:http').Server} not yet listening
 */
export function createBureau({ token, records }) {
  return createServer((request, response) => {
    const send = (/** @type {number} */ status, /** @type {object} */ body) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    if (request.headers.authorization !== `Bearer ${token}`) return send(401, { error: 'token' });
    const client = decodeURIComponent(/^\/clients\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? '');
    if (!Object.hasOwn(records, client)) return send(404, { error: 'unknown client' });
    const { as_of, values } = /** @type {BureauRecord} */ (records[client]);
    return send(200, { client, as_of, record: values });
  });
}
