// @ts-check
import { pathToFileURL } from 'node:url';
import { findFiles } from '../base/files.mjs';
import { inRoot } from '../base/paths.mjs';

/**
 * One section of the benchmarks. Each file in tests/bench/suites exports one as `suite` or as its default.
 *
 * @typedef {object} Suite
 * @property {string} name as `npm run bench -- --only` takes it: [a-z0-9-]+
 * @property {string} title the section's heading
 * @property {(context: BenchContext) => string | undefined} [missing] why the suite cannot run here: it is then left out
 *   and keeps its section
 * @property {(context: BenchContext) => Promise<string>} run measures and returns the section as markdown, without its
 *   heading; headings inside start at ###
 */
/**
 * @typedef {object} BenchContext
 * @property {import('../machine/host.mjs').Host} host
 * @property {NodeJS.ProcessEnv} env of the builds and of the programs that they make
 * @property {(name: string) => Promise<void>} build runs a build of scripts/builds/builds.mjs, once
 * @property {import('./peers.mjs').Peers} peers
 * @property {string} log path of the suite's log, for `run` and `mustRun`
 * @property {boolean} quick only check that the suite works: the fewest rounds, the smallest sizes
 */

const FOLDER = 'tests/bench/suites';

/** @returns {Promise<Suite[]>} all suites, by name */
export async function loadSuites() {
  const files = findFiles([FOLDER], /\.mjs$/);
  const suites = await Promise.all(files.map(loadSuite));
  return suites.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} file
 * @returns {Promise<Suite>}
 */
async function loadSuite(file) {
  const module = await import(pathToFileURL(inRoot(file)).href);
  const suite = module.suite ?? module.default ?? module;
  if (typeof suite.run !== 'function' || !/^[a-z0-9-]+$/.test(suite.name ?? '') || !suite.title) {
    throw new Error(`${file} exports no suite { name, title, run }.`);
  }
  return suite;
}
