// @ts-check
// npm run screenshots: pictures of every state of page, widget and configurator, for people's eyes.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-screenshots.mjs');
});
