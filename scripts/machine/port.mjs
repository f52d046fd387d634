// @ts-check
import { createServer } from 'node:net';
import { UserError } from '../base/failure.mjs';

export const DEFAULT_PORT = 8080;

/**
 * @param {string | undefined} option the value of `--port`
 * @param {string | undefined} variable the value of the environment variable PORT
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
 * @param {unknown} error of the server
 * @param {number} port
 * @param {string} host
 * @returns {unknown} a {@link UserError} for the known causes, else the error itself
 */
export function explainListenError(error, port, host) {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const other = port >= 1024 && port < 65535 ? port + 1 : DEFAULT_PORT;
  const fix = `Choose another one: npm start -- --port ${other}`;
  if (code === 'EADDRINUSE') {
    return new UserError(`Port ${port} is already taken by another program. ${fix}`);
  }
  if (code === 'EACCES') {
    return new UserError(`Port ${port} may not be used by this account. ${fix}`);
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
 * @returns {Promise<void>} resolves when the server listens; rejects when it cannot
 */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, port, host)));
    server.listen(port, host, () => resolve());
  });
}

/**
 * Checks that a port is free, before a build that takes minutes.
 *
 * @param {number} port
 * @param {string} host
 */
export async function checkPortIsFree(port, host) {
  const probe = createServer();
  await listen(probe, port, host);
  await new Promise((resolve) => probe.close(resolve));
}
