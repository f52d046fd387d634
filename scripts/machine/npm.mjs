// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { findCommand, thisHost } from './host.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {{ os?: string[], cpu?: string[], libc?: string[] }} LockedPackage of package-lock.json */

const STAMP = inRoot('node_modules', '.prescore-lock');

/** @returns {string} the content of the stamp in an up-to-date node_modules */
export function lockStamp() {
  const lock = readFileSync(inRoot('package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/** @returns {boolean} whether node_modules is what package-lock.json asks for */
export function nodeModulesAreCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockStamp();
}

/**
 * @param {Host} host
 * @returns {{ count: number, registry: string } | undefined} how many packages `npm ci` would install, and from where;
 *   undefined when node_modules is up to date
 */
export function missingNodeModules(host) {
  if (nodeModulesAreCurrent()) return undefined;
  const [program, ...before] = npmCommand();
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const registry = host.output(program, [...before, 'config', 'get', 'registry']);
  return { count: countPackages(packages, host), registry: withoutPassword(registry) };
}

/**
 * @param {Record<string, LockedPackage>} packages of package-lock.json; the project itself has the key ''
 * @param {Pick<Host, 'platform' | 'arch'>} host
 * @returns {number} how many of them are for this machine
 */
export function countPackages(packages, { platform, arch }) {
  const suits = (/** @type {string[] | undefined} */ names, /** @type {string} */ name) =>
    names === undefined || names.includes(name) || names.every((each) => each.startsWith('!') && each !== `!${name}`);
  // Systems with apt-get have glibc.
  const isForHere = (/** @type {LockedPackage} */ { os, cpu, libc }) =>
    suits(os, platform) && suits(cpu, arch) && suits(libc, 'glibc');
  return Object.entries(packages).filter(([path, locked]) => path !== '' && isForHere(locked)).length;
}

/**
 * @param {string} address of a registry
 * @returns {string} the address without a user and a password
 */
export function withoutPassword(address) {
  if (!URL.canParse(address)) return 'the registry that npm is configured for';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}

/** Runs `npm ci`. */
export async function installNodeModules() {
  const log = createLog('npm-ci');
  await step('Install the npm packages', async () => {
    const [program, ...before] = npmCommand();
    await mustRun(log, program, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund']);
  });
  writeFileSync(STAMP, lockStamp());
}

/** @returns {[string, ...string[]]} npm as it was called, or as found on the PATH */
export function npmCommand() {
  const called = process.env.npm_execpath;
  if (called && /npm-cli\.c?js$/.test(called) && existsSync(called)) return [process.execPath, called];
  const found = findCommand(thisHost(), 'npm');
  if (!found) throw new UserError('npm is missing. Install it (it comes with Node.js) and run the command again.');
  return [found];
}
