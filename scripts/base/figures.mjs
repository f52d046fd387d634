// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/** Where the commands write their figures. `npm run quality` copies them into docs/quality.json. */
const FOLDER = inRoot('build', 'quality');

/** @typedef {Readonly<Record<string, unknown>>} Figures of one command, with the day of its run */

/**
 * Writes the figures of a command's last run.
 *
 * @param {string} name of the command, as in `npm run NAME`
 * @param {Record<string, unknown>} figures
 */
export function recordFigures(name, figures) {
  mkdirSync(FOLDER, { recursive: true });
  const dated = { date: new Date().toISOString().slice(0, 10), ...figures };
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(dated, undefined, 2)}\n`);
}

/** @returns {Record<string, Figures>} the figures of the last runs, by command */
export function recordedFigures() {
  if (!existsSync(FOLDER)) return {};
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    names.map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))]),
  );
}
