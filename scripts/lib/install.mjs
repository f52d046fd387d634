// @ts-check
import { spawnSync } from 'node:child_process';
import { UserError } from './failure.mjs';
import { findCommand } from './host.mjs';
import { step } from './progress.mjs';
import { missingRequirements } from './requirements.mjs';
import { createLog, mustRun, run } from './run.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */

const APT_OPTIONS = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', '-y'];

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
 * How to run a command as root.
 *
 * @param {Host} host
 * @param {boolean} hasTerminal whether somebody can type a password
 * @returns {string[] | undefined} what to put before it; undefined where there is no way
 */
export function rootPrefix(host, hasTerminal) {
  if (host.isRoot) return [];
  const sudo = findCommand(host, 'sudo');
  if (!sudo) return undefined;
  return hasTerminal ? [sudo] : [sudo, '-n'];
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
 * Picks, of the packages that would do, one that the system offers.
 *
 * @param {string[]} wanted names, or alternatives as `a | b`
 * @param {(name: string) => boolean} isOffered
 */
export function choosePackages(wanted, isOffered) {
  return wanted.map((entry) => {
    const names = entry.split(' | ');
    return names.find(isOffered) ?? names[0] ?? entry;
  });
}

/** @param {string} name */
function isOfferedByApt(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
}

/**
 * Installs what is missing; does nothing, in no time, where nothing is.
 *
 * @param {Host} host
 * @param {boolean} forTests whether the tests' requirements count too
 */
export async function installRequirements(host, forTests) {
  const missing = missingRequirements(host, forTests);
  if (missing.length === 0) return;
  const reason = cannotInstallReason(host);
  if (reason) throw new UserError(manualInstallMessage(missing, reason));
  console.log(`Missing: ${missing.map((requirement) => requirement.name).join(', ')}.`);
  const log = createLog('install');
  try {
    await aptInstall(host, log, missing);
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message : error}\n\n` +
        manualInstallMessage(missing, 'apt-get could not install them (see build/logs/install.log).'),
    );
  }
  const still = missingRequirements(host, forTests);
  if (still.length > 0) {
    throw new UserError(manualInstallMessage(still, 'apt-get ended well, yet they are not found.'));
  }
}

/**
 * @param {Host} host
 * @param {string} log
 * @param {Requirement[]} missing
 */
async function aptInstall(host, log, missing) {
  const terminal = process.stdin.isTTY === true;
  // `env` stands after `sudo`, which would drop the variable.
  const [program = 'env', ...before] = [...(rootPrefix(host, terminal) ?? []), 'env'];
  /** @param {string[]} args */
  const aptGet = (args) => [...before, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...APT_OPTIONS, ...args];
  // A broken foreign source must not stop us: the install below says what it lacks.
  const refresh = () => run(log, program, aptGet(['update']), { terminal });
  await step('Refresh the list of packages', refresh, ({ code }) => (code === 0 ? 'done' : 'failed, going on'));
  const packages = choosePackages(missing.flatMap((requirement) => requirement.packages), isOfferedByApt);
  await step(`Install ${packages.length} packages (takes minutes)`, async () => {
    const install = ['install', '--no-install-recommends', ...packages];
    const first = await run(log, program, aptGet(install), { terminal });
    if (first.code === 0) return;
    await refresh();
    await mustRun(log, program, aptGet(install), { terminal });
  });
}
