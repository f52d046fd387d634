import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interleave } from '../bench/support/interleave.mjs';
import { putSection } from '../bench/support/report.mjs';
import { median, pairedRatio, quantile, summarise } from '../bench/support/statistics.mjs';
import { loadSuites } from '../bench/support/suites.mjs';
import { digits, table } from '../bench/support/table.mjs';

test('Every suite loads, with a name of its own', async () => {
  const names = (await loadSuites()).map(({ name }) => name);
  assert.ok(names.length > 0);
  assert.equal(new Set(names).size, names.length);
});

test('A section takes the place of its older self and leaves the others alone', () => {
  const first = putSection('', { name: 'b', title: 'B' }, 'old b');
  const both = putSection(first, { name: 'a', title: 'A' }, 'text of a');
  const again = putSection(both, { name: 'b', title: 'B' }, 'new b');
  assert.match(again, /## A\n\ntext of a\n[^]*## B\n\nnew b\n/);
  assert.doesNotMatch(again, /old b/);
  assert.equal(putSection(again, { name: 'b', title: 'B' }, 'new b'), again);
});

test('Median, quartiles and paired ratios', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(quantile([0, 10], 0.25), 2.5);
  assert.deepEqual(summarise([1, 2, 3, 4, 5]), { minimum: 1, median: 3, spread: 2 / 3, count: 5 });
  assert.equal(pairedRatio([10, 200, 30], [1, 20, 6]), 10);
  assert.throws(() => pairedRatio([1], [1, 2]));
});

test('Contenders run in turns, each round begun by another', async () => {
  const order: string[] = [];
  const contender = (name: string) => ({ name, run: () => order.push(name) });
  const samples = await interleave([contender('a'), contender('b')], { rounds: 2, warmUps: 0 });
  assert.deepEqual(order, ['a', 'b', 'b', 'a']);
  assert.deepEqual([...samples], [['a', [1, 4]], ['b', [2, 3]]]);
});

test('Figures keep three digits', () => {
  assert.deepEqual([0.012345, 1.2345, 12.345, 1234.5].map(digits), ['0.0123', '1.23', '12.3', '1,235']);
  assert.equal(table(['a', 'b'], [['x', 1]]), '| a | b |\n| --- | ---: |\n| x | 1 |');
});
