import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { selectSteps } from '../../../scripts/steps/test-steps.mjs';
import { percentDown, QUALITY_FIGURES, QUALITY_PAGE, renderQuality } from '../../../scripts/quality/quality-page.mjs';

const read = (path: string): string => readFileSync(inRoot(path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

test('A share is never rounded up, so that only all are 100.0 %', () => {
  assert.deepEqual([1, 2045 / 2046, 0.95, 0.5].map(percentDown), ['100.0', '99.9', '95.0', '50.0']);
});

test('The page on quality is what its figures say', () => {
  assert.equal(read(QUALITY_PAGE), renderQuality(JSON.parse(read(QUALITY_FIGURES))));
});

test('Every command that the page names is there', () => {
  const named = [...read(QUALITY_PAGE).matchAll(/`npm (?:run )?([\w:]+)/g)].map((match) => match[1] ?? '');
  assert.ok(named.length > 5);
  for (const name of named) assert.ok(name === 'audit' || scripts[name], `package.json has no script "${name}"`);
  const steps = [...read(QUALITY_PAGE).matchAll(/`npm test -- --only (\w+)`/g)].map((match) => match[1] ?? '');
  for (const name of steps) assert.equal(selectSteps(name).length, 1, `npm test has no step "${name}"`);
});

test('A share below the target is said to be so', () => {
  const figures = {
    mutate: { date: '2026-01-01', mutants: 100, judged: 100, equivalent: 0, caught: 94, survivors: ['x'] },
  };
  assert.match(renderQuality(figures), /94 of 100 caught \(94\.0 %\), \*\*below the target\*\*/);
});
