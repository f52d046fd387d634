// @ts-check

/** A problem that the reader can mend: its message is shown without a stack. */
export class UserError extends Error {}

/** A command of a step failed; what it printed is in `log`. */
export class StepFailure extends Error {
  /**
   * @param {string} message
   * @param {string} log path of the log file
   */
  constructor(message, log) {
    super(message);
    this.log = log;
  }
}

/**
 * Runs a command's body and turns a {@link UserError} into its message.
 *
 * @param {() => Promise<number>} body returns the exit code
 * @returns {Promise<number>}
 */
export async function withPlainErrors(body) {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof StepFailure)) throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}
