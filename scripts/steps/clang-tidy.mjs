// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { findFiles } from '../base/files.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/** @typedef {{ file: string, command: string, directory: string }} CompileCommand */

const DATABASE = inRoot('build', 'release');
const CACHE = inRoot('build', 'clang-tidy-cache');
const CHECKED = /^(core|model)\//;

/**
 * The project's own sources, as the release build compiles them: several joined into one file, which names each on a
 * line of its own. Checking them joined reads the headers of the libraries once for all, which is most of the work.
 *
 * @returns {{ file: string, command: string, sources: string[] }[]} sources: from the project's root
 */
function compiledFiles() {
  /** @type {CompileCommand[]} */
  const all = JSON.parse(readFileSync(join(DATABASE, 'compile_commands.json'), 'utf8'));
  return all
    .map(({ file, command }) => ({ file, command, sources: joinedSources(file).map((name) => relative(ROOT, name)) }))
    .filter(({ sources }) => sources.every((name) => CHECKED.test(name)));
}

/** @param {string} file as it is compiled @returns {string[]} what it joins, or itself */
function joinedSources(file) {
  const joined = [...readFileSync(file, 'utf8').matchAll(/^#include "(.+\.cpp)"$/gm)].map(([, name]) => String(name));
  return joined.length > 0 ? joined : [file];
}

/**
 * What every file's verdict depends on: the checks, their version, and all headers.
 *
 * @param {string} tool path of clang-tidy
 */
function commonHash(tool) {
  const { stdout } = spawnSync(tool, ['--version'], { encoding: 'utf8' });
  const hash = createHash('sha256').update(stdout ?? tool);
  for (const name of ['.clang-tidy', ...findFiles(['core', 'model'], /\.(hpp|h|clang-tidy)$/)]) {
    const path = inRoot(name);
    hash.update(`\0${name}\0`).update(existsSync(path) ? readFileSync(path) : '');
  }
  return hash.digest('hex');
}

/**
 * Runs a job for each item, as many at a time as there are cores.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} job
 */
async function inParallel(items, job) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await job(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/**
 * Checks each source that did not pass before, as it is now.
 *
 * @param {string} log
 * @param {string} tool path of clang-tidy
 * @returns {Promise<import('./counts.mjs').Counts>} one test a source
 */
export async function runClangTidy(log, tool) {
  mkdirSync(CACHE, { recursive: true });
  const common = commonHash(tool);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await inParallel(compiledFiles(), async ({ file, command, sources }) => {
    const hash = createHash('sha256').update(`${common}\0${command}`);
    for (const source of sources) hash.update(`\0${source}\0`).update(readFileSync(inRoot(source)));
    const stamp = join(CACHE, hash.digest('hex'));
    const known = existsSync(stamp);
    // The database is of another compiler, whose warnings Clang need not know.
    const args = [
      '-p',
      DATABASE,
      '--quiet',
      '--warnings-as-errors=*',
      '--extra-arg=-Wno-unknown-warning-option',
      // Joined sources include sources.
      '--checks=-bugprone-suspicious-include',
      file,
    ];
    const passed = known || (await run(log, tool, args)).code === 0;
    if (passed && !known) writeFileSync(stamp, sources.join('\n'));
    counts[passed ? 'passed' : 'failed'] += sources.length;
  });
  return counts;
}
