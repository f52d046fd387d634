// @ts-check

import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {string} what was found, with its figure
 * @param {string} target
 * @param {boolean} reached
 * @returns {string} a line of a list
 */
export const verdict = (what, target, reached) =>
  `- ${what}; target: ${target}: ${reached ? 'reached' : '**missed**'}.`;

/** A machine with more cores at work than this has no second core to give. */
const QUIET = 0.2;

/** @returns {{ idle: number, all: number }} milliseconds of all cores since the machine started */
function coreTimes() {
  const times = cpus().map(({ times: core }) => core);
  const idle = times.reduce((sum, core) => sum + core.idle, 0);
  return { idle, all: times.reduce((sum, core) => sum + core.user + core.nice + core.sys + core.irq + core.idle, 0) };
}

/**
 * Watches the cores for two seconds in which the benchmarks rest.
 *
 * @returns {Promise<number | undefined>} how many cores other programs keep busy, where that is too many
 */
export async function otherLoad() {
  const before = coreTimes();
  await sleep(2000);
  const after = coreTimes();
  const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  return busy * availableParallelism() > QUIET ? busy * availableParallelism() : undefined;
}

/**
 * A verdict on what only a quiet machine can show.
 *
 * @param {string} what
 * @param {string} target
 * @param {boolean} reached
 * @param {number | undefined} load what `otherLoad` said before the measurement
 */
export const quietVerdict = (what, target, reached, load) =>
  load === undefined || reached
    ? verdict(what, target, reached)
    : `- ${what}; target: ${target}: not judged, as other programs were at work (on ${load.toFixed(1)} cores).`;
