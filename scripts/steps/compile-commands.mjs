// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {{ file: string, command: string, directory: string }} CompileCommand an entry of compile_commands.json */

/**
 * @param {string} file that is compiled
 * @returns {string[]} the sources that it joins, each on a line of its own; the file itself when it joins none
 */
export function joinedSources(file) {
  const joined = [...readFileSync(file, 'utf8').matchAll(/^#include "(.+\.cpp)"$/gm)].map(([, name]) => String(name));
  return joined.length > 0 ? joined : [file];
}

/**
 * @param {CompileCommand[]} commands of a build that joins sources
 * @returns {CompileCommand[]} a command for each source; of a source in several targets that of the first
 */
export function forSources(commands) {
  /** @type {Map<string, CompileCommand>} */
  const found = new Map();
  for (const { file, command, directory } of commands) {
    for (const source of joinedSources(file)) {
      if (!found.has(source)) found.set(source, { file: source, command: command.replaceAll(file, source), directory });
    }
  }
  return [...found.values()];
}
