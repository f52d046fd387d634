// @ts-check

import { StepFailure } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { createLog } from '../base/run.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { prepareBrowser } from '../machine/browser.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';
import { judge } from '../steps/counts.mjs';
import { runPlaywright } from '../steps/playwright.mjs';

const HELP = `npm run screenshots: builds, and takes screenshots of every state into build/screenshots.

  npm run screenshots -- --only TEXT   only states whose name contains the text, such as "inline form ru"
${machineHelp('npm run screenshots', 37)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, only: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run screenshots', help: HELP, options: OPTIONS }, args, async (options) => {
    await buildAll(['site'], { options, purpose: 'pictures' });
    const log = createLog('screenshots');
    await prepareBrowser(log);
    const only = options.only === undefined ? [] : ['--grep', options.only];
    const args = ['--config', inRoot('tests', 'looks', 'playwright.config.ts'), ...only];
    const { counts, code } = await runPlaywright(args, log, 'screenshots.json', process.env, 30);
    if (judge(counts, code).failed > 0) throw new StepFailure('Some pictures could not be taken.', log);
    console.log('\nThe pictures are in build/screenshots.');
    return 0;
  });
}
