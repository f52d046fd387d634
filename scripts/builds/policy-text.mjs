// @ts-check

/** A number as JSON writes it, exponents included. */
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;

/**
 * Puts a cut-off into the text of a policy.json and changes nothing else.
 *
 * @param {string} text
 * @param {number} maximumPd of the first offer; rounded down to four decimals, so that the policy never approves more
 * @returns {string} the text with the cut-off; a safer offer with a lower maximum gets the same maximum
 */
export function withMaximumPd(text, maximumPd) {
  const first = Math.floor(maximumPd * 1e4) / 1e4;
  let seen = 0;
  return text.replace(new RegExp(`("maximum_pd"\\s*:\\s*)(${NUMBER})`, 'g'), (_, key, value) => {
    const own = seen++ === 0 ? first : Math.max(first, Number(value));
    return `${key}${own}`;
  });
}
