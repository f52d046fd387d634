// @ts-check
import { spawnSync } from 'node:child_process';
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
 * @returns {string[] | undefined} what to put before it; undefined where there is no way
 */
export function rootPrefix(host, hasTerminal) {
  if (host.isRoot) return [];
  const sudo = findCommand(host, 'sudo');
  if (!sudo) return undefined;
  return hasTerminal ? [sudo] : [sudo, '-n'];
}

/**
 * Picks the packages to install: of those that would do, one that the system offers.
 *
 * @param {Requirement[]} missing
 * @param {(name: string) => boolean} isOffered
 * @returns {string[]} the first name where none is offered, so that the failure names it
 */
export function choosePackages(missing, isOffered) {
  return missing.flatMap(({ packages, comesAnotherWay }) => {
    const chosen = packages.map((entry) => {
      const names = entry.split(' | ');
      return names.find(isOffered) ?? names[0] ?? entry;
    });
    return comesAnotherWay ? chosen.filter(isOffered) : chosen;
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
 * Installs packages, refreshing the list of packages before.
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
  // A broken foreign source must not stop us: the install below says what it lacks.
  const refresh = () => run(log, program, aptGet(['update']), { terminal });
  await step('Refresh the list of packages', refresh, ({ code }) => (code === 0 ? 'done' : 'failed, going on'));
  const packages = choosePackages(missing, isOfferedByApt);
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
