// @ts-check
// npm run test:life: a thousand times opened and closed, ten thousand decisions, slow and broken lines, in Chromium.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-test-life.mjs');
});
