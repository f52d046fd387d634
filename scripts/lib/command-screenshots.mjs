// @ts-check
import { browserPath, prepareBrowser } from './browser.mjs';
import { buildAll } from './command-build.mjs';
import { withPlainErrors } from './failure.mjs';
import { readOptions } from './options.mjs';
import { inRoot } from './paths.mjs';
import { createLog, mustRun } from './run.mjs';

const HELP = `npm run screenshots: builds, and takes pictures of every state into build/screenshots.

  npm run screenshots -- --only TEXT   only states whose name holds the text, such as "inline form ru"`;

/** @type {{ only: { type: 'string' }, help: { type: 'boolean' } }} */
const OPTIONS = { only: { type: 'string' }, help: { type: 'boolean' } };

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return withPlainErrors(async () => {
    const options = readOptions(args, OPTIONS, 'npm run screenshots');
    if (options.help) {
      console.log(HELP);
      return 0;
    }
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
