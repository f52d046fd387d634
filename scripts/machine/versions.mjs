// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';
import { findCommand } from './host.mjs';
import { inRoot } from '../base/paths.mjs';
import { compilerNames } from './requirements.mjs';

/** @typedef {import('./host.mjs').Host} Host */

/**
 * @param {string} banner first line of a compiler's `--version`
 * @returns {string} a sentence when it cannot compile C++20 as the project uses it, else an empty string
 */
export function compilerProblem(banner) {
  const clang = /clang version (\d+)[.\d]*/.exec(banner);
  const gcc = /(\d+)\.\d+\.\d+\s*$/.exec(banner) ?? /(\d+)\.\d+\.\d+/.exec(banner);
  const [name, minimum, found] = clang ? ['Clang', 14, Number(clang[1])] : ['GCC', 11, gcc ? Number(gcc[1]) : Infinity];
  if (found >= minimum) return '';
  return (
    `The C++ compiler is too old: Prescore needs GCC 11 or Clang 14 or newer, but this is ${name} ${found}. ` +
    'Install a newer one, or name one by the environment variable CXX.'
  );
}

/**
 * @param {string} banner first line of `cmake --version`
 * @param {{ major: number, minor: number }} minimum
 * @returns {string} a sentence when it is too old, else an empty string
 */
export function cmakeProblem(banner, minimum) {
  const found = /(\d+)\.(\d+)/.exec(banner);
  if (!found) return '';
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major > minimum.major || (major === minimum.major && minor >= minimum.minor)) return '';
  return (
    `Prescore needs CMake ${minimum.major}.${minimum.minor} or newer, but this is ${major}.${minor}. ` +
    'Install a newer one (https://cmake.org/download) and run the command again.'
  );
}

/** @returns {{ major: number, minor: number }} the version that CMakePresets.json requires */
function minimumCMake() {
  const presets = JSON.parse(readFileSync(inRoot('CMakePresets.json'), 'utf8'));
  return presets.cmakeMinimumRequired ?? { major: 3, minor: 21 };
}

/**
 * @param {string} command
 * @returns {string} the first line of its `--version`; empty when it cannot run
 */
function banner(command) {
  const { stdout } = spawnSync(command, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return (stdout ?? '').split('\n')[0] ?? '';
}

/**
 * Throws a UserError when a tool is too old for the project.
 *
 * @param {Host} host
 */
export function checkToolVersions(host) {
  const compiler = findCommand(host, ...compilerNames(host));
  const problems = [
    compiler ? compilerProblem(banner(compiler)) : '',
    cmakeProblem(banner('cmake'), minimumCMake()),
  ].filter(Boolean);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}
