// @ts-check
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} Talker
 * @property {(line: string) => Promise<any>} ask sends a line and takes the next one as JSON
 * @property {() => void} close
 */

/**
 * Starts a program that answers each line of its standard input by a line of JSON, and waits without work in between.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Talker}
 */
export function startTalker(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise((_, reject) => {
    child.on('error', reject);
    // A program that fails to start, or dies, is heard of by the next answer that never comes.
    child.stdin.on('error', () => {});
  });
  gone.catch(() => {});
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const answer = /** @type {IteratorResult<string>} */ (await Promise.race([lines.next(), gone]));
      if (answer.done) throw new Error(`${command} ${args.join(' ')} ended at "${line}".`);
      return JSON.parse(answer.value);
    },
    close: () => child.stdin.end(),
  };
}
