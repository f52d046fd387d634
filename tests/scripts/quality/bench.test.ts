import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { interleave } from '../../bench/support/interleave.mjs';
import { mlRandomForestModel, naiveScore, readCodedForest } from '../../bench/support/peer-models.mjs';
import { putSection } from '../../../scripts/quality/benchmarks-page.mjs';
import { median, pairedRatio, quantile, summarise } from '../../bench/support/statistics.mjs';
import { loadSuites } from '../../../scripts/quality/suites.mjs';
import { digits, table } from '../../bench/support/table.mjs';
import { startTalker } from '../../bench/support/talker.mjs';
import { quietVerdict } from '../../bench/support/verdict.mjs';

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
  assert.deepEqual(
    [...samples],
    [
      ['a', [1, 4]],
      ['b', [2, 3]],
    ],
  );
});

test('Figures keep three digits', () => {
  assert.deepEqual([0.012345, 1.2345, 12.345, 1234.5].map(digits), ['0.0123', '1.23', '12.3', '1,235']);
  assert.equal(table(['a', 'b'], [['x', 1]]), '| a | b |\n| --- | ---: |\n| x | 1 |');
});

test('A forest over codes sends a code of the threshold left, also where an engine asks for less', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'forest.json');
  writeFileSync(
    file,
    JSON.stringify({
      features: 2,
      trees: [
        [
          [1, 1, 2, 1, 0],
          [0, 0, 255, 1, 10],
          [0, 0, 255, 2, 20],
        ],
      ],
    }),
  );
  const forest = readCodedForest(file);
  assert.deepEqual(
    [2, 3, 4].map((code) => naiveScore(forest, [9, code])),
    [10, 10, 20],
  );
  const { root } = mlRandomForestModel(forest).baseModel.estimators[0] ?? {};
  assert.deepEqual(root, {
    splitColumn: 1,
    splitValue: 4,
    gain: 1,
    left: { distribution: 10 },
    right: { distribution: 20 },
  });
});

test('A talker answers line by line, and the end of one is reported', async () => {
  const talker = startTalker(process.execPath, [
    '-e',
    'process.stdin.on("data", (line) => {' +
      'if (String(line) === "end\\n") process.exit(); console.log(JSON.stringify(String(line))); })',
  ]);
  assert.equal(await talker.ask('first'), 'first\n');
  assert.equal(await talker.ask('second'), 'second\n');
  await assert.rejects(talker.ask('end'), /ended at "end"/);
  await assert.rejects(startTalker('/no/such/program', []).ask('first'), /ENOENT/);
});

test('What only a quiet machine can show is not judged on a busy one, but counts where it is reached', () => {
  const judged = (reached: boolean, load?: number) => quietVerdict('x', 'y', reached, load);
  assert.match(judged(false), /\*\*missed\*\*/);
  assert.match(judged(false, 7.5), /not judged, as other programs were at work \(on 7\.5 cores\)/);
  assert.match(judged(true, 7.5), /: reached\./);
});
