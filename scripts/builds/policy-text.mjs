// @ts-check

/**
 * Puts a cut-off into the text of a policy.json without touching anything else of it.
 *
 * @param {string} text
 * @param {number} maximumPd of the first offer; rounded down to four decimals, so that no more is promised
 * @returns {string} the text with it; a safer offer whose own maximum would lie below it gets the same
 */
export function withMaximumPd(text, maximumPd) {
  const first = Math.floor(maximumPd * 1e4) / 1e4;
  let seen = 0;
  return text.replace(/("maximum_pd":\s*)([\d.]+)/g, (_, key, value) => {
    const own = seen++ === 0 ? first : Math.max(first, Number(value));
    return `${key}${own}`;
  });
}
