// @ts-check
// npm run mutate: breaks the core in many small ways and counts how many of them its tests notice.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-mutate.mjs');
});
