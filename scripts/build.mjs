// @ts-check
// npm run build: installs what is missing and builds everything that ships.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-build.mjs');
});
