// @ts-check
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { SAMPLE_MODEL } from '../builds/folders.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm run reproduce: builds here and in another folder, and compares everything that ships, byte by byte.

The other folder's path differs in depth and length. The other build runs later, from scratch, in another time zone and
language.

${machineHelp('npm run reproduce', 36)}`;

/** Files and folders below build/. */
export const SHIPPED = [
  'prescore',
  'prescore-service',
  SAMPLE_MODEL,
  'wasm/prescore.wasm',
  'wasm/prescore.mjs',
  'wasm/prescore-twin.mjs',
  'site',
  'hosting',
  'package',
];
/** What is not a source, or does not affect a build. */
const LEFT_OUT = ['build', '.git', 'test-results'];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run reproduce', help: HELP, options: MACHINE_OPTIONS }, args, async (options) => {
    await buildAll(['site', 'package'], { options });
    const folder = mkdtempSync(join(tmpdir(), 'prescore-'));
    // Runs after Ctrl-C too.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const copy = join(folder, 'a', 'much', 'longer', 'way', 'to', 'the', 'sources');
    await step('Build in another folder', () => buildCopy(copy));
    return report(join(copy, 'build'));
  });
}

/** @param {string} copy the folder to create */
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
  if (missing.length > 0) throw new Error(`the build did not make ${missing.join(', ')}`);
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
 * @returns {string[]} the shipped files that differ, or are in one of them only
 */
export function differences(one, other) {
  return allShippedFiles(one, other)
    .filter((name) => {
      const [here, there] = [join(one, name), join(other, name)];
      return !existsSync(here) || !existsSync(there) || !readFileSync(here).equals(readFileSync(there));
    })
    .sort();
}

/** @param {string} one @param {string} other @returns {string[]} the files of both */
const allShippedFiles = (one, other) => [...new Set([...shippedFiles(one), ...shippedFiles(other)])];

/** @param {string} build @returns {string[]} paths below that folder */
function shippedFiles(build) {
  return SHIPPED.flatMap((name) => {
    const path = join(build, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [name];
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((each) => join(name, each));
    return inside.filter((each) => statSync(join(build, each)).isFile());
  });
}
