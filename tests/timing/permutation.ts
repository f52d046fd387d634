// A permutation test: whether two groups of measurements differ by more than chance.
//
// The statistic is the difference of the groups' means, after each measurement took its rank among all of them: a few
// very slow measurements then say no more than slow ones. If the groups do not differ, every way to deal out the same
// measurements to two groups of these sizes is as likely as the one that was measured. The p-value is the share of many
// random dealings whose difference is as large. No distribution is assumed.

export interface Difference {
  /** Of the medians, second minus first, in the unit of the measurements. */
  readonly medians: number;
  /** The share of random dealings with a difference as large as the measured one, above 0 and up to 1. */
  readonly p: number;
}

/** @param random numbers from 0 to below 1 */
export function compare(
  first: readonly number[],
  second: readonly number[],
  rounds: number,
  random: () => number,
): Difference {
  const ranks = ranksOf([...first, ...second]);
  const measured = Math.abs(difference(ranks, first.length));
  let asLarge = 1;
  for (let round = 0; round < rounds; round += 1) {
    shuffle(ranks, random);
    if (Math.abs(difference(ranks, first.length)) >= measured - 1e-9) asLarge += 1;
  }
  return { medians: median(second) - median(first), p: asLarge / (rounds + 1) };
}

/** Equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((one, other) => values[one]! - values[other]!);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place]!] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}

function difference(ranks: readonly number[], count: number): number {
  return mean(ranks.slice(count)) - mean(ranks.slice(0, count));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Fisher and Yates. */
function shuffle(values: number[], random: () => number): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other]!, values[last]!];
  }
}
