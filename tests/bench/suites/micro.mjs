// @ts-check
// Native micro-benchmarks by Google Benchmark.
import { runMicroBenchmarks } from '../support/google-benchmark.mjs';
import { digits, table } from '../support/table.mjs';

/** @type {import('../support/suites.mjs').Suite} */
export const suite = {
  name: 'micro',
  title: 'Native micro-benchmarks',
  run: async (context) => {
    const results = await runMicroBenchmarks(context, '.');
    const rows = results.map(({ name, nanoseconds }) => [`\`${name}\``, digits(nanoseconds)]);
    return `Google Benchmark, CPU time, medians.\n\n${table(['benchmark', 'ns'], rows)}`;
  },
};
