// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { findFiles } from '../base/files.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { run } from '../base/run.mjs';
import { DEBIAN_EMSCRIPTEN } from '../machine/environment.mjs';
import { forSources, joinedSources } from './compile-commands.mjs';

/** @typedef {import('./compile-commands.mjs').CompileCommand} CompileCommand */
/**
 * One call of clang-tidy.
 *
 * @typedef {object} Job
 * @property {string} file to check
 * @property {string} command that compiles it
 * @property {string[]} sources the files of the project that are checked by it, from the root
 * @property {string[]} args of clang-tidy, besides the file
 */

const NATIVE = inRoot('build', 'release');
const WASM = inRoot('build', 'wasm');
/** The compile commands of wasm/, one for each source. */
const WASM_SOURCES = inRoot('build', 'clang-tidy-wasm');
const CACHE = inRoot('build', 'clang-tidy-cache');

const COMMON = [
  '--quiet',
  '--warnings-as-errors=*',
  // The commands are for another compiler, and name warnings that Clang does not have.
  '--extra-arg=-Wno-unknown-warning-option',
  // A file of joined sources includes sources.
  '--checks=-bugprone-suspicious-include',
];

/**
 * The sources of core/, model/ and service/, as the release build compiles them: several sources are joined into one file. To
 * check them joined reads the headers of the libraries once for all of them, which is most of the work.
 *
 * @returns {Job[]}
 */
function nativeJobs() {
  return readDatabase(NATIVE)
    .map(({ file, command }) => ({ file, command, sources: joinedSources(file).map((name) => relative(ROOT, name)) }))
    .filter(({ sources }) => sources.every((name) => /^(core|model|service)\//.test(name)))
    .map((job) => ({ ...job, args: ['-p', NATIVE, ...COMMON] }));
}

/**
 * The sources of wasm/, which only Emscripten compiles. They are checked one by one: the sources that the build joins
 * with them are checked natively.
 *
 * @param {NodeJS.ProcessEnv} env of the builds
 * @returns {Job[]}
 */
function wasmJobs(env) {
  const commands = forSources(readDatabase(WASM)).filter(({ file }) => relative(ROOT, file).startsWith('wasm/'));
  mkdirSync(WASM_SOURCES, { recursive: true });
  writeFileSync(join(WASM_SOURCES, 'compile_commands.json'), JSON.stringify(commands, undefined, 2));
  // emcc adds the target, the folder of the headers and its macros to every command before it calls Clang.
  const { stdout } = spawnSync('emcc', ['--cflags'], { encoding: 'utf8', env });
  const flags = (stdout ?? '').split(/\s+/).filter(Boolean);
  const args = [
    '-p',
    WASM_SOURCES,
    ...COMMON,
    '--header-filter=/wasm/',
    ...flags.map((flag) => `--extra-arg-before=${flag}`),
  ];
  return commands.map(({ file, command }) => ({ file, command, sources: [relative(ROOT, file)], args }));
}

/** @param {string} folder of a build @returns {CompileCommand[]} */
function readDatabase(folder) {
  return JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8'));
}

/**
 * What the result of every file depends on: the checks, the version of the tool, and all headers.
 *
 * @param {string} tool path of clang-tidy
 */
function commonHash(tool) {
  const { stdout } = spawnSync(tool, ['--version'], { encoding: 'utf8' });
  const hash = createHash('sha256').update(stdout ?? tool);
  for (const name of ['.clang-tidy', ...findFiles(['core', 'model', 'service', 'wasm'], /\.(hpp|h|clang-tidy)$/)]) {
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
 * Checks every source that did not pass before in its present form.
 *
 * @param {string} log
 * @param {string} tool path of clang-tidy
 * @param {NodeJS.ProcessEnv} env of the builds
 * @returns {Promise<import('./counts.mjs').Counts>} one test for each source
 */
export async function runClangTidy(log, tool, env) {
  mkdirSync(CACHE, { recursive: true });
  const common = commonHash(tool);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const withWasm = env.EMSCRIPTEN_ROOT === DEBIAN_EMSCRIPTEN;
  await inParallel([...nativeJobs(), ...(withWasm ? wasmJobs(env) : [])], async ({ file, command, sources, args }) => {
    const hash = createHash('sha256').update(JSON.stringify([common, command, args]));
    for (const source of sources) hash.update(`\0${source}\0`).update(readFileSync(inRoot(source)));
    const stamp = join(CACHE, hash.digest('hex'));
    const known = existsSync(stamp);
    const passed = known || (await run(log, tool, [...args, file])).code === 0;
    if (passed && !known) writeFileSync(stamp, sources.join('\n'));
    counts[passed ? 'passed' : 'failed'] += sources.length;
  });
  if (withWasm) return counts;
  const skipped = findFiles(['wasm'], /\.cpp$/).length;
  const note = 'wasm/ was not checked: a newer Emscripten has headers that clang-tidy 14 cannot read.';
  return { ...counts, skipped, note };
}
