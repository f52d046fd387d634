// @ts-check
import { StepFailure } from './failure.mjs';
import { logTail } from './run.mjs';

/**
 * Runs one step and prints one line for it: its title, its result and its time.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} action
 * @param {(result: T) => string} [describe] the result in words; `done` by default
 * @returns {Promise<T>} the result of the action; what it throws is thrown again
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
 * @returns {string} the text with every line indented by four spaces
 */
export function indent(text) {
  return text.replace(/^(?=.)/gm, '    ');
}
