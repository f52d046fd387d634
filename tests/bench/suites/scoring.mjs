// @ts-check
// Scoring many rows: ours natively and as WebAssembly, beside the peers on the same forests.
import { interleave } from '../support/interleave.mjs';
import { prepareTasks, ROWS, TRAINING_ROWS } from '../support/scoring-tasks.mjs';
import { checkScores, nativeTimer, peerScorers, TOLERANCE, wasmTimer } from '../support/scorers.mjs';
import { median, pairedRatio, summarise } from '../support/statistics.mjs';
import { minimumAndMedian, percent, table, times } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {import('../support/scorers.mjs').Task} Task */
/** @typedef {import('../support/scoring-tasks.mjs').PreparedTask} PreparedTask */
/** @typedef {import('../support/scorers.mjs').Way} Way */
/** @typedef {Map<string, number[]>} Samples */

const WALKED = 'Prescore, walked';
const LOOKED_UP = 'Prescore, looked up';
const DECIDED = 'Prescore, whole decisions';
const WASM_WALKED = 'Prescore in WebAssembly, walked';
const WASM_LOOKED_UP = 'Prescore in WebAssembly, looked up';

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'scoring',
  title: 'Scoring many rows',
  run: async (context) => {
    const parts = [];
    for await (const task of prepareTasks(context)) parts.push(await measure(context, task));
    return [introduction(context), ...parts].join('\n\n');
  },
};

/** @param {BenchContext} context */
function introduction({ peers }) {
  const absent = ['xgboost', 'sklearn'].filter((module) => !peers.hasPython(module));
  const missing =
    absent.length === 0
      ? ''
      : ` Not installed, so not measured: ${absent.map((name) => `python3-${name}`).join(', ')}.`;
  return (
    `${ROWS.toLocaleString('en-US')} made-up applicants at once, on one thread, in microseconds of the processor's time; every engine has the same trees, and every ` +
    'score of every engine is checked against a naive walk before anything is timed. Peers are given the codes that the ' +
    'forest asks for, as numbers, ready in their own input format; ours starts from the answers and encodes them itself. ' +
    '*Walked*: through the forest, eight rows in step. *Looked up*: in the table of the answer grid, where that is small ' +
    'enough, after the cells were filled. *Whole decisions*: probability of default, rules and offers too, as ' +
    `\`prescore score\` makes them. The last two forests are bagged, grown on ${TRAINING_ROWS.toLocaleString('en-US')} ` +
    `made-up applications with leaves of any size.${missing}`
  );
}

/**
 * @param {BenchContext} context
 * @param {PreparedTask} prepared
 */
async function measure(context, { heading, tabulated, task }) {
  const samples = await race(context, task, tabulated);
  return [`### ${heading}`, tableOf(samples), verdicts(samples, tabulated)].join('\n\n');
}

/**
 * @param {BenchContext} context
 * @param {Task} task
 * @param {boolean} tabulated
 * @returns {Promise<Samples>} microseconds a row
 */
async function race({ peers, quick }, task, tabulated) {
  const native = nativeTimer(task);
  const wasm = await wasmTimer(task);
  const others = await peerScorers(peers, task);
  try {
    /** @type {[string, typeof native, Way][]} */
    const ours = [
      [WALKED, native, 'walked'],
      [WASM_WALKED, wasm, 'walked'],
    ];
    if (tabulated) ours.push([LOOKED_UP, native, 'looked_up'], [WASM_LOOKED_UP, wasm, 'looked_up']);
    for (const [name, timer, way] of ours) checkScores(task, name, await timer.scores(way), 0);
    for (const { name, scores } of others) checkScores(task, name, await scores(), TOLERANCE);
    const milliseconds = quick ? 20 : 200;
    const contenders = [
      ...[...ours, /** @type {const} */ ([DECIDED, native, 'decided'])].map(([name, timer, way]) => ({
        name,
        run: () => timer.time(way, milliseconds),
      })),
      ...others.map(({ name, batch }) => ({ name, run: () => batch(milliseconds) })),
    ];
    return await interleave(contenders, { rounds: quick ? 1 : 9 });
  } finally {
    for (const { close } of [native, wasm, ...others]) close();
  }
}

/** @param {Samples} samples */
function tableOf(samples) {
  const walked = samples.get(WALKED) ?? [];
  const rows = [...samples].map(([name, micros]) => [
    name,
    minimumAndMedian(summarise(micros)),
    percent(summarise(micros).spread),
    Math.round(1e6 / median(micros)).toLocaleString('en-US'),
    times(pairedRatio(micros, walked)),
  ]);
  return table(['engine', 'µs a row, minimum / median', 'spread', 'rows a second', 'as long as walked natively'], rows);
}

/**
 * @param {Samples} samples
 * @param {boolean} tabulated
 */
function verdicts(samples, tabulated) {
  const goals = [
    { of: WALKED, beside: 'onnxruntime-node', goal: 5 },
    { of: WALKED, beside: 'XGBoost', goal: 2 },
    { of: WASM_WALKED, beside: 'ydf-inference', goal: 5 },
    ...(tabulated ? [{ of: LOOKED_UP, beside: 'onnxruntime-node', goal: 50 }] : []),
  ];
  return goals
    .filter(({ beside }) => samples.has(beside))
    .map(({ of, beside, goal }) => {
      const ratio = pairedRatio(samples.get(beside) ?? [], samples.get(of) ?? []);
      return verdict(`${of} is ${times(ratio)} as quick as ${beside}`, `at least ${times(goal)}`, ratio >= goal);
    })
    .join('\n');
}
