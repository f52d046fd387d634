// @ts-check
import { basename, resolve } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { readFileSync } from 'node:fs';
import { checkOutput } from './output.mjs';

/**
 * @typedef {object} SiteFolders
 * @property {{ programmes: string[], brand: string }} folders what the site is made from
 * @property {string | undefined} [output] gets the folders `site` and `hosting`; else build/
 */

/** As `parseArgs` takes them. */
export const SITE_OPTIONS = /** @type {const} */ ({
  programme: { type: 'string', multiple: true },
  brand: { type: 'string' },
});

/** @returns {{ programme: string, brand: string }} the sample programme and brand, from the root of the repository */
export const samples = () => JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).prescore;

/** The packed model of the sample programme, below build/. */
export const SAMPLE_MODEL = `${basename(samples().programme)}.bin`;

/** @param {string} command @param {number} width of the first column */
export function siteHelp(command, width) {
  const { programme, brand } = samples();
  const line = (/** @type {string} */ option, /** @type {string} */ text) =>
    `  ${`${command} -- ${option}`.padEnd(width)}${text}`;
  return [
    line('--programme DIR', `the page of this programme (default ${programme}); more than once: a page each`),
    line('--brand DIR', `the bank's name, colours and words (default ${brand})`),
  ].join('\n');
}

/**
 * @param {{ programme?: string[], brand?: string, output?: string }} options
 * @returns {SiteFolders | undefined} undefined if nothing is named
 * @throws UserError if the output would replace something else
 */
export function siteFolders({ programme, brand, output }) {
  if (!programme && brand === undefined && output === undefined) return undefined;
  const known = samples();
  const folders = {
    programmes: (programme ?? [inRoot(known.programme)]).map((folder) => resolve(folder)),
    brand: resolve(brand ?? inRoot(known.brand)),
  };
  if (output !== undefined) checkOutput(resolve(output), [...folders.programmes, folders.brand]);
  return { folders, output: output === undefined ? undefined : resolve(output) };
}
