// @ts-check
import { mustRun } from '../../../scripts/base/run.mjs';

/**
 * Builds programs of tests/ that are not built with the rest.
 *
 * @param {import('../../../scripts/quality/suites.mjs').BenchContext} context
 * @param {'release' | 'wasm'} preset
 * @param {...string} targets
 */
export async function buildTargets({ build, log, env }, preset, ...targets) {
  await build(preset === 'wasm' ? 'wasm' : 'native');
  await mustRun(log, 'cmake', ['--build', '--preset', preset, '--target', ...targets], { env, timeoutMinutes: 30 });
}
