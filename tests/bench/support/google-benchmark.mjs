// @ts-check
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/base/failure.mjs';
import { inRoot, RESULTS } from '../../../scripts/base/paths.mjs';
import { mustRun } from '../../../scripts/base/run.mjs';
import { buildTargets } from './targets.mjs';

/**
 * @typedef {object} MicroResult
 * @property {string} name as Google Benchmark prints it, e.g. `score_one_row/100/8`
 * @property {number} nanoseconds CPU time an iteration, the median of the repetitions
 * @property {Record<string, number>} counters
 */

/**
 * Builds and runs the native micro-benchmarks (tests/bench/native).
 *
 * @param {import('../../../scripts/quality/suites.mjs').BenchContext} context
 * @param {string} filter regular expression of the benchmarks' names
 * @returns {Promise<MicroResult[]>}
 */
export async function runMicroBenchmarks(context, filter) {
  const { env } = context;
  if (!existsSync('/usr/include/benchmark/benchmark.h') && !env.CMAKE_PREFIX_PATH) {
    throw new UserError('Google Benchmark is missing: apt-get install libbenchmark-dev');
  }
  await buildTargets(context, 'release', 'prescore_bench');
  mkdirSync(RESULTS, { recursive: true });
  const report = join(RESULTS, 'micro-benchmarks.json');
  await mustRun(
    context.log,
    inRoot('build', 'release', 'tests', 'bench', 'prescore_bench'),
    [
      `--benchmark_filter=${filter}`,
      `--benchmark_repetitions=${context.quick ? 2 : 9}`,
      `--benchmark_min_time=${context.quick ? 0.01 : 0.2}`,
      '--benchmark_enable_random_interleaving=true',
      '--benchmark_report_aggregates_only=true',
      `--benchmark_out=${report}`,
      '--benchmark_out_format=json',
    ],
    { env },
  );
  return JSON.parse(readFileSync(report, 'utf8'))
    .benchmarks.filter((/** @type {any} */ entry) => entry.aggregate_name === 'median')
    .map(toResult);
}

/** @param {any} entry of Google Benchmark's report @returns {MicroResult} */
function toResult(entry) {
  const inNanoseconds = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[/** @type {'ns'} */ (entry.time_unit)] ?? NaN;
  const counters = Object.fromEntries(Object.entries(entry).filter(([, value]) => typeof value === 'number'));
  return { name: entry.run_name, nanoseconds: entry.cpu_time * inNanoseconds, counters };
}
