// @ts-check
// npm run quality: takes over what the commands measured and writes docs/quality.md.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-quality.mjs');
});
