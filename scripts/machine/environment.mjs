// @ts-check
import { realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../base/failure.mjs';
import { findCommand } from './host.mjs';
import { inRoot } from '../base/paths.mjs';

/** @typedef {import('./host.mjs').Host} Host */

const TOOLCHAIN = join('cmake', 'Modules', 'Platform', 'Emscripten.cmake');

/** Emscripten's folder on Debian and Ubuntu. */
export const DEBIAN_EMSCRIPTEN = '/usr/share/emscripten';

/**
 * @param {Host} host
 * @returns {string} the folder that holds Emscripten's CMake toolchain
 */
export function emscriptenRoot(host) {
  const emcc = findCommand(host, 'emcc');
  const folder = emcc ? dirname(realpathSync(emcc)) : '';
  const candidates = [
    host.env.EMSCRIPTEN_ROOT ?? '',
    folder,
    folder && join(folder, '..', 'libexec'),
    folder && join(folder, '..', 'lib', 'emscripten'),
    DEBIAN_EMSCRIPTEN,
  ];
  const root = candidates.find((path) => path !== '' && host.exists(join(path, TOOLCHAIN)));
  if (root) return root;
  throw new UserError(
    "Emscripten's CMake files were not found. Set the environment variable EMSCRIPTEN_ROOT " +
      `to the folder that holds ${TOOLCHAIN}.`,
  );
}

/**
 * The environment of every C++ build and of its tests.
 *
 * @param {Host} host
 * @returns {NodeJS.ProcessEnv}
 */
export function buildEnvironment(host) {
  const root = emscriptenRoot(host);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...host.env,
    // The Closure Compiler and the wasm tests start `node` by name.
    PATH: [dirname(process.execPath), host.env.PATH ?? ''].join(delimiter),
    EMSCRIPTEN_ROOT: root,
    EM_NODE_JS: process.execPath,
  };
  if (root === DEBIAN_EMSCRIPTEN) addDebianEmscripten(env);
  // Emscripten from elsewhere comes with its own Closure Compiler.
  if (!host.exists(join(root, 'node_modules', 'google-closure-compiler'))) {
    env.EM_CLOSURE_COMPILER = inRoot('node_modules', '.bin', 'google-closure-compiler');
  }
  return env;
}

/** @param {NodeJS.ProcessEnv} env */
function addDebianEmscripten(env) {
  // Its system libraries are prebuilt in a frozen cache; another cache would be empty.
  delete env.EM_CACHE;
  // Optimised links need acorn, which Debian keeps outside of Node's own search path.
  env.NODE_PATH = ['/usr/share/nodejs', env.NODE_PATH].filter(Boolean).join(delimiter);
}
