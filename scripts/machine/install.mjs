// @ts-check
import { aptInstall, rootPrefix } from './apt.mjs';
import { UserError } from '../base/failure.mjs';
import { findCommand } from './host.mjs';
import { missingRequirements } from './requirements.mjs';
import { createLog } from '../base/run.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/**
 * What to install by hand, in words and as a command.
 *
 * @param {Requirement[]} missing
 * @param {string} reason why it was not installed
 */
export function manualInstallMessage(missing, reason) {
  const packages = missing.flatMap((requirement) => requirement.packages.map((name) => name.split(' | ')[0]));
  return [
    `These are missing: ${missing.map((requirement) => requirement.name).join(', ')}.`,
    `${reason} Please install them, then run the command again. On Debian and Ubuntu:`,
    '',
    `    apt-get update && apt-get install --no-install-recommends ${packages.join(' ')}`,
  ].join('\n');
}

/**
 * Why nothing can be installed here.
 *
 * @param {Host} host
 * @returns {string} a sentence, or an empty string where it can
 */
export function cannotInstallReason(host) {
  if (host.platform !== 'linux') return 'Only Debian and Ubuntu are set up automatically.';
  if (!findCommand(host, 'apt-get')) {
    return 'There is no apt-get here, so they cannot be installed automatically.';
  }
  if (rootPrefix(host, true) === undefined) {
    return 'Installing needs root, and this account has neither root nor sudo.';
  }
  return '';
}

/**
 * Installs what is missing; does nothing, in no time, where nothing is.
 *
 * What comes another way too (a browser) is left to that way where the system does not offer it.
 *
 * @param {Host} host
 * @param {import('./requirements.mjs').Purpose} purpose what is to be done
 */
export async function installRequirements(host, purpose) {
  const missing = missingRequirements(host, purpose);
  if (missing.length === 0) return;
  const needed = missing.filter(isNeeded);
  const reason = cannotInstallReason(host);
  if (reason && needed.length === 0) return;
  if (reason) throw new UserError(manualInstallMessage(needed, reason));
  console.log(`Missing: ${missing.map((requirement) => requirement.name).join(', ')}.`);
  try {
    await aptInstall(host, createLog('install'), missing);
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message : error}\n\n` +
        manualInstallMessage(missing, 'apt-get could not install them (see build/logs/install.log).'),
    );
  }
  const still = missingRequirements(host, purpose).filter(isNeeded);
  if (still.length > 0) {
    throw new UserError(manualInstallMessage(still, 'apt-get ended well, yet they are not found.'));
  }
}

/** @param {Requirement} requirement */
const isNeeded = (requirement) => !requirement.comesAnotherWay;
