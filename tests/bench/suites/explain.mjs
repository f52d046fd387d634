// @ts-check
// Reasons: how many applicants a second are explained natively, beside XGBoost's pred_contribs on the same forest.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { interleave } from '../support/interleave.mjs';
import { TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { median, pairedRatio, summarise } from '../support/statistics.mjs';
import { digits, minimumAndMedian, table, times } from '../support/table.mjs';
import { buildTargets } from '../support/targets.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {{ name: string, target: number }} Programme `target` in applicants a second, with reasons, on one thread */

const FOLDER = inRoot('build', 'bench-explain');
const BINARIES = inRoot('build', 'release', 'tests');
/** @type {Programme[]} */
const PROGRAMMES = [
  { name: 'instant-card', target: 50_000 },
  { name: 'instant-card-full', target: 2_000 },
];
const ROWS = 4_000;
/** As many of them are given to XGBoost, which takes its time. */
const PEER_ROWS = 1_000;
const OURS = 'Prescore, contributions';
const OURS_WITH_REASONS = 'Prescore, decision with reasons';
const PEER = 'XGBoost, pred_contribs';

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'explain',
  title: 'Explaining decisions',
  run: async (context) => {
    await buildTargets(context, 'release', 'explain_rows');
    mkdirSync(FOLDER, { recursive: true });
    const data = join(FOLDER, 'applicants.csv');
    mustSpawn(TOOL, ['sample', '--rows', String(ROWS), '--output', data]);
    const parts = [];
    for (const programme of PROGRAMMES) parts.push(await measure(context, programme, data));
    const head = [
      'programme',
      'engine',
      'µs an applicant, minimum / median',
      'applicants a second',
      'Prescore is faster by',
    ];
    const rows = table(
      head,
      parts.flatMap(({ lines }) => lines),
    );
    return [introduction(context), rows, ...parts.map(({ remark }) => remark)].join('\n\n');
  },
};

/** @param {BenchContext} context */
function introduction({ peers }) {
  const absent = peers.hasPython('xgboost') ? '' : ' python3-xgboost is not installed, so not measured.';
  return (
    `One thread, ${ROWS.toLocaleString('en-US')} made-up applicants, those whom the model covers; runs are interleaved. ` +
    'Both definitions are exact Shapley values of the score, but not the same: ours are interventional against the ' +
    "reference population of the model, XGBoost's (`pred_contribs`, `approx_contribs=False`) are path-dependent against the " +
    'covers of the nodes. XGBoost is given the same trees over the same codes, with covers counted over the rows. The work ' +
    `of ours grows with the people of the reference, 16.${absent}`
  );
}

/**
 * @param {BenchContext} context
 * @param {Programme} programme
 * @param {string} data
 */
async function measure(context, { name, target }, data) {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  const model = inRoot('model', name, 'model.json');
  const milliseconds = context.quick ? '50' : '500';
  mustSpawn(join(BINARIES, 'bench', 'explain_rows'), [model, data, '1', folder]);
  const native = () =>
    JSON.parse(mustSpawn(join(BINARIES, 'bench', 'explain_rows'), [model, data, milliseconds]).stdout);
  /** @type {any} what XGBoost said last */
  let peer;
  const script = inRoot('tests', 'bench', 'python', 'explain_xgboost.py');
  const contenders = [
    { name: OURS, run: () => native().contributions_us },
    { name: OURS_WITH_REASONS, run: () => native().reasons_us },
  ];
  if (context.peers.hasPython('xgboost')) {
    context.peers.used.add('xgboost');
    const rows = String(context.quick ? 100 : PEER_ROWS);
    const run = () =>
      (peer = JSON.parse(mustSpawn('/usr/bin/python3', [script, folder, rows, milliseconds]).stdout)).contributions_us;
    contenders.push({ name: PEER, run });
  }
  const samples = await interleave(contenders, { rounds: context.quick ? 1 : 7, warmUps: context.quick ? 0 : 1 });
  const ours = samples.get(OURS) ?? [];
  const lines = [...samples].map(([engine, micros]) => [
    name,
    engine,
    minimumAndMedian(summarise(micros)),
    Math.round(1e6 / median(micros)).toLocaleString('en-US'),
    engine === PEER ? times(pairedRatio(micros, ours)) : '',
  ]);
  const reached = 1e6 / median(samples.get(OURS_WITH_REASONS) ?? []);
  return { lines, remark: remarkOf(name, target, reached, peer) };
}

/**
 * @param {string} name
 * @param {number} target
 * @param {number} reached
 * @param {any} peer
 */
function remarkOf(name, target, reached, peer) {
  const goal = `\`${name}\`: the goal of ${target.toLocaleString('en-US')} applicants a second is ${reached >= target ? 'reached' : 'missed'}.`;
  if (!peer) return goal;
  return (
    `${goal} XGBoost's scores of these rows are ours to ${digits(peer.score_apart)}. Where its covers send everything the ` +
    'way of one reference person the two definitions are one: the mean of such contributions over the reference people ' +
    `differs from ours by at most ${digits(peer.apart)} points. With covers counted over the rows, contributions ` +
    `correlate by ${peer.correlation.toFixed(3)}.`
  );
}
