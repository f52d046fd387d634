// @ts-check
import { createServer } from 'node:net';
import { UserError } from '../base/failure.mjs';

export const DEFAULT_PORT = 8080;

/**
 * @param {string | undefined} option what `--port` says
 * @param {string | undefined} variable what the environment variable PORT says
 * @returns {number} the port to serve on, 1 to 65535
 */
export function readPort(option, variable) {
  const text = option ?? (variable || undefined);
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  const source = option === undefined ? 'The environment variable PORT' : '--port';
  throw new UserError(`${source} must be a whole number from 1 to 65535, but it is "${text}".`);
}

/**
 * Explains why a server cannot listen.
 *
 * @param {unknown} error what the server reported
 * @param {number} port
 * @param {string} host
 * @returns {unknown} a {@link UserError} for the known causes, else the error itself
 */
export function explainListenError(error, port, host) {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const other = port >= 1024 && port < 65535 ? port + 1 : DEFAULT_PORT;
  const mend = `Choose another one: npm start -- --port ${other}`;
  if (code === 'EADDRINUSE') {
    return new UserError(`Port ${port} is already taken by another program. ${mend}`);
  }
  if (code === 'EACCES') {
    return new UserError(`Port ${port} may not be used by this account. ${mend}`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new UserError(`"${host}" is not an address of this machine. Try: npm start -- --host 127.0.0.1`);
  }
  return error;
}

/**
 * @param {import('node:net').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>} settled once the server listens or cannot
 */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, port, host)));
    server.listen(port, host, () => resolve());
  });
}

/**
 * Finds out early, before minutes of building, that a port is taken.
 *
 * @param {number} port
 * @param {string} host
 */
export async function checkPortIsFree(port, host) {
  const probe = createServer();
  await listen(probe, port, host);
  await new Promise((resolve) => probe.close(resolve));
}
