// @ts-check
// npm run bench: measures beside the peers and writes docs/benchmarks.md.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-bench.mjs');
});
