// @ts-check
import { inRoot } from '../base/paths.mjs';
import { addToLog, run } from '../base/run.mjs';
import { countFiles } from './counts.mjs';
import { freshReport, readReport } from './reports.mjs';

/** @typedef {{ severity: string, file: string, line: number, message: string }} Finding */

/**
 * Checks the TypeScript, the scripts and the CSS: their format, and the rules of biome.jsonc. Warnings count too.
 *
 * @param {string} log
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} one test for each file
 */
export async function runBiome(log) {
  const report = freshReport('biome.json');
  const args = ['--reporter=json', `--reporter-file=${report}`, '--max-diagnostics=none', '--error-on-warnings'];
  const { code } = await run(log, process.execPath, [
    inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
    'check',
    // Leaves out the order of imports.
    '--assist-enabled=false',
    '--diagnostic-level=warn',
    ...args,
  ]);
  const { checked, findings } = readBiomeReport(readReport(report));
  for (const { file, line, message } of findings) addToLog(log, `${file}:${line}: ${message}`);
  if (findings.length > 0) addToLog(log, 'To format: npx biome format --write. To see more: npx biome lint.');
  const failed = findings.map(({ file }) => file);
  return { counts: countFiles(checked, failed), code };
}

/**
 * @param {string} json the report; empty when there is none
 * @returns {{ checked: number, findings: Finding[] }} how many files were checked, and what was found in them
 */
export function readBiomeReport(json) {
  if (json === '') return { checked: 0, findings: [] };
  const { summary, diagnostics } = JSON.parse(json);
  return {
    checked: summary.changed + summary.unchanged,
    findings: diagnostics.map((/** @type {any} */ { severity, category, message, location }) => ({
      severity,
      file: location?.path ?? '(no file)',
      line: location?.start?.line ?? 1,
      message: `${severity}: ${message} [${category}]`,
    })),
  };
}
