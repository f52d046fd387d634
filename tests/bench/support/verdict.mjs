// @ts-check

import { loadavg } from 'node:os';

/**
 * @param {string} what was found, with its figure
 * @param {string} target
 * @param {boolean} reached
 * @returns {string} a line of a list
 */
export const verdict = (what, target, reached) => `- ${what}; target: ${target}: ${reached ? 'reached' : '**missed**'}.`;

/** A machine with more programs at work than this has no second core to give. */
const QUIET = 1;

/** @returns {number | undefined} how many programs are at work besides the benchmarks, where that is too many */
export const otherLoad = () => ((loadavg()[0] ?? 0) > QUIET ? loadavg()[0] : undefined);

/**
 * A verdict on what only a quiet machine can show.
 *
 * @param {string} what
 * @param {string} target
 * @param {boolean} reached
 * @param {number | undefined} load what `otherLoad` said before the measurement
 */
export const quietVerdict = (what, target, reached, load) =>
  load === undefined || reached ? verdict(what, target, reached)
    : `- ${what}; target: ${target}: not judged, as other programs were at work (load ${load.toFixed(1)}).`;
