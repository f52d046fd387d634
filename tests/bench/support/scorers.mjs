// @ts-check
// Engines that score the same rows by the same forest: ours natively and as WebAssembly, and the peers. Timed is the
// processor's time, which other programs on the machine change least.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { mlRandomForestModel, naiveScore, onnxModel, readCodedForest, ydfModel } from './peer-models.mjs';
import { startTalker } from './talker.mjs';

/** @typedef {import('../../../scripts/quality/peers.mjs').Peers} Peers */
/**
 * @typedef {object} Task
 * @property {string} folder what write_peer_data wrote
 * @property {Pick<import('./peer-models.mjs').PlainForest, 'features' | 'trees'>} forest
 * @property {Uint8Array} codes row after row
 * @property {number} rows
 * @property {number[]} expected the score of each row, by the naive way
 */
/**
 * @typedef {object} Scorer
 * @property {string} name
 * @property {(milliseconds: number) => Promise<number>} batch microseconds a row, all rows in one call; of the processor
 * @property {(milliseconds: number) => Promise<number>} single microseconds a row, one row in each call
 * @property {() => Promise<ArrayLike<number>>} scores of all rows
 * @property {() => void} close
 */
/** @typedef {'walked' | 'looked_up' | 'decided' | 'bare' | 'encoded'} Way those of score_timer.hpp */

/** A sum of single precision over hundreds of trees, scaled back, may be off by so much of a leaf's unit. */
export const TOLERANCE = 0.75;
/** And a larger one by more: so much for each of these units. */
const TOLERATED_UNITS = 250_000;

/** In the order of ScoringWay. @type {Way[]} */
const WAYS = ['walked', 'looked_up', 'decided', 'bare', 'encoded'];
const TIMER = inRoot('build', 'release', 'tests', 'bench', 'time_scores');
const WASM_TIMER = inRoot('build', 'wasm', 'tests', 'bench', 'time_scores.cjs');

/** @param {string} folder @returns {Task} */
export function readTask(folder) {
  const forest = readCodedForest(join(folder, 'forest.json'));
  const codes = readFileSync(join(folder, 'codes.bin'));
  const columns = forest.features.length;
  const rows = codes.length / columns;
  const expected = Array.from({ length: rows }, (_, row) =>
    naiveScore(forest, codes.subarray(row * columns, (row + 1) * columns)),
  );
  return { folder, forest, codes, rows, expected };
}

/**
 * Throws where an engine gives any row another score than the naive way.
 *
 * @param {Task} task
 * @param {string} name
 * @param {ArrayLike<number>} scores
 * @param {number} tolerance 0 for integers; engines of single precision sum with an error
 */
export function checkScores({ rows, expected }, name, scores, tolerance) {
  if (scores.length !== rows) throw new Error(`${name} scores ${scores.length} rows of ${rows}.`);
  for (let row = 0; row < rows; ++row) {
    const right = expected[row] ?? NaN;
    if (Math.abs((scores[row] ?? NaN) - right) <= tolerance * Math.max(1, Math.abs(right) / TOLERATED_UNITS)) continue;
    throw new Error(`${name} gives row ${row} the score ${scores[row]}, not ${right}.`);
  }
}

/**
 * @param {() => unknown} work
 * @param {number} rows that it scores
 * @param {number} milliseconds at least
 * @returns {Promise<number>} microseconds a row
 */
async function timeCalls(work, rows, milliseconds) {
  const start = performance.now();
  const processorStart = process.cpuUsage();
  for (let calls = 1; ; ++calls) {
    // Not awaited where nothing has to be waited for: that alone would take longer than a row.
    const result = work();
    if (result instanceof Promise) await result;
    if (performance.now() - start >= milliseconds) return processorMicroseconds(processorStart) / (calls * rows);
  }
}

