// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addresses } from '../bank/addresses.mjs';
import { runWithOptions } from '../base/options.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { SITE_OPTIONS, siteFolders, siteHelp } from '../builds/folders.mjs';
import { checkPortIsFree, DEFAULT_PORT, readPort } from '../machine/port.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm start: installs what is missing, builds, and serves on this machine the bank's page, a partner's, and the
sample bank behind them: the application, the employees' pages and the decision service.

${siteHelp('npm start', 30)}
  npm start -- --port 9000      serve on another port (default ${DEFAULT_PORT}, or the environment variable PORT);
                                all else takes the next ones
  npm start -- --host 0.0.0.0   serve to other machines too (default 127.0.0.1, this machine only)
${machineHelp('npm start', 30)}`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  ...SITE_OPTIONS,
  port: { type: 'string' },
  host: { type: 'string' },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code, after the server is stopped
 */
export function main(args) {
  return runWithOptions({ name: 'npm start', help: HELP, options: OPTIONS }, args, async (options) => {
    const port = readPort(options.port, process.env.PORT);
    const site = siteFolders(options);
    const place = addresses(port, options.host ?? '127.0.0.1');
    for (const each of Object.values(place.ports)) await checkPortIsFree(each, place.host);
    await buildAll(site ? ['site'] : ['service', 'site', 'package'], { options, site });
    await serve(place, site);
    return 0;
  });
}

/**
 * Serves copies: a build beside it changes nothing that it serves.
 *
 * @param {import('../bank/everything.mjs').Place} place
 * @param {import('../builds/folders.mjs').SiteFolders | undefined} site
 * @returns {Promise<void>} resolves after Ctrl-C stopped the servers
 */
async function serve(place, site) {
  // What it uses is installed by now.
  const { startEverything } = await import('../bank/everything.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'prescore-start-'));
  try {
    const { shown, stop } = await startEverything(folder, place, site?.folders);
    const width = Math.max(...shown.map(([what]) => what.length)) + 2;
    const lines = shown.map(([what, address]) => `${`${what}:`.padEnd(width)}${address}`);
    console.log(`\n${lines.join('\n')}\nStop them with Ctrl-C.`);
    await new Promise((resolve) => {
      process.removeAllListeners('SIGINT').once('SIGINT', resolve);
      process.removeAllListeners('SIGTERM').once('SIGTERM', resolve);
    });
    await stop();
    console.log('\nStopped.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
