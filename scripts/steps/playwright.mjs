// @ts-check
import { inRoot } from '../base/paths.mjs';
import { run } from '../base/run.mjs';
import { browserPath } from '../machine/browser.mjs';
import { countPlaywright } from './counts.mjs';
import { freshReport, readReport } from './reports.mjs';

/**
 * Runs Playwright's tests in the browser of this machine.
 *
 * @param {string[]} args of `playwright test`: which files, and options
 * @param {string} log
 * @param {string} reportName
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [timeoutMinutes]
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} nothing is counted when the runner ended
 *   before it wrote its report
 */
export async function runPlaywright(args, log, reportName, env, timeoutMinutes) {
  const report = freshReport(reportName);
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const { code } = await run(log, process.execPath, [cli, 'test', '--reporter=list,json', ...args], {
    env: { ...env, PRESCORE_CHROMIUM: await browserPath(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    ...(timeoutMinutes === undefined ? {} : { timeoutMinutes }),
  });
  return { counts: countPlaywright(readReport(report)), code };
}
