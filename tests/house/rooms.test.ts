import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeCycle, findCycle, roomGraph, roomOf, wrongDirections } from './graph.ts';
import { HOUSE, sourceFiles, usesOf } from './house.ts';

const files = sourceFiles();
const graph = roomGraph(usesOf(files), HOUSE);

test('Every source file is in a room', () => {
  assert.deepEqual(
    files.filter((path) => roomOf(path, HOUSE) === undefined),
    [],
  );
});

test('Every room of the table holds files, and names rooms of the table', () => {
  const used = new Set(files.map((path) => roomOf(path, HOUSE)));
  for (const [room, allowed] of Object.entries(HOUSE)) {
    assert.ok(used.has(room), `${room} holds no file`);
    for (const name of allowed) assert.ok(name in HOUSE, `${room} may use ${name}, which is not a room`);
  }
});

test('The stated directions have no cycle', () => {
  assert.equal(findCycle(new Map(Object.entries(HOUSE))), undefined);
});

test('No rooms use each other in a cycle', () => assert.equal(describeCycle(graph), ''));

test('Every import and include keeps to the stated directions', () => {
  assert.deepEqual(wrongDirections(graph, HOUSE), []);
});

test('The graph is read from the real files', () => {
  for (const [from, to] of [
    ['scripts/steps', 'scripts/base'],
    ['scripts/builds', 'site'],
    ['core/src', 'core/include'],
    ['site/widget', 'wasm'],
    ['site/widget', 'site/texts'],
    ['model/src/rows', 'model/src/applicants'],
    ['service/api', 'service/engine'],
  ]) {
    assert.ok(graph.get(from ?? '')?.has(to ?? ''), `${from} uses ${to}`);
  }
});
