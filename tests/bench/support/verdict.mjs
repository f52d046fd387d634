// @ts-check

/**
 * @param {string} what was found, with its figure
 * @param {string} target
 * @param {boolean} reached
 * @returns {string} a line of a list
 */
export const verdict = (what, target, reached) => `- ${what}; target: ${target}: ${reached ? 'reached' : '**missed**'}.`;
