// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { browserPath } from '../machine/browser.mjs';
import { countPlaywright } from './counts.mjs';
import { freshReport } from './node-tests.mjs';
import { inRoot } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/**
 * Runs Playwright's tests in the browser that is here.
 *
 * @param {string[]} args of `playwright test`, which files and how
 * @param {string} log
 * @param {string} reportName
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [timeoutMinutes]
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} nothing counted where the runner ended
 *   before writing its report
 */
export async function runPlaywright(args, log, reportName, env, timeoutMinutes) {
  const report = freshReport(reportName);
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const { code } = await run(log, process.execPath, [cli, 'test', '--reporter=list,json', ...args], {
    env: { ...env, PRESCORE_CHROMIUM: await browserPath(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    ...(timeoutMinutes === undefined ? {} : { timeoutMinutes }),
  });
  const counts = existsSync(report)
    ? countPlaywright(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  return { counts, code };
}
