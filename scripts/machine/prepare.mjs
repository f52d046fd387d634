// @ts-check
import { stopCommandsOnSignals } from '../base/run.mjs';
import { downloadedBrowser } from './browser.mjs';
import { thisHost } from './host.mjs';
import { announce, installPackages, planInstall } from './install.mjs';
import { installNodeModules, missingNodeModules } from './npm.mjs';
import { findBrowser } from './requirements.mjs';
import { checkToolVersions } from './versions.mjs';

/** @typedef {{ 'no-install'?: boolean | undefined }} MachineOptions */

/** The options of every command that prepares the machine, as `parseArgs` takes them. */
export const MACHINE_OPTIONS = /** @type {const} */ ({ 'no-install': { type: 'boolean' } });

/**
 * @param {string} command as the reader types it, e.g. `npm test`
 * @param {number} width of the column of options in the command's help
 * @returns {string} a line of its help
 */
export const machineHelp = (command, width) =>
  `  ${`${command} -- --no-install`.padEnd(width)}stop with a list where something would have to be installed`;

/**
 * Makes the machine ready to build: lists what is missing and installs it, then checks the versions of the tools.
 *
 * @param {import('./requirements.mjs').Purpose} purpose what the command does
 * @param {MachineOptions} options of the command; with `no-install` a UserError lists what is
 *   missing, and nothing is installed
 * @returns {Promise<import('./host.mjs').Host>} the machine
 */
export async function prepareMachine(purpose, options) {
  const machine = thisHost();
  const host = findBrowser(machine) ? machine : { ...machine, downloadedBrowser: await downloadedBrowser() };
  stopCommandsOnSignals();
  const plan = planInstall(host, purpose, missingNodeModules(host));
  announce(plan, options['no-install'] !== true);
  await installPackages(host, purpose, plan);
  checkToolVersions(host);
  if (plan.npm) await installNodeModules();
  return host;
}
