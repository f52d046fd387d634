// @ts-check
import { availableParallelism } from 'node:os';
import { runClangTidy } from './clang-tidy.mjs';
import { runBiome } from './biome.mjs';
import { runClangFormat } from './clang-format.mjs';
import { countCTest } from './counts.mjs';
import { runCppcheck } from './cppcheck.mjs';
import { StepFailure } from '../base/failure.mjs';
import { findFiles } from '../base/files.mjs';
import { fuzz, fuzzMessages, replay } from './fuzz.mjs';
import { FUZZ_TARGETS } from '../builds/fuzz-targets.mjs';
import { findCommand } from '../machine/host.mjs';
import { runNodeTestFiles } from './node-tests.mjs';
import { freshReport, readReport } from './reports.mjs';
import { inRoot } from '../base/paths.mjs';
import { runPlaywright } from './playwright.mjs';
import { CLANG_FORMAT, CLANG_TIDY, CPPCHECK } from '../machine/requirements.mjs';
import { createLog, run } from '../base/run.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/**
 * @typedef {object} TestContext
 * @property {import('../machine/host.mjs').Host} host
 * @property {NodeJS.ProcessEnv} env of the builds and their tests
 * @property {string} log path of the step's log file
 */
/**
 * @typedef {object} TestStep
 * @property {string} name for `npm test -- --only`
 * @property {string} title
 * @property {string[]} needs names of the builds that must come first
 * @property {(context: TestContext) => Promise<{ counts: Counts, code: number }>} run
 */

/** How long `npm test` fuzzes each target. */
const FUZZ_SECONDS = 10;
const CORES = String(availableParallelism());

/**
 * @param {string} preset whose tests to run
 * @returns {TestStep['run']}
 */
function ctest(preset) {
  return async ({ env, log }) => {
    const report = freshReport(`${preset}.xml`);
    const args = ['--output-on-failure', '--no-tests=error', '--timeout', '300', '--parallel', CORES];
    const where = ['--test-dir', inRoot('build', preset), '--output-junit', report];
    const { code } = await run(log, 'ctest', [...where, ...args], { env });
    return { counts: await countCTest(readReport(report)), code };
  };
}

/** @type {TestStep['run']} */
async function checkFormat({ host, log }) {
  return await runClangFormat(log, findCommand(host, ...CLANG_FORMAT) ?? 'clang-format');
}

/** @type {TestStep['run']} */
async function checkStyle({ log }) {
  return await runBiome(log);
}

/** @type {TestStep['run']} */
async function checkTidy({ host, env, log }) {
  const tool = findCommand(host, ...CLANG_TIDY) ?? 'clang-tidy';
  return { counts: await runClangTidy(log, tool, env), code: 0 };
}

/** @type {TestStep['run']} */
async function checkWithCppcheck({ host, log }) {
  return await runCppcheck(log, findCommand(host, ...CPPCHECK) ?? 'cppcheck');
}

/** @type {TestStep['run']} */
async function checkTypes({ log }) {
  const { code } = await run(log, process.execPath, [inRoot('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']);
  return { counts: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, code };
}

/** @type {TestStep['run']} */
async function runNodeTests({ host, log }) {
  const folders = ['wasm', 'tool', 'site', 'scripts', 'package', 'house', 'docs', 'native', 'deploy'].map(
    (name) => `tests/${name}`,
  );
  const files = findFiles(folders, /\.test\.(ts|mjs)$/);
  return await runNodeTestFiles(files, log, 'node.xml', host.env);
}

/** @type {TestStep['run']} */
async function runServiceTests({ host, log }) {
  return await runNodeTestFiles(findFiles(['tests/service'], /\.test\.ts$/), log, 'service.xml', host.env);
}

/** @type {TestStep['run']} */
async function runBrowserTests({ host, log }) {
  return await runPlaywright([], log, 'browser.json', host.env);
}

/** Each target runs its committed inputs, then new ones for a limited time. @type {TestStep['run']} */
async function runFuzzers({ log }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const target of FUZZ_TARGETS) {
    counts[(await replay(target, log)) ? 'passed' : 'failed']++;
    counts[(await fuzz(target, FUZZ_SECONDS, createLog(`test-fuzz-${target}`))).passed ? 'passed' : 'failed']++;
  }
  counts[(await fuzzMessages(FUZZ_SECONDS, createLog('test-fuzz-messages'))).passed ? 'passed' : 'failed']++;
  return { counts, code: 0 };
}

/** Every step of `npm test`, the fast ones first. @type {TestStep[]} */
export const TEST_STEPS = [
  { name: 'types', title: 'TypeScript and script types', needs: [], run: checkTypes },
  { name: 'style', title: 'TypeScript, scripts and CSS (Biome)', needs: [], run: checkStyle },
  { name: 'format', title: 'Format of the C++ (clang-format)', needs: [], run: checkFormat },
  { name: 'native', title: 'C++ tests, native', needs: ['native', 'model'], run: ctest('release') },
  { name: 'wasm', title: 'C++ tests, WebAssembly in Node', needs: ['wasm', 'model'], run: ctest('wasm') },
  {
    name: 'node',
    title: 'TypeScript, tool, page and script tests',
    needs: ['native', 'wasm', 'site', 'consumer'],
    run: runNodeTests,
  },
  { name: 'service', title: 'Tests of the decision service', needs: ['native'], run: runServiceTests },
  { name: 'browser', title: 'Browser tests', needs: ['service', 'site', 'consumer', 'browser'], run: runBrowserTests },
  { name: 'asan', title: 'C++ tests with sanitizers', needs: ['fuzz', 'model'], run: ctest('fuzz') },
  { name: 'fuzz', title: 'Fuzzing: known inputs, then new ones', needs: ['fuzz'], run: runFuzzers },
  { name: 'tidy', title: 'C++ checks (clang-tidy)', needs: ['native', 'wasm'], run: checkTidy },
  { name: 'cppcheck', title: 'C++ checks (cppcheck)', needs: ['native'], run: checkWithCppcheck },
];

/**
 * @param {string | undefined} only a step's name; undefined selects all steps
 * @returns {TestStep[]} empty when there is no such step
 */
export function selectSteps(only) {
  return TEST_STEPS.filter(({ name }) => only === undefined || name === only);
}

/**
 * Runs a step and counts its tests.
 *
 * @param {TestStep} testStep
 * @param {TestContext} context
 * @param {(counts: Counts, code: number) => Counts} judge
 * @returns {Promise<Counts>} throws a {@link StepFailure} when a test failed
 */
export async function runTestStep(testStep, context, judge) {
  const result = await testStep.run(context);
  const counts = judge(result.counts, result.code);
  if (counts.failed === 0) return counts;
  throw new TestFailure(counts, context.log);
}

/** A step ran, and some of its tests failed. */
export class TestFailure extends StepFailure {
  /**
   * @param {Counts} counts
   * @param {string} log
   */
  constructor(counts, log) {
    super(`${counts.failed} failed`, log);
    this.counts = counts;
  }
}
