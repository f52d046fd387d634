// @ts-check
import { parseArgs } from 'node:util';
import { UserError } from './failure.mjs';

/**
 * Reads a command's options. Every command has `--help`.
 *
 * @template {import('node:util').ParseArgsConfig['options']} T
 * @param {string[]} args
 * @param {T} options as `parseArgs` takes them
 * @param {string} command as the reader types it, e.g. `npm start`
 */
export function readOptions(args, options, command) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UserError(`${reason}. See: ${command} -- --help`);
  }
}
