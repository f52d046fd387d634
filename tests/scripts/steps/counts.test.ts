import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countCTest, countNodeTests, countPlaywright, judge, sum, totalsLine } from '../../../scripts/steps/counts.mjs';
import { countFaulty } from '../../../scripts/steps/cppcheck.mjs';

const counts = (passed: number, failed: number, skipped: number) => ({ passed, failed, skipped });

const CTEST = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="(empty)"
	tests="6"
	failures="2"
	disabled="1"
	skipped="2"
	>
	<testcase name="good" classname="good" time="0.002" status="run">
		<system-out>&lt;testcase status="fail"&gt;</system-out>
	</testcase>
	<testcase name="good too" classname="good too" time="0.002" status="run">
		<system-out></system-out>
	</testcase>
	<testcase name="bad" classname="bad" time="0.001" status="fail">
		<failure message=""/>
		<system-out></system-out>
	</testcase>
	<testcase name="missing" classname="missing" time="0" status="notrun">
		<skipped message="Unable to find executable"/>
		<system-out></system-out>
	</testcase>
	<testcase name="off" classname="off" time="0" status="disabled">
		<system-out>Disabled</system-out>
	</testcase>
	<testcase name="skip" classname="skip" time="0.001" status="notrun">
		<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
		<system-out></system-out>
	</testcase>
</testsuite>`;

test('CTest: a test without its program counts as failed, a skipped one does not', () => {
  assert.deepEqual(countCTest(CTEST), counts(2, 2, 2));
});

test('CTest: a report without tests counts none', () => {
  assert.deepEqual(countCTest('<testsuite tests="0"></testsuite>'), counts(0, 0, 0));
});

const tap = (lines: string[], pass: number, fail: number, cancelled: number) =>
  [
    'TAP version 13',
    ...lines,
    `# tests ${pass + fail}`,
    '# suites 0',
    `# pass ${pass}`,
    `# fail ${fail}`,
    `# cancelled ${cancelled}`,
    '# skipped 1',
    '# todo 2',
  ].join('\n');

test('Node: passed, failed, cancelled and skipped tests are told apart', () => {
  const report = tap(['ok 1 - a', 'not ok 2 - b'], 5, 2, 1);
  assert.deepEqual(countNodeTests(report, ['tests/a.test.ts']), counts(5, 3, 3));
});

test('Node: a file that holds no test counts as failed and is named', () => {
  const report = tap(['ok 1 - a', 'ok 2 - /home/me/prescore/tests/b.test.ts'], 2, 0, 0);
  const found = countNodeTests(report, ['tests/a.test.ts', 'tests/b.test.ts']);
  assert.equal(found.passed, 1);
  assert.equal(found.failed, 1);
  assert.match(found.note ?? '', /b\.test\.ts/);
});

test('Playwright: a test that passed only when tried again is passed, with a note', () => {
  const report = { stats: { expected: 7, unexpected: 2, flaky: 1, skipped: 3 }, errors: [{}] };
  const found = countPlaywright(JSON.stringify(report));
  assert.deepEqual([found.passed, found.failed, found.skipped], [8, 2, 3]);
  assert.match(found.note ?? '', /1 passed only when tried again/);
});

test('Playwright: an error outside of the tests is a failure', () => {
  const report = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no config' }] };
  assert.deepEqual(countPlaywright(JSON.stringify(report)), counts(0, 1, 0));
});

test('A runner that fails although every test passed is a failure', () => {
  assert.deepEqual(judge(counts(9, 0, 0), 0), counts(9, 0, 0));
  assert.equal(judge(counts(9, 0, 0), 3).failed, 1);
  assert.match(judge(counts(9, 0, 0), 3).note ?? '', /code 3/);
  assert.deepEqual(judge(counts(9, 2, 0), 3), counts(9, 2, 0));
});

test('A runner that ran no test is a failure', () => {
  assert.equal(judge(counts(0, 0, 0), 0).failed, 1);
  assert.equal(judge(counts(0, 0, 4), 0).failed, 1);
});

test('The totals are one line of two numbers', () => {
  assert.equal(totalsLine(sum([counts(3, 0, 1), counts(4, 2, 0)])), '7 passed, 2 failed');
});

test('cppcheck: every file that something is said of has failed, once', () => {
  const output =
    '$ cppcheck --quiet a.cpp b.cpp\na.cpp:3: style: Shadows. [shadowFunction]\na.cpp:9: error: Null. [nullPointer]\n';
  assert.deepEqual(countFaulty(output, 3), counts(2, 1, 0));
  assert.deepEqual(countFaulty('$ cppcheck --quiet a.cpp b.cpp\n', 3), counts(3, 0, 0));
});
