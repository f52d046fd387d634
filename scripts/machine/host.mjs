// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What the scripts need to know about the machine. A test passes a made-up one.
 *
 * @typedef {object} Host
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {boolean} isRoot
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => boolean} exists
 * @property {(path: string) => boolean} isExecutable
 * @property {(command: string, args: string[]) => string} output what a command prints in English, trimmed; empty when it
 *   cannot be run
 * @property {string | undefined} [downloadedBrowser] path of the Chromium that Playwright downloaded before
 */

/** @returns {Host} this machine */
export function thisHost() {
  return {
    platform: process.platform,
    arch: process.arch,
    isRoot: process.getuid?.() === 0,
    env: process.env,
    exists: existsSync,
    isExecutable,
    output,
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function output(command, args) {
  return (spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? '').trim();
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Host} host
 * @param {...string} names commands, the preferred one first, or absolute paths
 * @returns {string | undefined} the path of the first that can be run
 */
export function findCommand(host, ...names) {
  const folders = (host.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const name of names) {
    const candidates = name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name));
    const found = candidates.find((path) => host.isExecutable(path));
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {Host} host
 * @param {string} name as in an #include, e.g. `nlohmann/json.hpp`
 */
export function hasHeader(host, name) {
  const { CPATH = '', CPLUS_INCLUDE_PATH = '', CMAKE_PREFIX_PATH = '' } = host.env;
  const folders = [
    ...[CPATH, CPLUS_INCLUDE_PATH].flatMap((value) => value.split(delimiter)),
    ...CMAKE_PREFIX_PATH.split(delimiter)
      .filter(Boolean)
      .map((prefix) => join(prefix, 'include')),
    '/usr/include',
    '/usr/local/include',
    '/opt/homebrew/include',
  ];
  return folders.some((folder) => folder !== '' && host.exists(join(folder, name)));
}
