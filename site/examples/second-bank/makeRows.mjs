// Made-up applications with the shape of the German credit data: its columns, codes and share of defaults, but no row and
// no person of it. The same seed gives the same bytes:
//
//   node site/examples/second-bank/makeRows.mjs > F.csv

const rows = 4000;
const seed = 17;

/** By column: each code with how often it comes, and by how much it moves the log odds of a default. */
const choices = /** @type {const} */ ({
  checking: { A11: [27, 0.85], A12: [27, 0.4], A13: [6, -0.2], A14: [40, -0.85] },
  purpose: {
    A40: [23, 0.35],
    A41: [10, -0.5],
    A42: [18, 0],
    A43: [29, -0.2],
    A45: [2, 0.25],
    A46: [5, 0.4],
    A49: [10, 0.1],
    A410: [3, 0.2],
  },
  savings: { A61: [60, 0.3], A62: [10, 0.2], A63: [6, -0.3], A64: [5, -0.7], A65: [19, -0.5] },
  employment: { A71: [6, 0.3], A72: [17, 0.45], A73: [34, 0.05], A74: [17, -0.4], A75: [26, -0.2] },
  housing: { A151: [18, 0.3], A152: [71, -0.15], A153: [11, 0.35] },
});

/** Mulberry32: small, and the same everywhere. @param {number} state @returns {() => number} from 0, below 1 */
function randomFrom(state) {
  let next = state;
  return () => {
    next = (next + 0x6d2b79f5) | 0;
    let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(seed);

/** Twice a normal number, about. */
const spread = () => random() + random() + random() + random() - 2;

/** @param {Readonly<Record<string, readonly [often: number, risk: number]>>} codes @returns {[code: string, risk: number]} */
function draw(codes) {
  const entries = Object.entries(codes);
  let left = random() * entries.reduce((sum, [, [often]]) => sum + often, 0);
  for (const [code, [often, risk]] of entries) {
    left -= often;
    if (left < 0) return [code, risk];
  }
  return [entries[0]?.[0] ?? '', 0];
}

/** @returns {(string | number)[]} one application: the last cell is 1 if it was repaid, 2 if not */
function application() {
  const duration = Math.min(72, Math.max(4, Math.round(21 * Math.exp(spread() * 0.85))));
  const amount = Math.min(18_500, Math.max(250, Math.round(duration * 125 * Math.exp(spread() * 0.8))));
  const age = Math.min(75, Math.max(19, Math.round(19 + 40 * random() * random() + 14 * random())));
  const drawn = Object.values(choices).map(draw);
  const risk =
    -1.15 +
    drawn.reduce((sum, [, each]) => sum + each, 0) +
    0.028 * (duration - 21) +
    0.00004 * (amount - 3_000) -
    0.015 * (age - 35);
  const isBad = random() < 1 / (1 + Math.exp(-risk));
  return [age, amount, duration, ...drawn.map(([code]) => code), isBad ? 2 : 1];
}

const header = ['age', 'credit_amount', 'duration', ...Object.keys(choices), 'class'];
const lines = Array.from({ length: rows }, () => application().join(','));
process.stdout.write(`${[header.join(','), ...lines].join('\n')}\n`);
