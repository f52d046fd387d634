// @ts-check
import { parseArgs } from 'node:util';
import { UserError, withPlainErrors } from './failure.mjs';

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options */
/**
 * @template {Options} T
 * @typedef {ReturnType<typeof parseArgs<{ options: T, strict: true, allowPositionals: false }>>['values']} Values
 */

/**
 * Runs a command with its options. Adds `--help`, and prints the message of a {@link UserError}.
 *
 * @template {Options} T
 * @param {{ name: string, help: string, options: T }} command its name as people type it, e.g. `npm start`, and
 *   its options except `--help`, as `parseArgs` takes them
 * @param {string[]} args
 * @param {(values: Values<T>) => Promise<number>} body
 * @returns {Promise<number>} the exit code
 */
export function runWithOptions({ name, help, options }, args, body) {
  return withPlainErrors(async () => {
    const values = readOptions(args, { ...options, help: { type: 'boolean' } }, name);
    if (!('help' in values)) return await body(/** @type {Values<T>} */ (values));
    console.log(help);
    return 0;
  });
}

/**
 * @param {string[]} args
 * @param {Options} options
 * @param {string} command as people type it
 */
function readOptions(args, options, command) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UserError(`${reason}. See: ${command} -- --help`);
  }
}
