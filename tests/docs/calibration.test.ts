// The table of the simulation: what the page says of it must follow from it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from './support.ts';

/** Bias and error of each rule, by the name of the made-up data. */
function simulated(): Map<string, readonly (readonly [bias: number, error: number])[]> {
  const rows = read('docs/decisions/calibration.md').matchAll(/^\| (.+?) \|((?: [+-]\d+\.\d\d, \d+\.\d\d \|){4})$/gm);
  return new Map(
    [...rows].map(([, name = '', cells = '']) => [
      name,
      [...cells.matchAll(/([+-]\d+\.\d\d), (\d+\.\d\d)/g)].map(
        ([, bias, error]) => [Number(bias), Number(error)] as const,
      ),
    ]),
  );
}

test('The level is never worse than that of all rows by more than noise', () => {
  const table = simulated();
  assert.equal(table.size, 15);
  for (const [name, [all, , , own]] of table) {
    assert.ok(all && own, name);
    assert.ok(own[1] <= 1.25 * all[1], `${name}: ${own[1]} against ${all[1]}`);
  }
});

test('A thin last month and a wrong date change nothing', () => {
  for (const [name, [all, , , own]] of simulated()) {
    if (!/then 6 rows|one row in 2100/.test(name)) continue;
    assert.ok(all && own && own[1] <= 1.1 * all[1], name);
  }
});
