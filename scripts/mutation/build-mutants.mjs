// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cppParser, mutantsOf } from './mutants.mjs';
import { StepFailure } from '../base/failure.mjs';
import { findFiles } from '../base/files.mjs';
import { SAMPLE_MODEL } from '../builds/folders.mjs';
import { inRoot } from '../base/paths.mjs';
import { createLog, mustRun, run } from '../base/run.mjs';

/** @typedef {import('./mutants.mjs').Mutant} Mutant */
/** @typedef {{ mutants: Mutant[], notCompiled: Mutant[], program: string }} MutantBuild */

/** A copy of the tree: the core with every mutant in it, everything else unchanged. */
const tree = (/** @type {string[]} */ ...parts) => inRoot('build', 'mutants', 'tree', ...parts);
const BUILD = inRoot('build', 'mutants', 'build');
const ROUNDS = 20;
// With the assertions of the standard library, as in the tool, an index out of bounds is noticed. Warnings are off: the
// compiler does not know a value behind a switch, and would warn about correct code.
const FLAGS = [
  '-D_GLIBCXX_ASSERTIONS',
  '-w',
  '-fpermissive',
  '-Wno-narrowing',
  '-fmax-errors=0',
  '-include',
  inRoot('scripts', 'mutation', 'mutant.hpp'),
];
/** Files with names only, and no code that runs. */
const NO_CODE = [
  'core/include/prescore/c_codes.h',
  'core/include/prescore/codes.hpp',
  'core/include/prescore/prescore.h',
  'core/include/prescore/programme.hpp',
];

/**
 * Builds the core's tests with every mutant compiled in, each behind a switch.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<MutantBuild>}
 */
export async function buildMutants(env) {
  const files = await readCore();
  const mutants = files.flatMap((file) => file.mutants);
  layTree();
  /** @type {Set<number>} */
  const leftOut = new Set();
  /** @type {Set<string>} */
  const fixed = new Set();
  const log = createLog('mutate-build');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, write } of files) writeIfChanged(tree(name), write(leftOut, fixed));
    writeFileSync(log, '');
    if (
      await compiles(
        log,
        files.map(({ name }) => name),
      )
    ) {
      await configure(log, env);
      await mustRun(log, 'cmake', ['--build', BUILD, '--target', 'prescore_tests'], { env, timeoutMinutes: 60 });
      return { ...split(mutants, leftOut, fixed), program: `${BUILD}/tests/prescore_tests` };
    }
    if (!learn(readFileSync(log, 'utf8'), leftOut, fixed)) break;
  }
  throw new StepFailure('The core with its mutants does not compile.', log);
}

/**
 * Checks the syntax of the core's files, which is much faster than building them.
 *
 * @param {string} log
 * @param {string[]} names
 */
async function compiles(log, names) {
  const sources = names.filter((name) => name.endsWith('.cpp')).map((name) => tree(name));
  const folders = ['-I', tree('core', 'include'), '-I', tree('core', 'src')];
  const { code } = await run(log, 'g++', ['-std=c++20', '-fsyntax-only', ...FLAGS, ...folders, ...sources]);
  return code === 0;
}

async function readCore() {
  const parser = await cppParser();
  let next = 1;
  return findFiles(['core'], /\.[ch]pp$/)
    .filter((name) => !NO_CODE.includes(name))
    .map((name) => {
      const found = mutantsOf(parser, name, readFileSync(inRoot(name), 'utf8'), next);
      next += found.mutants.length;
      return { name, ...found };
    });
}

/** Adds the files without mutants: copies beside files with mutants, links to other folders. */
function layTree() {
  for (const name of ['CMakeLists.txt', 'core/CMakeLists.txt', ...NO_CODE]) {
    writeIfChanged(tree(name), readFileSync(inRoot(name), 'utf8'));
  }
  for (const name of ['tests', 'model', 'wasm']) {
    rmSync(tree(name), { force: true });
    symlinkSync(inRoot(name), tree(name));
  }
  mkdirSync(tree('build'), { recursive: true });
  copyFileSync(inRoot('build', SAMPLE_MODEL), tree('build', SAMPLE_MODEL));
}

/** @param {string} log @param {NodeJS.ProcessEnv} env */
async function configure(log, env) {
  await mustRun(
    log,
    'cmake',
    [
      '-S',
      tree(),
      '-B',
      BUILD,
      '-G',
      'Ninja',
      '-DCMAKE_BUILD_TYPE=Debug',
      '-DCMAKE_CXX_COMPILER=g++',
      '-DPRESCORE_INSTALL=OFF',
      '-DPRESCORE_BUILD_SERVICE=OFF',
      `-DCMAKE_CXX_FLAGS=-O1 ${FLAGS.join(' ')}`,
    ],
    { env },
  );
}

/** @param {string} path @param {string} text */
function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/**
 * Learns from the compiler's errors which constants it must know. When it knows them all, the remaining errors show
 * which mutants do not compile behind a switch. (A missing constant also makes errors in correct places.)
 *
 * @param {string} output
 * @param {Set<number>} leftOut
 * @param {Set<string>} fixed
 * @returns {boolean} whether there was anything to learn
 */
function learn(output, leftOut, fixed) {
  const [known, out] = [fixed.size, leftOut.size];
  for (const [, constant = ''] of output.matchAll(/error: the value of .*?(\bk[A-Z]\w*). is not usable/g))
    fixed.add(constant);
  if (fixed.size > known) return true;
  for (const [, path = '', line = ''] of output.matchAll(/^(\/[^:\n]+):(\d+):\d+: (?:fatal )?error:/gm)) {
    const text = existsSync(path) ? (readFileSync(path, 'utf8').split('\n')[Number(line) - 1] ?? '') : '';
    for (const [, mark] of text.matchAll(/\/\*m(\d+)\*\//g)) leftOut.add(Number(mark));
  }
  return leftOut.size > out;
}

/**
 * @param {Mutant[]} mutants
 * @param {Set<number>} leftOut
 * @param {Set<string>} fixed
 */
function split(mutants, leftOut, fixed) {
  const isOut = (/** @type {Mutant} */ { id, constant }) =>
    leftOut.has(id) || (constant !== undefined && fixed.has(constant));
  return { mutants: mutants.filter((each) => !isOut(each)), notCompiled: mutants.filter(isOut) };
}
