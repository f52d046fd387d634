// @ts-check
// npm run sbom: a software bill of materials, npm's packages and the native parts.
import { runCommand } from './lib/node-version.mjs';

runCommand(function () {
  return import('./lib/command-sbom.mjs');
});
