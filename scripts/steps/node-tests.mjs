// @ts-check
import { run } from '../base/run.mjs';
import { countNodeTests } from './counts.mjs';
import { freshReport, readReport } from './reports.mjs';

/**
 * Runs test files with Node's own runner.
 *
 * @param {string[]} files
 * @param {string} log
 * @param {string} reportName
 * @param {NodeJS.ProcessEnv} env
 * @param {number} [timeoutMinutes] as for `run`
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} nothing is counted when the runner ended
 *   before it wrote its report
 */
export async function runNodeTestFiles(files, log, reportName, env, timeoutMinutes) {
  const report = freshReport(reportName);
  const { code } = await run(
    log,
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-reporter=junit',
      `--test-reporter-destination=${report}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      ...files,
    ],
    { env: { ...env, NODE_TEST_CONTEXT: undefined }, ...(timeoutMinutes && { timeoutMinutes }) },
  );
  return { counts: await countNodeTests(readReport(report), files), code };
}
