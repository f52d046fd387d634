// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What CMake takes from the environment when it configures for the first time. */
const VARIABLES = [
  'CC',
  'CXX',
  'CFLAGS',
  'CXXFLAGS',
  'LDFLAGS',
  'CMAKE_CXX_COMPILER_LAUNCHER',
  'CMAKE_PREFIX_PATH',
  'EMSCRIPTEN_ROOT',
];

/**
 * Remembers with what a build folder was configured. Ninja calls CMake by itself when a CMakeLists.txt changes, so
 * configuring again is of use only when the presets, the options or the environment did. With Emscripten it takes
 * many seconds.
 *
 * @param {string} folder of the build
 * @param {string} presets path of CMakePresets.json
 * @param {string[]} options of the call
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ upToDate: boolean, forget: () => void, remember: () => void }}
 */
export function configuration(folder, presets, options, env) {
  const stamp = join(folder, 'configured-with.sha256');
  const inputs = [options, VARIABLES.map((name) => env[name] ?? null), readFileSync(presets, 'utf8')];
  const wanted = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  return {
    upToDate: known === wanted && existsSync(join(folder, 'build.ninja')),
    forget: () => rmSync(stamp, { force: true }),
    remember: () => writeFileSync(stamp, wanted),
  };
}
