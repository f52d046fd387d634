// @ts-check
import { buildAll } from './command-build.mjs';
import { withPlainErrors } from './failure.mjs';
import { readOptions } from './options.mjs';
import { inRoot } from './paths.mjs';
import { checkPortIsFree, DEFAULT_PORT, listen, readPort } from './port.mjs';

const HELP = `npm start: installs what is missing, builds, and serves the bank's page on this machine.

  npm start -- --port 8081      serve on another port (default ${DEFAULT_PORT}, or the environment variable PORT)
  npm start -- --host 0.0.0.0   serve to other machines too (default 127.0.0.1, this machine only)`;

/** @type {{ port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean' } }} */
const OPTIONS = { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean' } };

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code, once the server is stopped
 */
export function main(args) {
  return withPlainErrors(async () => {
    const options = readOptions(args, OPTIONS, 'npm start');
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    const port = readPort(options.port, process.env.PORT);
    const host = options.host ?? '127.0.0.1';
    await checkPortIsFree(port, host);
    await buildAll();
    await serve(port, host);
    return 0;
  });
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>} settled once Ctrl-C stopped the server
 */
async function serve(port, host) {
  const { createSiteServer } = await import('../../site/serve.mjs');
  const server = createSiteServer({ dir: inRoot('build', 'site') });
  await listen(server, port, host);
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  console.log(`\nThe bank's page: http://${name}:${port}/\nStop it with Ctrl-C.`);
  await new Promise((resolve) => {
    process.removeAllListeners('SIGINT').once('SIGINT', resolve);
    process.removeAllListeners('SIGTERM').once('SIGTERM', resolve);
  });
  server.close();
  server.closeAllConnections();
  console.log('\nStopped.');
}
