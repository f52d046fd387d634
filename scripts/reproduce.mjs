// @ts-check
// npm run reproduce: builds in two folders and compares what came out, byte by byte.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-reproduce.mjs');
});
