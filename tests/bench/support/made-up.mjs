// @ts-check
// Made-up applicants, and forests of any size grown on them.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { mustSpawn } from './spawn.mjs';

/** @typedef {{ trees: number, depth: number, leafRows: number }} ForestSize `leafRows`: at least so many in a leaf */

export const TOOL = inRoot('build', 'prescore');
const PROGRAMME = inRoot('model', 'instant-card');
const FOLDER = inRoot('build', 'bench-made-up');

/**
 * @param {number} rows
 * @returns {string} a data file of that many applications, as `prescore sample --rows ROWS` writes it
 */
export function makeApplicants(rows) {
  const path = join(FOLDER, `applicants-${rows}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  mustSpawn(TOOL, ['sample', '--rows', String(rows), '--output', path]);
  return path;
}

/**
 * A copy of the shipped programme that grows another forest: bagged, two questions drawn for each split.
 *
 * @param {string} folder of the copy
 * @param {ForestSize} size
 * @returns {string} `folder`
 */
export function programmeOf(folder, { trees, depth, leafRows }) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['questionnaire.json', 'policy.json']) copyFileSync(join(PROGRAMME, name), join(folder, name));
  const forest = { method: 'bagging', trees, depth, leaves: 2 ** depth, leaf_rows: leafRows, features_per_split: 2 };
  const outcome_columns = { date: 'app_date', target: 'default' };
  writeFileSync(join(folder, 'training.json'), JSON.stringify({ outcome_columns, forest, risk_along_values: {} }));
  return folder;
}

/**
 * @param {ForestSize} size
 * @param {number} rows made-up applications that it is grown on
 * @returns {string} path of the model
 */
export function growForest(size, rows) {
  const folder = join(FOLDER, `forest-${size.trees}-${size.depth}-${size.leafRows}-${rows}`);
  const model = join(folder, 'model.json');
  if (existsSync(model)) return model;
  // A programme's folder names the programme.
  const programme = programmeOf(join(folder, 'bench-card'), size);
  mustSpawn(TOOL, ['train', '--programme', programme, '--data', makeApplicants(rows), '--output', model]);
  return model;
}
