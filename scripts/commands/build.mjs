// @ts-check
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { runWithOptions } from '../base/options.mjs';
import { prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';

const HELP = `npm run build: installs what is missing and builds everything that ships.

  build/prescore           the tool
  build/wasm/              the WebAssembly module
  build/instant-card.bin   the packed model
  build/site/              the bank's page, the widget and the partner embed
  build/package/           the npm package`;

/**
 * Installs what is missing and builds.
 *
 * @param {readonly ('site' | 'package')[]} wanted
 * @param {object} [options]
 * @param {string | undefined} [options.sampleOrigin] from where the sample page of the first partner is served, if it is
 * @param {import('../machine/requirements.mjs').Purpose} [options.purpose] what is to be done with it
 */
export async function buildAll(wanted, { sampleOrigin, purpose = 'build' } = {}) {
  const host = await prepareMachine(purpose);
  const build = createBuilder({
    env: buildEnvironment(host),
    withTests: false,
    hasGoogleTest: hasGoogleTest(host),
    sampleOrigin,
  });
  for (const name of wanted) await build(name);
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run build', help: HELP, options: {} }, args, async () => {
    await buildAll(['site', 'package']);
    console.log('\nBuilt: the page is in build/site, the npm package in build/package, the tool is build/prescore.');
    return 0;
  });
}
