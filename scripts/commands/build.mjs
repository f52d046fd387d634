// @ts-check
import { runWithOptions } from '../base/options.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm run build: installs what is missing and builds everything that ships.

  build/prescore           the tool
  build/wasm/              the WebAssembly module
  build/instant-card.bin   the packed model
  build/site/              the bank's page, the widget and the partner embed
  build/package/           the npm package

${machineHelp('npm run build', 32)}`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run build', help: HELP, options: MACHINE_OPTIONS }, args, async (options) => {
    await buildAll(['site', 'package'], { options });
    console.log('\nBuilt: the page is in build/site, the npm package in build/package, the tool is build/prescore.');
    return 0;
  });
}
