// @ts-check
// npm test: installs what is missing, builds, and runs every test.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-test.mjs');
});
