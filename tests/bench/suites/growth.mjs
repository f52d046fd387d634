// @ts-check
// Cost as the work grows: trees, depth and cuts by native micro-benchmarks, rows by the whole command.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { runMicroBenchmarks } from '../support/google-benchmark.mjs';
import { makeApplicants, TOOL } from '../support/made-up.mjs';
import { drawLines } from '../support/plot.mjs';
import { savePicture } from '../../../scripts/quality/benchmarks-page.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { quantile } from '../support/statistics.mjs';
import { digits, table } from '../support/table.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {import('../support/google-benchmark.mjs').MicroResult} MicroResult */
/** @typedef {import('../support/plot.mjs').Point} Point */
/** @typedef {{ name: string, trees: number, depth: number, nanoseconds: number }} Walk nanoseconds a row */

const FOLDER = inRoot('build', 'bench-growth');
const MODELS = [
  { name: 'six questions', file: inRoot('model', 'instant-card', 'model.json') },
  { name: '18 questions', file: inRoot('model', 'instant-card-full', 'model.json') },
];
const SERIES = new Map([
  ['many_rows', 'many rows at once'],
  ['one_row', 'one row after another'],
]);

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'growth',
  title: 'Cost as the work grows',
  run: async (context) => {
    await context.build('native');
    const micro = await runMicroBenchmarks(context, '.');
    return [await forests(context, micro), cuts(micro), await files(context)].join('\n\n');
  },
};

/** @param {MicroResult} result @returns {Walk} */
function toWalk({ name, nanoseconds, counters }) {
  const [kind = '', trees, depth] = name.split('/');
  return {
    name: SERIES.get(kind) ?? kind,
    trees: Number(trees),
    depth: Number(depth),
    nanoseconds: nanoseconds / (counters['rows'] ?? NaN),
  };
}

/**
 * @param {BenchContext} context
 * @param {string} name of the picture
 * @param {Point[]} points
 * @param {{ x: string, y: string }} labels
 * @param {string} alternative
 */
async function picture({ peers, quick }, name, points, labels, alternative) {
  const svg = await drawLines(peers, points, labels);
  return quick ? `(a picture: ${alternative})` : savePicture(name, svg, alternative);
}

/**
 * @param {BenchContext} context
 * @param {MicroResult[]} micro
 */
async function forests(context, micro) {
  const walks = micro
    .filter(({ name }) => SERIES.has(name.split('/')[0] ?? ''))
    .map(toWalk)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.trees - b.trees || a.depth - b.depth));
  const ofDepth8 = walks.filter(({ depth }) => depth === 8);
  const of100 = walks.filter(({ trees }) => trees === 100);
  const points = (/** @type {Walk[]} */ chosen, /** @type {'trees' | 'depth'} */ x) =>
    chosen.map((walk) => ({ x: walk[x], y: walk.nanoseconds, series: walk.name }));
  const rows = walks.map(({ name, trees, depth, nanoseconds }) => [
    name,
    trees.toLocaleString('en-US'),
    depth,
    (trees * (2 ** (depth + 1) - 1)).toLocaleString('en-US'),
    digits(nanoseconds),
    digits(nanoseconds / (trees * depth)),
  ]);
  return [
    '### Forests',
    'Google Benchmark, natively, one thread, CPU time, medians; the bare forest over codes. Every tree is full: as many ' +
      'nodes as its depth allows, splits at random, so these are the largest forests of their size and the least like real ones.',
    await picture(
      context,
      'growth-trees.svg',
      points(ofDepth8, 'trees'),
      { x: 'trees of depth 8', y: 'ns a row' },
      'Nanoseconds a row over the number of trees, 10 to 1,000',
    ),
    await picture(
      context,
      'growth-depth.svg',
      points(of100, 'depth'),
      { x: 'depth of 100 trees', y: 'ns a row' },
      'Nanoseconds a row over the depth of the trees, 4 to 12',
    ),
    table(['way', 'trees', 'depth', 'nodes', 'ns a row', 'ns a comparison'], rows),
  ].join('\n\n');
}

/** @param {MicroResult[]} micro */
function cuts(micro) {
  const rows = micro
    .filter(({ name }) => name.startsWith('encode_row/'))
    .map(({ name, nanoseconds }) => ({ count: Number(name.split('/')[1]), nanoseconds }))
    .sort((a, b) => a.count - b.count)
    .map(({ count, nanoseconds }) => [count, digits(nanoseconds), digits(nanoseconds / 6)]);
  return [
    '### Encoding',
    'An applicant of six random numbers becomes codes, each number by that many cuts.',
    table(['cuts', 'ns an applicant', 'ns a number'], rows),
  ].join('\n\n');
}

/** @param {BenchContext} context */
async function files(context) {
  mkdirSync(FOLDER, { recursive: true });
  const sizes = context.quick ? [1, 1_000] : [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
  /** @type {Point[]} */
  const points = [];
  for (const size of sizes) {
    const input = makeApplicants(size);
    for (const { name, file } of MODELS)
      points.push({ x: size, y: secondsOf(file, input, size < 1e6 ? 5 : 1), series: name });
    rmSync(input);
  }
  rmSync(FOLDER, { recursive: true });
  const rows = points.map(({ series, x, y }) => [series, x.toLocaleString('en-US'), digits(y), digits((y / x) * 1e6)]);
  return [
    '### Rows of a file',
    'The whole command `prescore score --threads 1`, from file to file of made-up applications with all 19 columns, the ' +
      'start of the program and the reading of the model included; the quickest of five runs, from a million rows on of one.',
    await picture(
      context,
      'growth-rows.svg',
      points,
      { x: 'rows', y: 'seconds, whole command' },
      'Seconds of the whole command over the rows of the file, 1 to 10,000,000',
    ),
    table(['model', 'rows', 'seconds', 'µs a row'], rows),
  ].join('\n\n');
}

/**
 * @param {string} model
 * @param {string} input
 * @param {number} runs
 */
function secondsOf(model, input, runs) {
  const output = join(FOLDER, 'scores.csv');
  const seconds = Array.from({ length: runs }, () => {
    const start = performance.now();
    mustSpawn(TOOL, ['score', '--model', model, '--input', input, '--output', output, '--threads', '1']);
    return (performance.now() - start) / 1000;
  });
  return quantile(seconds, 0);
}
