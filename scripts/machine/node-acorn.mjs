// @ts-check
// Emscripten's package depends on node-acorn, which depends on `nodejs:any`: a name that only Debian's own Node provides,
// not NodeSource's. With NodeSource's Node, apt-get refuses to install Emscripten. So node-acorn is packed again without
// that dependency. Its content does not change.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailure } from '../base/failure.mjs';
import { inRoot } from '../base/paths.mjs';
import { mustRun } from '../base/run.mjs';

/** @returns {boolean} whether apt-get would refuse node-acorn as it is */
export function needsRepackedAcorn() {
  return isForeignNode(installed('nodejs')) && !installed('node-acorn').startsWith('installed');
}

/**
 * @param {string} state of the package nodejs, as {@link installed} returns it
 * @returns {boolean} whether it is installed, but not from Debian
 */
export function isForeignNode(state) {
  return state.startsWith('installed') && !state.endsWith(' allowed');
}

/**
 * @param {string} name of a package
 * @returns {string} its state and its Multi-Arch field, e.g. `installed allowed`; empty when dpkg does not know it
 */
function installed(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in
  const format = '${db:Status-Status} ${Multi-Arch}';
  return spawnSync('dpkg-query', ['-W', '-f', format, name], { encoding: 'utf8' }).stdout ?? '';
}

/**
 * @param {string} control a package's control file
 * @returns {string} the same file without the dependencies
 */
export function withoutDependencies(control) {
  return control.replace(/^Depends:.*\n(?:[ \t].*\n)*/m, '');
}

/**
 * Packs node-acorn again, without its dependencies.
 *
 * @param {string} log
 * @returns {Promise<string>} the path of the package, for apt-get
 */
export async function repackAcorn(log) {
  const folder = inRoot('build', 'node-acorn');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await mustRun(log, 'apt-get', ['download', 'node-acorn'], { cwd: folder });
  const original = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (!original) throw new StepFailure('apt-get did not download node-acorn.', log);
  const content = join(folder, 'content');
  await mustRun(log, 'dpkg-deb', ['--raw-extract', join(folder, original), content]);
  const control = join(content, 'DEBIAN', 'control');
  writeFileSync(control, withoutDependencies(readFileSync(control, 'utf8')));
  const result = join(folder, 'node-acorn.deb');
  await mustRun(log, 'dpkg-deb', ['--root-owner-group', '--build', content, result]);
  return result;
}
