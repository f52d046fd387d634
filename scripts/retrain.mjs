// @ts-check
// npm run retrain: trains the shipped programmes anew and writes every file that follows from that.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-retrain.mjs');
});
