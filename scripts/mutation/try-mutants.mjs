// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { inRoot } from '../base/paths.mjs';

/** @typedef {import('./mutants.mjs').Mutant} Mutant */
/**
 * @typedef {object} CoreTest
 * @property {string} name for `--gtest_filter`
 * @property {number} seconds it took without a mutant
 * @property {Set<number>} reaches the mutants whose code it runs
 */
/** @typedef {'caught' | 'timed out' | 'not reached' | 'survived'} Fate */

const FOLDER = inRoot('build', 'mutants', 'reached');
/** Tests that take longer run only when the quick tests did not notice the mutant. */
const QUICK_SECONDS = 0.1;

/**
 * Runs each test alone, without a mutant.
 *
 * @param {string} program
 * @returns {Promise<CoreTest[]>} the fastest first
 */
export async function observeTests(program) {
  mkdirSync(FOLDER, { recursive: true });
  const listing = `${FOLDER}/tests.json`;
  await runProgram(program, ['--gtest_list_tests', `--gtest_output=json:${listing}`], {}, 60);
  /** @type {CoreTest[]} */
  const tests = [];
  await eachInParallel(testNames(readFileSync(listing, 'utf8')), async (name) => {
    const file = `${FOLDER}/${name.replaceAll('/', '-')}`;
    rmSync(file, { force: true });
    const { code, seconds } = await runProgram(program, [`--gtest_filter=${name}`], { PRESCORE_REACHED: file }, 300);
    if (code !== 0) throw new Error(`${name} fails without any mutant`);
    const ids = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];
    tests.push({ name, seconds, reaches: new Set(ids) });
  });
  return tests.sort((one, other) => one.seconds - other.seconds);
}

/**
 * @param {string} json that GoogleTest writes for `--gtest_list_tests`
 * @returns {string[]} the full name of every test
 */
export function testNames(json) {
  /** @type {{ testsuites: { name: string, testsuite: { name: string }[] }[] }} */
  const { testsuites } = JSON.parse(json);
  return testsuites.flatMap((suite) => suite.testsuite.map(({ name }) => `${suite.name}.${name}`));
}

/**
 * @param {string} program
 * @param {CoreTest[]} tests
 * @param {Mutant[]} mutants
 * @param {(done: number) => void} progress
 * @returns {Promise<Map<number, Fate>>} by the mutant's id
 */
export async function tryMutants(program, tests, mutants, progress) {
  /** @type {Map<number, Fate>} */
  const fates = new Map();
  await eachInParallel(mutants, async ({ id }) => {
    fates.set(
      id,
      await fateOf(
        program,
        tests.filter(({ reaches }) => reaches.has(id)),
        id,
      ),
    );
    progress(fates.size);
  });
  return fates;
}

/**
 * @param {string} program
 * @param {CoreTest[]} tests those that reach the mutant
 * @param {number} id
 * @returns {Promise<Fate>}
 */
async function fateOf(program, tests, id) {
  if (tests.length === 0) return 'not reached';
  const quick = tests.filter(({ seconds }) => seconds < QUICK_SECONDS);
  const slow = tests.filter(({ seconds }) => seconds >= QUICK_SECONDS);
  for (const batch of [quick, ...slow.map((test) => [test])]) {
    if (batch.length === 0) continue;
    const limit = 5 + 10 * batch.reduce((sum, { seconds }) => sum + seconds, 0);
    const filter = `--gtest_filter=${batch.map(({ name }) => name).join(':')}`;
    const { code, timedOut } = await runProgram(
      program,
      [filter, '--gtest_fail_fast'],
      { PRESCORE_MUTANT: String(id) },
      limit,
    );
    if (timedOut) return 'timed out';
    if (code !== 0) return 'caught';
  }
  return 'survived';
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} variables
 * @param {number} limit seconds
 * @returns {Promise<{ code: number, seconds: number, timedOut: boolean }>}
 */
function runProgram(program, args, variables, limit) {
  const start = performance.now();
  // A mutant that allocates without end must not use up the machine's memory.
  const child = spawn('sh', ['-c', 'ulimit -v 2000000; ulimit -c 0; exec "$0" "$@"', program, ...args], {
    env: { ...process.env, ...variables },
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limit * 1000);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 128, seconds: (performance.now() - start) / 1000, timedOut });
    });
  });
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<void>} job
 */
async function eachInParallel(items, job) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await job(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
