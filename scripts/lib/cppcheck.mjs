// @ts-check
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { findFiles } from './files.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';

/** What it has understood of each source, so that it reads again only what changed. */
const MEMORY = inRoot('build', 'cppcheck');
const INCLUDED = [
  'core/include',
  'core/src',
  'model/src',
  'build/release/model/src/base/generated',
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
  '--template={file}:{line}: {severity}: {message} [{id}]',
  // The standard library and others' are the compiler's to know.
  '--suppress=missingIncludeSystem',
  // A loop that says what it does is no fault.
  '--suppress=useStlAlgorithm',
];

/**
 * Checks every source that ships, natively or as WebAssembly.
 *
 * @param {string} log
 * @param {string} tool path of cppcheck
 * @returns {Promise<{ counts: import('./counts.mjs').Counts, code: number }>} one test a source
 */
export async function runCppcheck(log, tool) {
  mkdirSync(MEMORY, { recursive: true });
  const files = findFiles(['core', 'model', 'wasm'], /\.cpp$/);
  const { code } = await run(log, tool, [
    ...OPTIONS,
    '-j',
    String(availableParallelism()),
    `--cppcheck-build-dir=${MEMORY}`,
    ...INCLUDED.map((folder) => `-I${folder}`),
    ...files,
  ]);
  return { counts: countFaulty(readFileSync(log, 'utf8'), files.length), code };
}

/**
 * @param {string} output of cppcheck, as the template above says
 * @param {number} sources
 * @returns {import('./counts.mjs').Counts} failed: the files that something was said of, headers too
 */
export function countFaulty(output, sources) {
  const faulty = new Set([...output.matchAll(/^(\S+?):\d+: \w+: .* \[\w+\]$/gm)].map(([, file]) => file));
  return { passed: Math.max(0, sources - faulty.size), failed: faulty.size, skipped: 0 };
}
