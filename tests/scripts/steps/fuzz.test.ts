import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_TARGETS, countCommittedInputs, readStatistics } from '../../../scripts/steps/fuzz.mjs';

const output = [
  'INFO: Loaded 1 modules   (5341 inline 8-bit counters): 5341 [0x55e, 0x55f), ',
  '#8	INITED cov: 212 ft: 260 corp: 5/217b exec/s: 0 rss: 50Mb',
  '#32768	pulse  cov: 441 ft: 900 corp: 30/1k exec/s: 9000 rss: 80Mb',
  'stat::number_of_executed_units: 82288',
].join('\n');

test('the statistics of a run are the last coverage and all executions', () => {
  assert.deepEqual(readStatistics(output), { executions: 82288, edges: 441, allEdges: 5341 });
});

test('a run that says nothing counts for nothing', () => {
  assert.deepEqual(readStatistics(''), { executions: 0, edges: 0, allEdges: 0 });
});

for (const target of ALL_TARGETS) {
  test(`${target} has committed inputs`, () => assert.ok(countCommittedInputs(target) > 0));
}
