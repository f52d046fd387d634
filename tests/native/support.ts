// Builds and installs the core as a bank does, once for all tests of this folder, and runs what it is told to.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/base/paths.mjs';

/** Kept between runs: only what changed is compiled again. */
export const FOLDER = inRoot('build', 'native');
export const PREFIX = join(FOLDER, 'prefix');
export const MODEL = inRoot('build', 'instant-card.bin');

/** The warnings with which other people's code, and the core's headers in it, must compile. */
export const WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wsign-conversion', '-Wshadow', '-Werror'];

/** @returns what the command prints; throws with all of its output where it fails */
export function output(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
}

/** @returns what the program prints, and how it ends */
export function runProgram(path: string, args: string[]): { code: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(path, args, { encoding: 'utf8' });
  return { code: status, lines: stdout.trimEnd().split('\n') };
}

/** Configures a project into a folder of {@link FOLDER} and returns that folder. */
export function configure(source: string, name: string, ...options: string[]): string {
  const build = join(FOLDER, name);
  output('cmake', '-S', source, '-B', build, '-G', 'Ninja', ...options);
  return build;
}

/** The core without the tool and its libraries, installed into {@link PREFIX}. */
export function installCore(): void {
  if (!existsSync(MODEL)) throw new Error(`There is no ${MODEL}: npm run build makes it.`);
  const build = configure(inRoot(), 'core', '-DPRESCORE_BUILD_TOOL=OFF', '-DPRESCORE_BUILD_TESTS=OFF');
  output('cmake', '--build', build);
  rmSync(PREFIX, { recursive: true, force: true });
  output('cmake', '--install', build, '--prefix', PREFIX);
  mkdirSync(join(FOLDER, 'made'), { recursive: true });
}

/** @returns the program of an example, built against the installed package */
export function buildExample(name: string): string {
  const build = configure(
    inRoot('tests', 'native', name),
    name,
    `-DCMAKE_PREFIX_PATH=${PREFIX}`,
    `-DCMAKE_CXX_FLAGS=${WARNINGS.join(' ')}`,
  );
  output('cmake', '--build', build, '--clean-first');
  return join(build, 'decide');
}
