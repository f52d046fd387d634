// @ts-check
// npm run recording: the pictures in the README, taken from the built page.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-recording.mjs');
});
