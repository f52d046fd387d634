// @ts-check
import { thisHost } from './host.mjs';
import { installRequirements } from './install.mjs';
import { installNodeModules } from './npm.mjs';
import { stopCommandsOnSignals } from '../base/run.mjs';
import { checkToolVersions } from './versions.mjs';

/**
 * Makes the machine ready to build: installs what is missing, checks what is there.
 *
 * @param {import('./requirements.mjs').Purpose} purpose what is to be done
 * @returns {Promise<import('./host.mjs').Host>} the machine
 */
export async function prepareMachine(purpose) {
  const host = thisHost();
  stopCommandsOnSignals();
  await installRequirements(host, purpose);
  checkToolVersions(host);
  await installNodeModules();
  return host;
}
