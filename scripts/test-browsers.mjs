// @ts-check
// npm run test:browsers: the applicant's whole way in Chromium, Firefox and WebKitGTK.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-test-browsers.mjs');
});
