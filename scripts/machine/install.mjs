// @ts-check
import { UserError } from '../base/failure.mjs';
import { createLog } from '../base/run.mjs';
import { aptInstall, hasPackageLists, isOfferedByApt, rootPrefix } from './apt.mjs';
import { findCommand } from './host.mjs';
import { missingRequirements } from './requirements.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */
/**
 * What a command is about to install.
 *
 * @typedef {object} Plan
 * @property {Requirement[]} missing what apt-get has to install
 * @property {string} cannot why apt-get cannot install them here, as a sentence; empty when it can
 * @property {Requirement[]} downloads what is downloaded because the system does not offer it
 * @property {{ count: number, registry: string } | undefined} npm npm's packages, and the registry that they come from;
 *   undefined when node_modules is up to date
 */

/**
 * Why nothing can be installed on this machine.
 *
 * @param {Host} host
 * @returns {string} a sentence; empty when apt-get can install
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
 * @param {Host} host
 * @param {import('./requirements.mjs').Purpose} purpose what the command does
 * @param {Plan['npm']} npm what npm has to install, see {@link missingNodeModules}
 * @returns {Plan}
 */
export function planInstall(host, purpose, npm) {
  const cannot = cannotInstallReason(host);
  const isOffered = (/** @type {Requirement} */ { packages }) =>
    cannot === '' && (!hasPackageLists(host) || packages.some((name) => isOfferedByApt(host, name)));
  const all = missingRequirements(host, purpose);
  const missing = all.filter((requirement) => requirement.fallback === undefined || isOffered(requirement));
  const downloads = all.filter((requirement) => requirement.fallback?.downloads && !missing.includes(requirement));
  return { missing, cannot, downloads, npm };
}

/** @param {Plan} plan @returns {boolean} whether there is nothing to install */
export function isEmpty({ missing, downloads, npm }) {
  return missing.length === 0 && downloads.length === 0 && npm === undefined;
}

/**
 * @param {Plan} plan not an empty one
 * @returns {string} what would be installed and from where, for people
 */
export function describePlan({ missing, downloads, npm }) {
  const packages = missing.map(({ name, packages: entries, fallback }) => {
    const names = entries.map((entry) => entry.replaceAll(' | ', ' or ')).join(', ');
    return `    ${name}: ${names}${fallback ? ` (if there is no such package, ${fallback.text})` : ''}`;
  });
  return [
    ...(packages.length > 0
      ? ["  Debian packages, by apt-get from this system's package sources, with what they depend on:", ...packages]
      : []),
    ...downloads.map(({ name, fallback }) => `  ${name}: ${fallback?.text}`),
    ...(npm ? [`  ${npm.count} npm packages, by npm from ${npm.registry} into node_modules`] : []),
  ].join('\n');
}

/**
 * @param {Plan} plan not an empty one
 * @returns {string} the commands that install it by hand on Debian and Ubuntu, one a line
 */
export function manualCommands({ missing, downloads, npm }) {
  const packages = missing.flatMap((requirement) => requirement.packages.map((name) => name.split(' | ')[0]));
  return [
    ...(packages.length > 0
      ? [`    apt-get update && apt-get install --no-install-recommends ${packages.join(' ')}`]
      : []),
    ...(npm ? ['    npm ci'] : []),
    ...(downloads.length > 0 ? ['    npx playwright install --with-deps chromium'] : []),
  ].join('\n');
}

/**
 * @param {Plan} plan not an empty one
 * @param {string} reason why it was not installed
 * @returns {string} what to install by hand
 */
export function manualInstallMessage(plan, reason) {
  return [
    'These are missing:',
    describePlan(plan),
    '',
    `${reason} Please install them, then run the command again. On Debian and Ubuntu:`,
    '',
    manualCommands(plan),
  ].join('\n');
}

/**
 * Lists what will be installed. Throws a UserError instead when it must not or cannot be installed.
 *
 * @param {Plan} plan
 * @param {boolean} mayInstall false for `--no-install`
 * @param {(text: string) => void} [print]
 */
export function announce(plan, mayInstall, print = console.log) {
  if (isEmpty(plan)) return;
  if (!mayInstall) throw new UserError(manualInstallMessage(plan, 'Nothing was installed, because of --no-install.'));
  if (plan.missing.length > 0 && plan.cannot) throw new UserError(manualInstallMessage(plan, plan.cannot));
  print(`About to install (--no-install stops here instead):\n${describePlan(plan)}\n`);
}

/**
 * Installs the packages that the plan names with apt-get.
 *
 * @param {Host} host
 * @param {import('./requirements.mjs').Purpose} purpose
 * @param {Plan} plan
 */
export async function installPackages(host, purpose, plan) {
  if (plan.missing.length === 0) return;
  const own = { ...plan, downloads: [], npm: undefined };
  try {
    await aptInstall(host, createLog('install'), plan.missing);
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message : error}\n\n` +
        manualInstallMessage(own, 'apt-get could not install them (see build/logs/install.log).'),
    );
  }
  const missing = missingRequirements(host, purpose).filter(({ fallback }) => fallback === undefined);
  if (missing.length > 0) {
    throw new UserError(
      manualInstallMessage({ ...own, missing }, 'apt-get reported success, but they are still not found.'),
    );
  }
}
