// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/**
 * @param {string} name of a report below build/test-results
 * @returns {string} its path, with no older report there
 */
export function freshReport(name) {
  mkdirSync(RESULTS, { recursive: true });
  const path = join(RESULTS, name);
  rmSync(path, { force: true });
  return path;
}

/**
 * Runs test files by Node's own runner.
 *
 * @param {string[]} files
 * @param {string} log
 * @param {string} reportName
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ tap: string, code: number }>} the report is empty where the runner ended before writing it
 */
export async function runNodeTestFiles(files, log, reportName, env) {
  const report = freshReport(reportName);
  const { code } = await run(
    log,
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      ...files,
    ],
    { env: { ...env, NODE_TEST_CONTEXT: undefined } },
  );
  return { tap: existsSync(report) ? readFileSync(report, 'utf8') : '', code };
}
