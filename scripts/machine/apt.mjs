// @ts-check
import { findCommand } from './host.mjs';
import { needsRepackedAcorn, repackAcorn } from './node-acorn.mjs';
import { step } from '../base/progress.mjs';
import { mustRun, run } from '../base/run.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./requirements.mjs').Requirement} Requirement */

const OPTIONS = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', '-y'];

/**
 * How to run a command as root.
 *
 * @param {Host} host
 * @param {boolean} hasTerminal whether somebody can type a password
 * @returns {string[] | undefined} what to put before it; undefined when this account cannot become root
 */
export function rootPrefix(host, hasTerminal) {
  if (host.isRoot) return [];
  const sudo = findCommand(host, 'sudo');
  if (!sudo) return undefined;
  return hasTerminal ? [sudo] : [sudo, '-n'];
}

/**
 * Chooses the packages to install: for each entry `a | b` the first one that the system offers.
 *
 * @param {Requirement[]} missing
 * @param {(name: string) => boolean} isOffered
 * @returns {string[]} of a needed requirement with no package on offer the first name, so that apt-get's error names it
 */
export function choosePackages(missing, isOffered) {
  return missing.flatMap(({ packages, fallback }) => {
    const chosen = packages.map((entry) => {
      const names = entry.split(' | ');
      return names.find(isOffered) ?? names[0] ?? entry;
    });
    return fallback ? chosen.filter(isOffered) : chosen;
  });
}

/**
 * @param {Host} host
 * @param {string} name of a package
 * @returns {boolean} whether apt-get would find it in the lists that it has
 */
export function isOfferedByApt(host, name) {
  return /Candidate: (?!\(none\))/.test(host.output('apt-cache', ['policy', name]));
}

/** @param {Host} host @returns {boolean} whether apt-get has lists of packages; a fresh container has none */
export function hasPackageLists(host) {
  return host.output('apt-get', ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages']) !== '';
}

/**
 * Refreshes the lists of packages, then installs packages.
 *
 * @param {Host} host
 * @param {string} log
 * @param {Requirement[]} missing
 */
export async function aptInstall(host, log, missing) {
  const terminal = process.stdin.isTTY === true;
  // `env` stands after `sudo`, which would drop the variable.
  const [program = 'env', ...before] = [...(rootPrefix(host, terminal) ?? []), 'env'];
  /** @param {string[]} args */
  const aptGet = (args) => [...before, 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...OPTIONS, ...args];
  // A broken source of other software must not stop us: the install below reports what it cannot find.
  const refresh = () => run(log, program, aptGet(['update']), { terminal });
  await step('Refresh the list of packages', refresh, ({ code }) => (code === 0 ? 'done' : 'failed, going on'));
  const packages = choosePackages(missing, (name) => isOfferedByApt(host, name));
  if (packages.length === 0) return;
  if (packages.includes('emscripten') && needsRepackedAcorn()) packages.push(await repackAcorn(log));
  const install = aptGet(['install', '--no-install-recommends', ...packages]);
  await step(`Install ${packages.length} packages (takes minutes)`, async () => {
    const first = await run(log, program, install, { terminal });
    if (first.code === 0) return;
    await refresh();
    await mustRun(log, program, install, { terminal });
  });
}
