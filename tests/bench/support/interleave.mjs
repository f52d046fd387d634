// @ts-check

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => number | void | Promise<number | void>} run does the work once; may return what it measured itself
 *   (any unit, the same for all), else the milliseconds that it took are taken
 */

/**
 * Runs the contenders in turns, each round in another order, so that none profits from its place.
 *
 * @param {Contender[]} contenders
 * @param {{ rounds: number, warmUps?: number }} options
 * @returns {Promise<Map<string, number[]>>} for each contender one sample a round, in the order of the rounds
 */
export async function interleave(contenders, { rounds, warmUps = 1 }) {
  for (let round = 0; round < warmUps; ++round) {
    for (const contender of contenders) await contender.run();
  }
  /** @type {Map<string, number[]>} */
  const samples = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const contender of rotated(contenders, round)) samples.get(contender.name)?.push(await timed(contender));
  }
  return samples;
}

/** @param {Contender} contender */
async function timed({ run }) {
  const start = performance.now();
  const own = await run();
  return own ?? performance.now() - start;
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} by
 * @returns {T[]}
 */
function rotated(items, by) {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/**
 * Calls a function as often as it takes to fill a time, for work that is too short to be timed alone.
 *
 * @param {() => void} work
 * @param {number} milliseconds how long to measure, about
 * @returns {number} microseconds a call
 */
export function microsecondsPerCall(work, milliseconds) {
  let calls = 1;
  for (;;) {
    const start = performance.now();
    for (let call = 0; call < calls; ++call) work();
    const taken = performance.now() - start;
    if (taken >= milliseconds) return (taken * 1000) / calls;
    calls = Math.max(calls + 1, Math.ceil((calls * milliseconds * 1.2) / Math.max(taken, 0.05)));
  }
}
