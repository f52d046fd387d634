import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Directions, describeCycle, findCycle, roomGraph, roomOf, wrongDirections } from './graph.ts';
import { importsOf, includesOf, resolveImport, resolveInclude } from './imports.ts';

const ROOMS: Directions = { 'a/cli': ['a/csv', 'a/base'], 'a/csv': ['a/base'], 'a/base': [], a: [] };

test('A file is in the innermost room that holds it', () => {
  assert.equal(roomOf('a/csv/block.hpp', ROOMS), 'a/csv');
  assert.equal(roomOf('a/csv/parts/cell.hpp', ROOMS), 'a/csv');
  assert.equal(roomOf('a/csv_block.hpp', ROOMS), 'a');
  assert.equal(roomOf('b/csv/block.hpp', ROOMS), undefined);
});

test('Uses in the stated direction are allowed, and so are uses inside of a room', () => {
  const graph = roomGraph(
    [
      { from: 'a/cli/main.cpp', to: 'a/csv/block.hpp' },
      { from: 'a/csv/block.cpp', to: 'a/csv/block.hpp' },
      { from: 'a/csv/block.cpp', to: 'a/base/date.hpp' },
    ],
    ROOMS,
  );
  assert.deepEqual(wrongDirections(graph, ROOMS), []);
  assert.equal(describeCycle(graph), '');
});

test('A use against the stated direction is found and named', () => {
  const graph = roomGraph([{ from: 'a/base/date.cpp', to: 'a/csv/block.hpp' }], ROOMS);
  assert.deepEqual(wrongDirections(graph, ROOMS), ['a/base must not use a/csv: a/base/date.cpp uses a/csv/block.hpp']);
});

test('A use that no direction names is wrong, although it makes no cycle', () => {
  const graph = roomGraph([{ from: 'a/csv/block.cpp', to: 'a/loose.hpp' }], ROOMS);
  assert.equal(describeCycle(graph), '');
  assert.equal(wrongDirections(graph, ROOMS).length, 1);
});

test('A cycle of rooms is found, also where its files make none', () => {
  const graph = roomGraph(
    [
      { from: 'a/cli/main.cpp', to: 'a/csv/block.hpp' },
      { from: 'a/csv/block.cpp', to: 'a/base/date.hpp' },
      { from: 'a/base/other.cpp', to: 'a/csv/cell.hpp' },
    ],
    ROOMS,
  );
  assert.equal(
    describeCycle(graph),
    'a/csv -> a/base -> a/csv\n' +
      '  a/csv/block.cpp uses a/base/date.hpp\n' +
      '  a/base/other.cpp uses a/csv/cell.hpp',
  );
});

test('Rooms that meet again further down make no cycle', () => {
  const diamond = new Map([
    ['top', ['left', 'right']],
    ['left', ['bottom']],
    ['right', ['bottom']],
  ]);
  assert.equal(findCycle(diamond), undefined);
  assert.deepEqual(findCycle(new Map([['self', ['self']]])), ['self', 'self']);
});

const TYPESCRIPT = `
import { a } from './a.ts';
import type { B } from './b.ts';
import './side-effect.css';
export { c } from './c.ts';
export * from './d.ts';
const e = () => import('./e.ts');
type F = import('./f.ts').F;
const text = "import { no } from './no.ts'"; // import './no.ts'
const computed = (name: string) => import(name);
import { a as again } from './a.ts';
`;

test('The imports of TypeScript are read, and words that look like them are not', () => {
  const names = ['./a.ts', './b.ts', './side-effect.css', './c.ts', './d.ts', './e.ts', './f.ts'];
  assert.deepEqual(importsOf('x.ts', TYPESCRIPT).sort(), names.sort());
});

test('Types that a script imports in its comments are read', () => {
  const script = `
/** @typedef {import('./types.mjs').Host} Host */
/** @param {import('./other.mjs').Other} other */
export function f(other) {}
`;
  assert.deepEqual(importsOf('x.mjs', script), ['./types.mjs', './other.mjs']);
});

test('An import leads to a file of the repository, or nowhere', () => {
  assert.equal(resolveImport('tests/house/house.ts', './graph.ts'), 'tests/house/graph.ts');
  assert.equal(resolveImport('scripts/steps/fuzz.mjs', '../base/run.mjs'), 'scripts/base/run.mjs');
  assert.equal(resolveImport('tests/types/api.ts', 'prescore'), 'site/package/index.ts');
  assert.equal(resolveImport('wasm/start.ts', '#prescore-glue'), 'wasm/glue.d.ts');
  assert.equal(resolveImport('tests/house/house.ts', 'node:fs'), undefined);
  assert.equal(resolveImport('tests/house/house.ts', 'typescript-for-vue'), undefined);
});

test('The includes of C++ are read, those of libraries are not', () => {
  const source =
    '#pragma once\n#include <vector>\n#include "csv/block.hpp"\n  #  include "date.hpp"\n// #include "no.hpp"\n';
  assert.deepEqual(includesOf(source), ['csv/block.hpp', 'date.hpp']);
});

test('An include is found beside the file, around it, by its room, or by its name alone', () => {
  const headers = ['a/csv/block.hpp', 'a/base/date.hpp', 'core/include/prescore/date.hpp', 'a/base/text.hpp'];
  assert.deepEqual(resolveInclude('a/base/date.cpp', 'date.hpp', headers), ['a/base/date.hpp']);
  assert.deepEqual(resolveInclude('a/cli/main.cpp', 'csv/block.hpp', headers), ['a/csv/block.hpp']);
  assert.deepEqual(resolveInclude('a/cli/main.cpp', 'block.hpp', headers), ['a/csv/block.hpp']);
  assert.deepEqual(resolveInclude('a/cli/main.cpp', 'prescore/date.hpp', headers), ['core/include/prescore/date.hpp']);
  assert.deepEqual(resolveInclude('a/base/parts/x.cpp', 'date.hpp', headers), ['a/base/date.hpp']);
  assert.equal(resolveInclude('a/cli/main.cpp', 'date.hpp', headers).length, 2);
  assert.deepEqual(resolveInclude('a/cli/main.cpp', 'text', headers), []);
});
