import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countCTest,
  countFiles,
  countNodeTests,
  countPlaywright,
  judge,
  sum,
  totalsLine,
} from '../../../scripts/steps/counts.mjs';

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

test('CTest: a test without its program counts as failed, a skipped one does not', async () => {
  assert.deepEqual(await countCTest(CTEST), counts(2, 2, 2));
});

test('CTest: attributes may come in any order', async () => {
  const xml = '<testsuite><testcase status="run" name="a"/><testcase time="1" status="fail"/></testsuite>';
  assert.deepEqual(await countCTest(xml), counts(1, 1, 0));
});

test('CTest: a report without tests counts none, and neither does a missing one', async () => {
  assert.deepEqual(await countCTest('<testsuite tests="0"></testsuite>'), counts(0, 0, 0));
  assert.deepEqual(await countCTest(''), counts(0, 0, 0));
});

test('CTest: a report that was cut short is an error', async () => {
  await assert.rejects(countCTest(CTEST.slice(0, -20)), /not XML: line \d+/);
});

const NODE = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
	<testcase name="good &lt;failure&gt;" time="0.1" classname="test"/>
	<testcase name="bad" time="0.1" classname="test" failure="x &lt; y">
		<failure type="testCodeFailure" message="x &lt; y">
[Error [ERR_TEST_FAILURE]: &lt;testcase name="no test"/&gt;] {
		</failure>
	</testcase>
	<testsuite name="parent" time="0.1" disabled="0" errors="0" tests="2" failures="1" skipped="0" hostname="vm">
		<testcase name="child" time="0.1" classname="test"/>
		<testcase name="cancelled" time="0.1" classname="test" failure="cancelled">
			<failure type="cancelledByParent" message="cancelled">
			</failure>
		</testcase>
	</testsuite>
	<testcase name="skipped" time="0.1" classname="test">
		<skipped type="skipped" message="true"/>
	</testcase>
	<testcase name="planned" time="0.1" classname="test" failure="not yet">
		<skipped type="todo" message="true"/>
		<failure type="testCodeFailure" message="not yet">
		</failure>
	</testcase>
	<!-- tests 7 -->
</testsuites>`;

test('Node: passed, failed, cancelled and skipped tests are counted apart', async () => {
  assert.deepEqual(await countNodeTests(NODE, ['tests/a.test.ts']), counts(2, 2, 2));
});

test('Node: a file that holds no test counts as failed and is named', async () => {
  const report = `<testsuites>
    <testcase name="a" time="0.1" classname="test"/>
    <testcase name="/home/me/prescore/tests/b.test.ts" time="0.1" classname="test"/>
  </testsuites>`;
  const found = await countNodeTests(report, ['tests/a.test.ts', 'tests/b.test.ts']);
  assert.equal(found.passed, 1);
  assert.equal(found.failed, 1);
  assert.match(found.note ?? '', /b\.test\.ts/);
});

test('Node: a file that breaks off counts as one failure', async () => {
  const report = `<testsuites>
    <testcase name="/home/me/prescore/tests/c.test.ts" classname="test" failure="test failed">
      <failure type="testCodeFailure" message="test failed"></failure>
    </testcase>
  </testsuites>`;
  assert.deepEqual(await countNodeTests(report, ['tests/c.test.ts']), counts(0, 1, 0));
});

test('Playwright: a test that passed only on a second try is passed, with a note', () => {
  const report = { stats: { expected: 7, unexpected: 2, flaky: 1, skipped: 3 }, errors: [{}] };
  const found = countPlaywright(JSON.stringify(report));
  assert.deepEqual([found.passed, found.failed, found.skipped], [8, 2, 3]);
  assert.match(found.note ?? '', /1 passed only on a second try/);
});

test('Playwright: an error outside of the tests is a failure', () => {
  const report = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no config' }] };
  assert.deepEqual(countPlaywright(JSON.stringify(report)), counts(0, 1, 0));
  assert.deepEqual(countPlaywright(''), counts(0, 0, 0));
});

test('Files: a file fails once, however much is found in it, and a header fails too', () => {
  assert.deepEqual(countFiles(3, ['a.cpp', 'a.cpp']), counts(2, 1, 0));
  assert.deepEqual(countFiles(3, []), counts(3, 0, 0));
  assert.deepEqual(countFiles(1, ['a.cpp', 'a.hpp']), counts(0, 2, 0));
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
