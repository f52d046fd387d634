// @ts-check
// The shared libraries that a program needs: its closure. The dynamic loader itself finds them, so that the image has what
// it will look for and nothing else.
import { spawnSync } from 'node:child_process';
import { UserError } from '../base/failure.mjs';

/**
 * @param {string} text what `ldd` prints
 * @param {string} program for the message
 * @returns {string[]} absolute paths of the libraries and of the loader, in order
 * @throws UserError if a library is missing on this machine
 */
export function librariesIn(text, program) {
  const missing = [...text.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  if (missing.length > 0) {
    throw new UserError(
      `${program} needs ${missing.join(', ')}, and this machine does not have it: build it here first.`,
    );
  }
  const paths = [...text.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x[0-9a-f]+\)$/gm)].map(([, path]) => path ?? '');
  return [...new Set(paths)].sort();
}

/**
 * @param {string} program path of an ELF program of this machine
 * @returns {string[]} absolute paths of the libraries and of the loader, in order
 * @throws UserError if it is no program, or a library is missing
 */
export function libraryClosure(program) {
  const { status, stdout, stderr } = spawnSync('ldd', [program], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  if (status !== 0) throw new UserError(`ldd cannot read ${program}: ${stderr.trim()}`);
  return librariesIn(stdout, program);
}
