// @ts-check

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 * @returns {string} a markdown table; the first column to the left, the others to the right
 */
export function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/**
 * @param {number} value
 * @returns {string} three significant digits, thousands apart
 */
export function digits(value) {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** @param {import('./statistics.mjs').Summary} summary */
export const minimumAndMedian = (summary) => `${digits(summary.minimum)} / ${digits(summary.median)}`;

/** @param {number} share */
export const percent = (share) => `${Math.round(share * 100)} %`;

/** @param {number} ratio */
export const times = (ratio) => `${digits(ratio)} ×`;
