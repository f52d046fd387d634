// @ts-check
import { browserPath, prepareBrowser } from './browser.mjs';
import { buildAll } from './command-build.mjs';
import { runWithOptions } from './options.mjs';
import { inRoot } from './paths.mjs';
import { createLog, mustRun } from './run.mjs';

const HELP = `npm run screenshots: builds, and takes pictures of every state into build/screenshots.

  npm run screenshots -- --only TEXT   only states whose name holds the text, such as "inline form ru"`;

/** @type {{ only: { type: 'string' } }} */
const OPTIONS = { only: { type: 'string' } };

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run screenshots', help: HELP, options: OPTIONS }, args, async (options) => {
    await buildAll(['site']);
    const log = createLog('screenshots');
    await prepareBrowser(log);
    const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
    const only = options.only === undefined ? [] : ['--grep', options.only];
    const env = { ...process.env, PRESCORE_CHROMIUM: await browserPath() };
    await mustRun(log, process.execPath, [cli, 'test', '--config', inRoot('tests', 'looks', 'playwright.config.ts'), ...only], { env, timeoutMinutes: 30 });
    console.log('\nThe pictures are in build/screenshots.');
    return 0;
  });
}