/** @param {NodeJS.CpuUsage} since @returns {number} of all threads of this process */
function processorMicroseconds(since) {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

/** @param {Task} task @param {number} row */
const rowOf = ({ forest, codes }, row) =>
  codes.subarray(row * forest.features.length, (row + 1) * forest.features.length);

/**
 * Another row with each call.
 *
 * @template Row
 * @param {Task} task
 * @param {(codes: Uint8Array) => Row} make
 * @returns {() => Row}
 */
function turns(task, make) {
  const made = Array.from({ length: Math.min(task.rows, 1024) }, (_, row) => make(rowOf(task, row)));
  let next = 0;
  return () => /** @type {Row} */ (made[next++ % made.length]);
}

/**
 * Ours, natively.
 *
 * @param {Task} task
 * @returns {{ time: (way: Way, milliseconds: number) => Promise<number>, scores: (way: Way) => Promise<number[]>, close: () => void }}
 */
export function nativeTimer({ folder }) {
  const talker = startTalker(TIMER, [join(folder, 'model.bin'), join(folder, 'answers.bin')]);
  return {
    time: (way, milliseconds) => talker.ask(`time ${way} ${milliseconds}`),
    scores: (way) => talker.ask(`scores ${way}`),
    close: talker.close,
  };
}

/**
 * Ours, as WebAssembly in this process.
 *
 * @param {Task} task
 * @returns {Promise<ReturnType<typeof nativeTimer>>}
 */
export async function wasmTimer({ folder, rows }) {
  const module = await createRequire(import.meta.url)(WASM_TIMER)();
  const put = (/** @type {Uint8Array} */ bytes) => {
    const place = module._malloc(bytes.length);
    module.HEAPU8.set(bytes, place);
    return place;
  };
  const model = readFileSync(join(folder, 'model.bin'));
  const answers = readFileSync(join(folder, 'answers.bin'));
  if (!module._prepare(put(model), model.length, put(answers), answers.length / 4))
    throw new Error('The model is refused.');
  return {
    time: async (way, milliseconds) => {
      const start = performance.now();
      const processorStart = process.cpuUsage();
      const onTheWall = module._microseconds_a_row(WAYS.indexOf(way), milliseconds);
      return (onTheWall * processorMicroseconds(processorStart)) / (1000 * (performance.now() - start));
    },
    scores: async (way) => {
      const place = module._scores(WAYS.indexOf(way)) / 4;
      return [...module.HEAP32.subarray(place, place + rows)];
    },
    close: () => {},
  };
}

/** @type {Record<string, (peers: Peers, task: Task) => Promise<Scorer> | Scorer>} */
const SCORERS = {
  'onnxruntime-node': (peers, task) => onnxScorer(peers, task, 'onnxruntime-node', 'cpu'),
  'onnxruntime-web': (peers, task) => onnxScorer(peers, task, 'onnxruntime-web', 'wasm'),
  'ydf-inference': ydfScorer,
  'ml-random-forest': mlRandomForestScorer,
  xgboost: (_peers, task) => pythonScorer(task, 'xgboost'),
  sklearn: (_peers, task) => pythonScorer(task, 'sklearn'),
};
const FROM_DEBIAN = ['xgboost', 'sklearn'];

/**
 * The peers from npm and those of Debian that are installed.
 *
 * @param {Peers} peers
 * @param {Task} task
 * @param {string[]} names of the contenders, as their packages are called
 * @returns {Promise<Scorer[]>}
 */
export async function peerScorers(peers, task, names = Object.keys(SCORERS)) {
  const scorers = [];
  for (const name of names) {
    if (FROM_DEBIAN.includes(name)) {
      if (!peers.hasPython(name)) continue;
      peers.used.add(name);
    }
    const scorer = await SCORERS[name]?.(peers, task);
    if (scorer) scorers.push(scorer);
  }
  return scorers;
}

/** @param {Peers} peers @param {Task} task @param {string} name @param {string} provider @returns {Promise<Scorer>} */
async function onnxScorer(peers, task, name, provider) {
  const module = await peers.load(name);
  const ort = module.default ?? module;
  if (provider === 'wasm') ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(await onnxModel(task.forest, peers), {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const columns = task.forest.features.length;
  const tensor = (/** @type {Uint8Array} */ codes) => ({
    x: new ort.Tensor('float32', Float32Array.from(codes), [codes.length / columns, columns]),
  });
  const all = tensor(task.codes);
  const one = turns(task, tensor);
  return {
    name,
    batch: (milliseconds) => timeCalls(() => session.run(all), task.rows, milliseconds),
    single: (milliseconds) => timeCalls(() => session.run(one()), 1, milliseconds),
    scores: async () => (await session.run(all)).score.data,
    close: () => void session.release(),
  };
}

/** @param {Peers} peers @param {Task} task @returns {Promise<Scorer>} */
async function ydfScorer(peers, task) {
  // Its file looks for itself where CommonJS says so, and for JSZip where a page would have it.
  Object.assign(globalThis, { JSZip: (await peers.load('jszip')).default });
  peers.used.add('ydf-inference');
  const create = createRequire(import.meta.url)(peers.resolve('ydf-inference/dist/inference.js'));
  const ydf = await create({ printErr: () => {} });
  const zip = await ydfModel(task.forest, peers);
  const model = await ydf.loadModelFromZipBlob(new Blob([new Uint8Array(zip)]));
  const columnsOf = (/** @type {Uint8Array} */ codes) => {
    const { features } = task.forest;
    return Object.fromEntries(
      features.map((name, index) => [name, [...codes.filter((_, place) => place % features.length === index)]]),
    );
  };
  const all = columnsOf(task.codes);
  const one = turns(task, columnsOf);
  return {
    name: 'ydf-inference',
    batch: (milliseconds) => timeCalls(() => model.predict(all), task.rows, milliseconds),
    single: (milliseconds) => timeCalls(() => model.predict(one()), 1, milliseconds),
    scores: async () => model.predict(all).map((/** @type {number} */ mean) => mean * task.forest.trees.length),
    close: () => model.unload(),
  };
}

/** @param {Peers} peers @param {Task} task @returns {Promise<Scorer>} */
async function mlRandomForestScorer(peers, task) {
  const { RandomForestRegression } = await peers.load('ml-random-forest');
  const model = RandomForestRegression.load(mlRandomForestModel(task.forest));
  const all = Array.from({ length: task.rows }, (_, row) => [...rowOf(task, row)]);
  const one = turns(task, (codes) => [[...codes]]);
  return {
    name: 'ml-random-forest',
    batch: (milliseconds) => timeCalls(() => model.predict(all), task.rows, milliseconds),
    single: (milliseconds) => timeCalls(() => model.predict(one()), 1, milliseconds),
    scores: async () => model.predict(all).map((/** @type {number} */ mean) => mean * task.forest.trees.length),
    close: () => {},
  };
}

/** @param {Task} task @param {string} module @returns {Scorer} */
function pythonScorer({ folder }, module) {
  const talker = startTalker('/usr/bin/python3', [inRoot('tests', 'bench', 'python', 'score_rows.py'), module, folder]);
  return {
    name: module === 'sklearn' ? 'scikit-learn' : 'XGBoost',
    batch: (milliseconds) => talker.ask(`batch ${milliseconds}`),
    single: (milliseconds) => talker.ask(`single ${milliseconds}`),
    scores: () => talker.ask('scores'),
    close: talker.close,
  };
}
