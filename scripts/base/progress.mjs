// @ts-check
import { StepFailure } from './failure.mjs';
import { logTail } from './run.mjs';

/**
 * Does one step and prints one line for it: its title, how it ended, its time.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} action
 * @param {(result: T) => string} [describe] how it ended; `done` unless told
 * @returns {Promise<T>} what the action returns; what it throws is thrown on
 */
export async function step(title, action, describe = () => 'done') {
  process.stdout.write(`${title} `.padEnd(46, '.') + ' ');
  const start = performance.now();
  const seconds = () => `(${((performance.now() - start) / 1000).toFixed(1)} s)`;
  try {
    const result = await action();
    console.log(`${describe(result)} ${seconds()}`);
    return result;
  } catch (error) {
    console.log(`FAILED ${seconds()}`);
    if (error instanceof StepFailure) console.log(indent(logTail(error.log)));
    throw error;
  }
}

/**
 * @param {string} text
 * @returns {string} the text with every line set in by four spaces
 */
export function indent(text) {
  return text.replace(/^(?=.)/gm, '    ');
}
