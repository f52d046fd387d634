// @ts-check
import { buildEnvironment } from '../machine/environment.mjs';
import { prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';
import { createBuilder } from './builds.mjs';

/**
 * Installs what is missing and builds what ships.
 *
 * @param {readonly ('site' | 'package')[]} wanted
 * @param {object} request
 * @param {import('../machine/prepare.mjs').MachineOptions} request.options of the command
 * @param {import('../machine/requirements.mjs').Purpose} [request.purpose] what the command does with the build
 */
export async function buildAll(wanted, { options, purpose = 'build' }) {
  const host = await prepareMachine(purpose, options);
  const build = createBuilder({
    env: buildEnvironment(host),
    withTests: false,
    hasGoogleTest: hasGoogleTest(host),
  });
  for (const name of wanted) await build(name);
}
