// @ts-check
// npm start: installs what is missing, builds, and serves the bank's page.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-start.mjs');
});
