// @ts-check
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';

const HELP = `npm run reproduce: builds here and in another folder, and compares all that ships, byte by byte.

The other build is in a folder of another depth and length, at another time, without what an earlier build left, in
another time zone and language.`;

/** Files and folders below build/. */
export const SHIPPED = [
  'prescore',
  'instant-card.bin',
  'wasm/prescore.wasm',
  'wasm/prescore.mjs',
  'wasm/prescore-twin.mjs',
  'site',
  'hosting',
  'package',
];
/** What is no source, or whose content has no part in a build. */
const LEFT_OUT = ['build', '.git', 'test-results'];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run reproduce', help: HELP, options: {} }, args, async () => {
    await buildAll(['site', 'package']);
    const folder = mkdtempSync(join(tmpdir(), 'prescore-'));
    // Also where it is broken off.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const copy = join(folder, 'a', 'much', 'longer', 'way', 'to', 'the', 'sources');
    await step('Build in another folder', () => buildCopy(copy));
    return report(join(copy, 'build'));
  });
}

/** @param {string} copy the folder, not yet there */
async function buildCopy(copy) {
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.includes(name)) cpSync(inRoot(name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  const env = { ...process.env, CCACHE_DISABLE: '1', TZ: 'Pacific/Kiritimati', LC_ALL: 'C', LANG: 'C' };
  await mustRun(createLog('reproduce'), process.execPath, [join(copy, 'scripts', 'command.mjs'), 'build'], {
    cwd: copy,
    env,
    timeoutMinutes: 60,
  });
}

/** @param {string} other the build folder of the copy @returns {number} the exit code */
function report(other) {
  const missing = SHIPPED.filter((name) => !existsSync(inRoot('build', name)));
  if (missing.length > 0) throw new Error(`the build made no ${missing.join(', no ')}`);
  const names = allShippedFiles(inRoot('build'), other);
  const different = differences(inRoot('build'), other);
  for (const name of different) console.log(`  differs: build/${name}`);
  console.log(`${names.length - different.length} of ${names.length} files are the same, byte by byte.`);
  recordFigures('reproduce', { files: names.length, different });
  return different.length === 0 ? 0 : 1;
}

/**
 * @param {string} one a build folder
 * @param {string} other another
 * @returns {string[]} the shipped files that are not the same in both, or in one only
 */
export function differences(one, other) {
  return allShippedFiles(one, other)
    .filter((name) => {
      const [here, there] = [join(one, name), join(other, name)];
      return !existsSync(here) || !existsSync(there) || !readFileSync(here).equals(readFileSync(there));
    })
    .sort();
}

/** @param {string} one @param {string} other @returns {string[]} what either holds */
const allShippedFiles = (one, other) => [...new Set([...shippedFiles(one), ...shippedFiles(other)])];

/** @param {string} build @returns {string[]} by their paths below it */
function shippedFiles(build) {
  return SHIPPED.flatMap((name) => {
    const path = join(build, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [name];
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((each) => join(name, each));
    return inside.filter((each) => statSync(join(build, each)).isFile());
  });
}
