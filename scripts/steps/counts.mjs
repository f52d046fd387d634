// @ts-check
import { findAll, readXml } from './reports.mjs';

/**
 * How many tests of a step passed, failed, and were skipped.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] a sentence to print with them
 */
/** @typedef {import('./reports.mjs').Element} Element */
/** @typedef {'passed' | 'failed' | 'skipped'} Verdict */

/** @type {Readonly<Counts>} */
const NONE = { passed: 0, failed: 0, skipped: 0 };

/**
 * Counts the tests of a JUnit file written by CTest.
 *
 * A test whose program is missing counts as failed, although CTest calls it "skipped" there.
 *
 * @param {string} xml empty when there is no report
 * @returns {Promise<Counts>}
 */
export async function countCTest(xml) {
  const counts = { ...NONE };
  for (const test of findAll(await readXml(xml), 'testcase')) counts[ctestVerdict(test)]++;
  return counts;
}

/** @param {Element} test @returns {Verdict} */
function ctestVerdict({ attributes, children }) {
  if (attributes.status === 'run') return 'passed';
  if (attributes.status === 'disabled') return 'skipped';
  const reason = children.find(({ name }) => name === 'skipped')?.attributes.message ?? '';
  return reason.startsWith('SKIP_') ? 'skipped' : 'failed';
}

/**
 * Counts the tests of a JUnit file written by Node's test runner. A test with subtests is not counted itself.
 *
 * A file without a test counts as a passed test there; here it counts as failed.
 *
 * @param {string} xml empty when there is no report
 * @param {string[]} files the test files that were run
 * @returns {Promise<Counts>}
 */
export async function countNodeTests(xml, files) {
  const counts = { ...NONE };
  /** @type {string[]} */
  const empty = [];
  for (const test of findAll(await readXml(xml), 'testcase')) {
    const name = test.attributes.name ?? '';
    const verdict = nodeVerdict(test);
    // A file that breaks off is a failed test of the file's name; one that passes holds no test.
    const isEmpty = verdict === 'passed' && files.some((file) => name === file || name.endsWith(`/${file}`));
    if (isEmpty) empty.push(name);
    counts[isEmpty ? 'failed' : verdict]++;
  }
  return empty.length === 0 ? counts : { ...counts, note: `No test in ${empty.join(', ')}.` };
}

/** @param {Element} test @returns {Verdict} a test that is `todo` may fail */
function nodeVerdict({ children }) {
  if (children.some(({ name }) => name === 'skipped')) return 'skipped';
  return children.some(({ name }) => name === 'failure') ? 'failed' : 'passed';
}

/**
 * Counts the tests of a JSON report written by Playwright.
 *
 * @param {string} json empty when there is no report
 * @returns {Counts}
 */
export function countPlaywright(json) {
  if (json === '') return NONE;
  const report = JSON.parse(json);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  // An error outside of a test, e.g. in the configuration, has no test that could fail.
  const outside = unexpected === 0 ? (report.errors ?? []).length : 0;
  const counts = { passed: expected + flaky, failed: unexpected + outside, skipped };
  return flaky === 0 ? counts : { ...counts, note: `${flaky} passed only on a second try.` };
}

/**
 * Counts checked files as tests.
 *
 * @param {number} checked how many files were checked
 * @param {Iterable<string>} failed the files with findings; a file may come more than once, or be a header that was not
 *   checked by itself
 * @returns {Counts}
 */
export function countFiles(checked, failed) {
  const { size } = new Set(failed);
  return { passed: Math.max(0, checked - size), failed: size, skipped: 0 };
}

/**
 * Corrects counts that cannot be right: a runner that failed, or that ran nothing, counts as a failure.
 *
 * @param {Counts} counts from the report
 * @param {number} code exit code of the runner
 * @returns {Counts}
 */
export function judge(counts, code) {
  if (counts.failed > 0) return counts;
  if (code !== 0) return { ...counts, failed: 1, note: `The runner ended with code ${code}.` };
  if (counts.passed === 0) return { ...counts, failed: 1, note: 'It ran no test.' };
  return counts;
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  const total = { ...NONE };
  for (const { passed, failed, skipped } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/**
 * @param {Counts} counts
 * @returns {string} the line that CI reads, e.g. `12 passed, 0 failed`
 */
export function totalsLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
