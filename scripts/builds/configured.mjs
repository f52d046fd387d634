// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variables that CMake reads when it configures for the first time. */
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
 * Remembers the inputs with which a build folder was configured. Ninja calls CMake by itself when a CMakeLists.txt
 * changes, so only new presets, options or variables need another configuration. With Emscripten that takes many
 * seconds.
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
