// @ts-check
// `prescore train` without settings, beside scikit-learn without settings, on public files of credit data.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { table } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {Record<string, number[]>} Aurocs of each contender, by fold of each repeat */
/** @typedef {{ file: string, rows: number, questions: number, ours: Aurocs, peers: Aurocs }} Compared */
/** @typedef {Compared & { own: number, best: string, peer: number, difference: number, error: number }} Judged */

const FOLDER = inRoot('build', 'bench-defaults');
const VARIABLE = 'PRESCORE_CREDIT_FILES';
const FOLDS = 5;
/** Files with so many rows are judged by a fixed difference, smaller ones by the standard error. */
const MANY_ROWS = 5000;
const MOST_BELOW = 0.005;

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'defaults',
  title: 'Default settings',
  missing: ({ peers, env }) => {
    if (!peers.hasPython('sklearn')) return 'python3-sklearn is not installed';
    const folder = env[VARIABLE];
    if (folder && existsSync(folder)) return undefined;
    return `${VARIABLE} does not name a folder with the files of tests/bench/defaults/credit_files.py`;
  },
  run: async (context) => {
    await context.build('native');
    context.peers.used.add('sklearn');
    const judged = compare(context).map(judge);
    const head = ['file', 'rows', 'questions', 'Prescore', 'best peer', 'its AUROC', 'difference', 'standard error'];
    return [
      introduction(context.quick ? 1 : 5),
      table(head, judged.map(lineOf)),
      judged.map(verdictOf).join('\n'),
      `### All peers\n\n${peersTable(judged)}`,
    ].join('\n\n');
  },
};

/** @param {number} repeats */
const introduction = (repeats) =>
  `AUROC of \`prescore train\` with a training.json that has no "forest", beside scikit-learn's classifiers with their own ` +
  `defaults: the same rows, columns and folds, ${repeats} × ${FOLDS} folds. Every column is a question, without ` +
  'directions; text columns are unordered choices. For scikit-learn options are one-hot and missing numbers the median ' +
  'with a mark (HistGradientBoosting takes both as they are). The standard error is that of the difference, with the ' +
  'correction for folds that share rows (Nadeau, Bengio, "Inference for the generalization error", 2003). The files are ' +
  'public ones; they are not part of this project.';

/** @param {BenchContext} context @returns {Compared[]} */
function compare({ env, quick }) {
  mkdirSync(FOLDER, { recursive: true });
  const script = inRoot('tests', 'bench', 'defaults', 'compare.py');
  const args = [script, TOOL, env[VARIABLE] ?? '', FOLDER, '--repeats', quick ? '1' : '5'];
  if (quick) args.push('--files', 'german.data');
  else args.push('--peers', join(FOLDER, 'peers.json'));
  const { stdout } = mustSpawn('/usr/bin/python3', args);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {Compared} compared @returns {Judged} */
function judge(compared) {
  const ours = compared.ours.defaults ?? [];
  const [best = '', theirs = []] = Object.entries(compared.peers).reduce((a, b) => (mean(b[1]) > mean(a[1]) ? b : a));
  const differences = ours.map((value, fold) => value - (theirs[fold] ?? NaN));
  const difference = mean(differences);
  const squares = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0);
  const variance = squares / (differences.length - 1);
  const error = Math.sqrt(variance * (1 / differences.length + 1 / (FOLDS - 1)));
  return { ...compared, own: mean(ours), best, peer: mean(theirs), difference, error };
}

/** @param {number} value */
const signed = (value) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;

/** @param {Judged} judged */
const lineOf = ({ file, rows, questions, own, best, peer, difference, error }) => [
  file,
  rows.toLocaleString('en-US'),
  questions,
  own.toFixed(4),
  best,
  peer.toFixed(4),
  signed(difference),
  error.toFixed(4),
];

/** @param {Judged} judged */
function verdictOf({ file, rows, best, difference, error }) {
  const most = rows >= MANY_ROWS ? MOST_BELOW : error;
  const target = rows >= MANY_ROWS ? `at most ${MOST_BELOW} below` : 'at most one standard error below';
  return verdict(`${file}: ${signed(difference)} to ${best}`, target, difference >= -most);
}

/** @param {Judged[]} judged */
function peersTable(judged) {
  const names = Object.keys(judged[0]?.peers ?? {});
  return table(
    ['file', 'Prescore', ...names],
    judged.map(({ file, own, peers }) => [
      file,
      own.toFixed(4),
      ...names.map((name) => mean(peers[name] ?? []).toFixed(4)),
    ]),
  );
}
