// @ts-check
// Reasons: how many applicants a second are explained natively, beside XGBoost's pred_contribs on the same forest.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { interleave } from '../support/interleave.mjs';
import { TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { median, pairedRatio, summarise } from '../support/statistics.mjs';
import { digits, minimumAndMedian, table, times } from '../support/table.mjs';
import { buildTargets } from '../support/targets.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/**
 * @typedef {object} Programme
 * @property {string} name
 * @property {string} model its file
 * @property {number} [target] in applicants a second, with reasons, on one thread
 * @property {number} peerRows as many rows are given to XGBoost, which takes its time
 */

const FOLDER = inRoot('build', 'bench-explain');
const BINARIES = inRoot('build', 'release', 'tests');
const APPLICANTS = join(FOLDER, 'applicants.csv');
/** What the large forest is trained on, and judged by. */
const REPORTED = join(FOLDER, 'reported.csv');
/** @type {Programme[]} */
const PROGRAMMES = [
  {
    name: 'instant-card',
    model: inRoot('model', 'instant-card', 'model.json'),
    target: 50_000,
    peerRows: 1000,
  },
  {
    name: 'instant-card-full',
    model: inRoot('model', 'instant-card-full', 'model.json'),
    target: 2000,
    peerRows: 1000,
  },
];
const ROWS = 4_000;
/** The questions of instant-card-full, in a forest as large as any that a bank is likely to train. */
const LARGE = { method: 'bagging', trees: 300, depth: 20, leaves: 1024, leaf_rows: 5, features_per_split: 5 };
const REPORT_ROWS = 30_000;
const REPORT_SECONDS = 10;
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
    mustSpawn(TOOL, ['sample', '--rows', String(ROWS), '--output', APPLICANTS]);
    const parts = [];
    const large = trainLarge();
    for (const programme of [...PROGRAMMES, large]) parts.push(await measure(context, programme));
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
    return [introduction(context), rows, ...parts.map(({ remark }) => remark), reportOf(large, context)].join('\n\n');
  },
};

/** Trains the large forest on made-up rows, of which a report is made then. @returns {Programme} */
function trainLarge() {
  const name = `${LARGE.trees} × ${LARGE.leaves} leaves`;
  const folder = join(FOLDER, 'large');
  cpSync(inRoot('model', 'instant-card-full'), folder, { recursive: true });
  const settings = join(folder, 'training.json');
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), forest: LARGE }));
  const model = join(folder, 'model.json');
  mustSpawn(TOOL, ['sample', '--rows', String(REPORT_ROWS), '--output', REPORTED]);
  mustSpawn(TOOL, ['train', '--programme', folder, '--data', REPORTED, '--output', model]);
  return { name, model, peerRows: 100 };
}

/**
 * How long a report on the large forest takes.
 * @param {Programme} large
 * @param {BenchContext} context
 */
function reportOf({ name, model }, { quick }) {
  const report = join(FOLDER, 'report.html');
  const seconds = Array.from({ length: quick ? 1 : 3 }, () => {
    const before = performance.now();
    mustSpawn(TOOL, ['evaluate', '--model', model, '--data', REPORTED, '--report', report]);
    return (performance.now() - before) / 1000;
  });
  const what = `\`evaluate --report\` on ${REPORT_ROWS.toLocaleString('en-US')} rows, ${name}: ${digits(median(seconds))} s, the median of ${seconds.length}`;
  return verdict(what, `under ${REPORT_SECONDS} s`, median(seconds) < REPORT_SECONDS);
}

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
 */
async function measure(context, { name, model, target, peerRows }) {
  const folder = join(FOLDER, name.replaceAll(' ', '-'));
  mkdirSync(folder, { recursive: true });
  const milliseconds = context.quick ? '50' : '500';
  mustSpawn(join(BINARIES, 'bench', 'explain_rows'), [model, APPLICANTS, '1', folder]);
  const native = () =>
    JSON.parse(mustSpawn(join(BINARIES, 'bench', 'explain_rows'), [model, APPLICANTS, milliseconds]).stdout);
  /** @type {any} what XGBoost said last */
  let peer;
  const script = inRoot('tests', 'bench', 'python', 'explain_xgboost.py');
  const contenders = [
    { name: OURS, run: () => native().contributions_us },
    { name: OURS_WITH_REASONS, run: () => native().reasons_us },
  ];
  if (context.peers.hasPython('xgboost')) {
    context.peers.used.add('xgboost');
    const rows = String(context.quick ? Math.min(100, peerRows) : peerRows);
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
  return { lines, remark: [goalOf(name, target, reached), peerRemark(name, peer)].filter(Boolean).join(' ') };
}

/**
 * @param {string} name
 * @param {number | undefined} target
 * @param {number} reached
 */
function goalOf(name, target, reached) {
  if (target === undefined) return '';
  const goal = `the goal of ${target.toLocaleString('en-US')} applicants a second`;
  return `\`${name}\`: ${goal} is ${reached >= target ? 'reached' : 'missed'}.`;
}

/**
 * @param {string} name
 * @param {any} peer
 */
function peerRemark(name, peer) {
  if (!peer) return '';
  const one =
    peer.apart === null
      ? ''
      : ' Where its covers send everything the way of one reference person the two definitions are one: the mean of such ' +
        `contributions over the reference people differs from ours by at most ${digits(peer.apart)} points.`;
  return (
    `\`${name}\`: XGBoost's scores of these rows are ours to ${digits(peer.score_apart)}.${one} With covers counted over the ` +
    `rows, contributions correlate by ${peer.correlation.toFixed(3)}.`
  );
}
