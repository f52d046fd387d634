// @ts-check
import { buildEnvironment } from '../machine/environment.mjs';
import { prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';
import { createBuilder } from './builds.mjs';

/**
 * Installs what is missing and builds what ships.
 *
 * @param {readonly ('native' | 'service' | 'site' | 'package')[]} wanted in this order, each after what it needs
 * @param {object} request
 * @param {import('../machine/prepare.mjs').MachineOptions} request.options of the command
 * @param {import('./folders.mjs').SiteFolders | undefined} [request.site] what the site is made of, and where it goes
 * @param {import('../machine/requirements.mjs').Purpose} [request.purpose] what the command does with the build
 */
export async function buildAll(wanted, { options, site, purpose = 'build' }) {
  const host = await prepareMachine(purpose, options);
  const build = createBuilder({
    env: buildEnvironment(host),
    withTests: false,
    hasGoogleTest: hasGoogleTest(host),
    site,
  });
  for (const name of wanted) await build(name);
}
