// @ts-check

/**
 * @param {number[]} samples at least one
 * @param {number} share 0 for the minimum, 0.5 for the median, 1 for the maximum
 * @returns {number} between two samples the straight line
 */
export function quantile(samples, share) {
  if (samples.length === 0) throw new Error('There are no samples.');
  const sorted = [...samples].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** @param {number[]} samples */
export const median = (samples) => quantile(samples, 0.5);

/**
 * @typedef {object} Summary
 * @property {number} minimum
 * @property {number} median
 * @property {number} spread the distance between the quartiles, as a share of the median
 * @property {number} count
 */

/**
 * @param {number[]} samples
 * @returns {Summary}
 */
export function summarise(samples) {
  const middle = median(samples);
  return {
    minimum: Math.min(...samples),
    median: middle,
    spread: middle === 0 ? 0 : (quantile(samples, 0.75) - quantile(samples, 0.25)) / middle,
    count: samples.length,
  };
}

/**
 * How many times as much the one takes as the other: the median of the ratios of samples that were taken one after
 * the other, so that a busy moment, which slows both, cancels out.
 *
 * @param {number[]} theirs
 * @param {number[]} ours as many, in the same order
 */
export function pairedRatio(theirs, ours) {
  if (theirs.length !== ours.length) throw new Error('Paired samples must be as many.');
  return median(theirs.map((sample, index) => sample / (ours[index] ?? NaN)));
}
