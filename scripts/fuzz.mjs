// @ts-check
// npm run fuzz: fuzzes every reader of foreign bytes for as long as it is told.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-fuzz.mjs');
});
