// @ts-check
import { join, relative } from 'node:path';
import { runWithOptions } from '../base/options.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { SITE_OPTIONS, siteFolders, siteHelp } from '../builds/folders.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm run build: installs what is missing and builds everything that ships.

  build/prescore           the tool
  build/prescore-service   the decision service
  build/wasm/              the WebAssembly module
  build/*.bin              the packed models
  build/site/              the bank's pages, the widget and the partner embed
  build/hosting/           header files for servers, and pages that close a programme
  build/package/           the npm package, with the sample programme

${siteHelp('npm run build', 34)}
  npm run build -- --output DIR     writes site/ and hosting/ there; with one of these three, nothing but those is made
${machineHelp('npm run build', 34)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, ...SITE_OPTIONS, output: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run build', help: HELP, options: OPTIONS }, args, async (options) => {
    const site = siteFolders(options);
    await buildAll(site ? ['site'] : ['native', 'site', 'package'], { options, site });
    const place = site?.output ? relative(process.cwd(), site.output) || '.' : 'build';
    const others = ', the npm package in build/package, the tool is build/prescore, the service build/prescore-service';
    console.log(`\nBuilt: the site is in ${join(place, 'site')}${site ? '' : others}.`);
    return 0;
  });
}
