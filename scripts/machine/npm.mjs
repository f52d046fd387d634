// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';
import { findCommand, thisHost } from './host.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';

const STAMP = inRoot('node_modules', '.prescore-lock');

/** @returns {string} what the stamp of an up-to-date node_modules says */
export function lockStamp() {
  const lock = readFileSync(inRoot('package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/** @returns {boolean} whether node_modules is what package-lock.json asks for */
export function nodeModulesAreCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockStamp();
}

/** Runs `npm ci` where node_modules is not what package-lock.json asks for. */
export async function installNodeModules() {
  if (nodeModulesAreCurrent()) return;
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
