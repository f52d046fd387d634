// @ts-check

/** An error that the user can fix. Its message is shown without a stack. */
export class UserError extends Error {}

/** A command of a step failed. Its output is in `log`. */
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
 * Runs the body of a command. Prints the message of a {@link UserError} or {@link StepFailure} instead of throwing it.
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
