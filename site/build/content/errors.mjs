// What is wrong with the folders that a site is built from.

/** Every error at once, each with its file and its place in it. */
export class ContentError extends Error {
  /** @param {readonly string[]} errors one sentence each */
  constructor(errors) {
    super(
      [
        `The site has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}:`,
        ...errors.map((one) => `- ${one}`),
      ].join('\n'),
    );
    this.name = 'ContentError';
    this.errors = errors;
  }
}

/**
 * @param {string} file
 * @param {string} pointer JSON pointer, empty for the whole document
 * @param {string} what
 */
export const errorAt = (file, pointer, what) => `${file}, ${pointer || '/'}: ${what}`;
