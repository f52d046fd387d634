// @ts-check
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { findFiles } from '../base/files.mjs';
import { inRoot } from '../base/paths.mjs';
import { addToLog, run } from '../base/run.mjs';
import { countFiles } from './counts.mjs';
import { findAll, freshReport, readReport, readXml } from './reports.mjs';

/** What cppcheck remembers of each source, so that it reads only changed sources again. */
const MEMORY = inRoot('build', 'cppcheck');
const INCLUDED = [
  'core/include',
  'core/src',
  'model/src',
  // The service's headers are named from the root.
  '.',
  'build/release/model/src/base/generated',
  'build/release/service/generated',
  'build/release/model/src/drawing/generated',
  'build/release/model/src/report/page/generated',
];

const OPTIONS = [
  '--std=c++20',
  '--language=c++',
  '--enable=warning,performance,portability,style',
  '--inline-suppr',
  '--error-exitcode=1',
  '--quiet',
  '--xml',
  // The compiler knows the headers of the standard library and of other libraries.
  '--suppress=missingIncludeSystem',
  // A plain loop is as good as an algorithm.
  '--suppress=useStlAlgorithm',
];

/**
 * Checks every source that ships, natively or as WebAssembly.
 *
 * @param {string} log
 * @param {string} tool path of cppcheck
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} one test for each source
 */
export async function runCppcheck(log, tool) {
  mkdirSync(MEMORY, { recursive: true });
  const files = findFiles(['core', 'model', 'service', 'wasm'], /\.cpp$/);
  const report = freshReport('cppcheck.xml');
  const args = ['-j', String(availableParallelism()), `--cppcheck-build-dir=${MEMORY}`, `--output-file=${report}`];
  const { code } = await run(log, tool, [...OPTIONS, ...args, ...INCLUDED.map((folder) => `-I${folder}`), ...files]);
  const findings = await readFindings(readReport(report));
  for (const { file, line, message } of findings) addToLog(log, `${file}:${line}: ${message}`);
  const failed = findings.map(({ file }) => file);
  return { counts: countFiles(files.length, failed), code };
}

/**
 * @param {string} xml report of cppcheck; empty when there is none
 * @returns {Promise<{ file: string, line: string, message: string }[]>} findings without a place are left out: they are
 *   about cppcheck's own work
 */
export async function readFindings(xml) {
  return findAll(await readXml(xml), 'error').flatMap(({ attributes, children }) => {
    const place = children.find(({ name }) => name === 'location')?.attributes;
    if (!place) return [];
    const message = `${attributes.severity}: ${attributes.msg} [${attributes.id}]`;
    return [{ file: place.file ?? '', line: place.line ?? '', message }];
  });
}
