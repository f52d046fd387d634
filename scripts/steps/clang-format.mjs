// @ts-check
import { findFiles } from '../base/files.mjs';
import { addToLog, run } from '../base/run.mjs';
import { countFiles } from './counts.mjs';
import { findAll, freshReport, readReport, readXml } from './reports.mjs';

const FOLDERS = ['core', 'model', 'scripts', 'service', 'tests', 'wasm'];

/**
 * Checks that the C++ is formatted as .clang-format says.
 *
 * @param {string} log
 * @param {string} tool path of clang-format
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} one test for each file
 */
export async function runClangFormat(log, tool) {
  const files = findFiles(FOLDERS, /\.(hpp|cpp|h)$/);
  const report = freshReport('clang-format.xml');
  const { code } = await run(log, tool, ['--output-replacements-xml', ...files], { output: report });
  const changes = await countReplacements(readReport(report));
  // It stops at a file that it cannot read.
  if (changes.length !== files.length) return { counts: { passed: 0, failed: 1, skipped: 0 }, code };
  const failed = files.filter((_, index) => changes[index] !== 0);
  for (const file of failed) addToLog(log, `${file} is not formatted. Run: ${tool} -i ${file}`);
  return { counts: countFiles(files.length, failed), code };
}

/**
 * @param {string} report what clang-format printed: one XML document for each file, in the order of the files
 * @returns {Promise<number[]>} how many places of each file would change
 */
export async function countReplacements(report) {
  const documents = report.split(/(?=<\?xml )/).filter((text) => text.trim() !== '');
  return await Promise.all(documents.map(async (text) => findAll(await readXml(text), 'replacement').length));
}
