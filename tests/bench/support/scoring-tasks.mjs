// @ts-check
// The forests that every engine is given, from the shipped one to one of hundreds of thousands of nodes.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { growForest, makeApplicants } from './made-up.mjs';
import { readTask } from './scorers.mjs';
import { mustSpawn } from './spawn.mjs';
import { buildTargets } from './targets.mjs';

/**
 * @typedef {object} PreparedTask
 * @property {string} name
 * @property {string} heading the name with the forest's size
 * @property {boolean} tabulated whether its answer grid is small enough to be looked up
 * @property {import('./scorers.mjs').Task} task
 */

const FOLDER = inRoot('build', 'bench-scoring');
const WRITER = inRoot('build', 'release', 'tests', 'bench', 'write_peer_data');
export const ROWS = 4_096;
export const TRAINING_ROWS = 74_000;

/** @type {NamedForest[]} */
const FORESTS = [
  { name: 'the shipped model', model: () => inRoot('model', 'instant-card', 'model.json'), tabulated: true },
  {
    name: 'the model of all columns',
    model: () => inRoot('model', 'instant-card-full', 'model.json'),
    tabulated: false,
  },
  {
    name: '100 × depth 8',
    model: () => growForest({ trees: 100, depth: 8, leafRows: 1 }, TRAINING_ROWS),
    tabulated: true,
  },
  {
    name: '300 × depth 10',
    model: () => growForest({ trees: 300, depth: 10, leafRows: 1 }, TRAINING_ROWS),
    tabulated: true,
  },
];

/**
 * @typedef {object} NamedForest
 * @property {string} name
 * @property {() => string} model path of its JSON
 * @property {boolean} tabulated
 * @property {number} [rows] ROWS unless told, at most TRAINING_ROWS
 */

/**
 * Builds what writes and what times the rows, then writes them.
 *
 * @param {import('../../../scripts/quality/suites.mjs').BenchContext} context
 * @param {NamedForest[]} forests
 * @returns {AsyncGenerator<PreparedTask>} one after another, so that large forests are not held together; of the first
 *   alone where it is to be quick
 */
export async function* prepareTasks(context, forests = FORESTS) {
  await buildTargets(context, 'release', 'write_peer_data', 'time_scores');
  await buildTargets(context, 'wasm', 'time_scores');
  for (const { name, model, tabulated, rows = ROWS } of context.quick ? forests.slice(0, 1) : forests) {
    const folder = join(FOLDER, name.replaceAll(/\W+/g, '-'));
    mkdirSync(folder, { recursive: true });
    mustSpawn(WRITER, [model(), makeApplicants(TRAINING_ROWS), String(context.quick ? 2_000 : rows), folder]);
    const task = readTask(folder);
    const nodes = task.forest.trees.reduce((sum, tree) => sum + tree.length, 0).toLocaleString('en-US');
    yield { name, heading: `${name}: ${task.forest.trees.length} trees, ${nodes} nodes`, tabulated, task };
  }
}
