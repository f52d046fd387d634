// @ts-check

/**
 * How many tests of a step passed, failed, and were left out.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] what else is worth a line
 */

/**
 * Counts the tests of a JUnit file written by CTest.
 *
 * A test whose program is missing counts as failed, although CTest calls it "skipped" there.
 *
 * @param {string} xml
 * @returns {Counts}
 */
export function countCTest(xml) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const match of xml.matchAll(/<testcase\b[^>]*\bstatus="(\w+)"[^>]*>\s*(<skipped message="([^"]*)")?/g)) {
    counts[ctestVerdict(match[1] ?? '', match[3] ?? '')]++;
  }
  return counts;
}

/**
 * @param {string} status
 * @param {string} reason why it did not run
 * @returns {'passed' | 'failed' | 'skipped'}
 */
function ctestVerdict(status, reason) {
  if (status === 'run') return 'passed';
  if (status === 'disabled' || reason.startsWith('SKIP_')) return 'skipped';
  return 'failed';
}

/**
 * Counts the tests of a TAP report written by Node's test runner.
 *
 * A file that holds no test would count as a passed one there: here it counts as failed.
 *
 * @param {string} tap
 * @param {string[]} files the test files that were run
 * @returns {Counts}
 */
export function countNodeTests(tap, files) {
  /** @param {string} key */
  const summary = (key) => Number(new RegExp(`^# ${key} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const empty = [...tap.matchAll(/^ok \d+ - (.+)$/gm)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => files.some((file) => name === file || name.endsWith(`/${file}`)));
  const counts = {
    passed: summary('pass') - empty.length,
    failed: summary('fail') + summary('cancelled') + empty.length,
    skipped: summary('skipped') + summary('todo'),
  };
  return empty.length === 0 ? counts : { ...counts, note: `No test in ${empty.join(', ')}.` };
}

/**
 * Counts the tests of a JSON report written by Playwright.
 *
 * @param {string} json
 * @returns {Counts}
 */
export function countPlaywright(json) {
  const report = JSON.parse(json);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  // An error outside of a test, e.g. in the configuration, has no test that could fail.
  const outside = unexpected === 0 ? (report.errors ?? []).length : 0;
  const counts = { passed: expected + flaky, failed: unexpected + outside, skipped };
  return flaky === 0 ? counts : { ...counts, note: `${flaky} passed only when tried again.` };
}

/**
 * Corrects counts that cannot be right: a runner that failed, or that ran nothing, is a failure.
 *
 * @param {Counts} counts what the report says
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
  const total = { passed: 0, failed: 0, skipped: 0 };
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
