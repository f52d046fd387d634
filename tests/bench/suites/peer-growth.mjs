// @ts-check
// Cost as forests and batches grow, ours beside the peers on the same forests and rows.
import { growForest } from '../support/made-up.mjs';
import { drawLines } from '../support/plot.mjs';
import { interleave } from '../support/interleave.mjs';
import { savePicture } from '../../../scripts/quality/benchmarks-page.mjs';
import { prepareTasks, TRAINING_ROWS } from '../support/scoring-tasks.mjs';
import { checkScores, nativeTimer, peerScorers, TOLERANCE, wasmTimer } from '../support/scorers.mjs';
import { median } from '../support/statistics.mjs';
import { digits, table } from '../support/table.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {import('../support/scorers.mjs').Task} Task */
/** @typedef {{ trees: number, depth: number, rows?: number }} Size */
/** @typedef {{ size: Size, nodes: number, micros: Map<string, number> }} Measured microseconds a row by engine */

const PEERS = ['onnxruntime-node', 'ydf-inference', 'xgboost'];
/** @type {{ title: string, picture: string, of: string, x: (size: Size) => number, sizes: Size[] }[]} */
const CURVES = [
  {
    title: 'Trees',
    picture: 'peers-trees.svg',
    of: 'trees of depth 8',
    x: ({ trees }) => trees,
    sizes: [10, 30, 100, 300, 1_000].map((trees) => ({ trees, depth: 8 })),
  },
  {
    title: 'Depth',
    picture: 'peers-depth.svg',
    of: 'depth of 100 trees',
    x: ({ depth }) => depth,
    sizes: [4, 6, 8, 10, 12].map((depth) => ({ trees: 100, depth })),
  },
  {
    title: 'Rows',
    picture: 'peers-rows.svg',
    of: 'rows in one call',
    x: ({ rows = NaN }) => rows,
    sizes: [1, 10, 100, 1_000, 10_000, TRAINING_ROWS].map((rows) => ({ trees: 100, depth: 8, rows })),
  },
];

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'peer-growth',
  title: 'Cost as the work grows, beside the peers',
  run: async (context) => {
    const curves = [];
    for (const curve of context.quick ? CURVES.slice(0, 1) : CURVES) curves.push(await draw(context, curve));
    return [
      "Microseconds of the processor's time a row, one thread, medians of runs that are interleaved; every score of every " +
        `engine is checked against a naive walk first. Bagged forests grown on ${TRAINING_ROWS.toLocaleString('en-US')} ` +
        'made-up applications with leaves of any size, 4,096 rows in one call where nothing else is said. Ours walk the ' +
        'forest and begin with the answers, the peers with the codes.',
      ...curves,
    ].join('\n\n');
  },
};

/**
 * @param {BenchContext} context
 * @param {typeof CURVES[number]} curve
 */
async function draw(context, { title, picture, of, x, sizes }) {
  /** @type {Measured[]} */
  const measured = [];
  const forests = sizes.map((size) => ({
    name: `growth ${size.trees} ${size.depth} ${size.rows ?? ''}`,
    tabulated: false,
    ...size,
    model: () => growForest({ trees: size.trees, depth: size.depth, leafRows: 1 }, TRAINING_ROWS),
  }));
  let place = 0;
  for await (const { task } of prepareTasks(context, forests)) {
    const nodes = task.forest.trees.reduce((sum, tree) => sum + tree.length, 0);
    measured.push({ size: /** @type {Size} */ (sizes[place++]), nodes, micros: await race(context, task) });
  }
  const engines = [...(measured[0]?.micros.keys() ?? [])];
  const points = measured.flatMap(({ size, micros }) => [...micros].map(([series, y]) => ({ x: x(size), y, series })));
  const alternative = `Microseconds a row over ${of}, ${engines.join(', ')}`;
  const svg = await drawLines(context.peers, points, { x: of, y: 'µs a row' });
  return [
    `### ${title}`,
    context.quick ? `(a picture: ${alternative})` : savePicture(picture, svg, alternative),
    table(
      [of, 'nodes', ...engines],
      measured.map(({ size, nodes, micros }) => [
        x(size).toLocaleString('en-US'),
        nodes.toLocaleString('en-US'),
        ...[...micros.values()].map(digits),
      ]),
    ),
  ].join('\n\n');
}

/**
 * @param {BenchContext} context
 * @param {Task} task
 * @returns {Promise<Map<string, number>>} microseconds a row by engine, ours first
 */
async function race({ peers, quick }, task) {
  const native = nativeTimer(task);
  const wasm = await wasmTimer(task);
  const others = await peerScorers(peers, task, PEERS);
  try {
    const ours = /** @type {const} */ ([
      ['Prescore', native],
      ['Prescore in WebAssembly', wasm],
    ]);
    for (const [name, timer] of ours) checkScores(task, name, await timer.scores('walked'), 0);
    for (const { name, scores } of others) checkScores(task, name, await scores(), TOLERANCE);
    const milliseconds = quick ? 20 : 100;
    const contenders = [
      ...ours.map(([name, timer]) => ({ name, run: () => timer.time('walked', milliseconds) })),
      ...others.map(({ name, batch }) => ({ name, run: () => batch(milliseconds) })),
    ];
    const samples = await interleave(contenders, { rounds: quick ? 1 : 5 });
    return new Map([...samples].map(([name, micros]) => [name, median(micros)]));
  } finally {
    for (const { close } of [native, wasm, ...others]) close();
  }
}
