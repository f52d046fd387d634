// Reading the files of the folders that a site is built from.

import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

/**
 * @param {string} path
 * @returns {string} the path as messages name it: from the working folder, if it is below it
 */
export function shown(path) {
  const near = relative(process.cwd(), resolve(path));
  return near.startsWith('..') || isAbsolute(near) ? resolve(path) : near || '.';
}

/**
 * @param {string} path
 * @param {string[]} errors gets one if there is no such file, or if it is not JSON
 * @param {string} [remedy] what to do if there is no such file
 * @returns {unknown} the document; undefined after an error
 */
export function readJsonFile(path, errors, remedy = 'add it') {
  const text = readTextFile(path, errors, remedy);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    errors.push(`${shown(path)} is not JSON: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {string[]} errors gets one if there is no such file
 * @param {string} [remedy] what to do then
 * @returns {string | undefined}
 */
export function readTextFile(path, errors, remedy = 'add it') {
  if (!existsSync(path)) {
    errors.push(`${shown(path)} is missing: ${remedy}`);
    return undefined;
  }
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    errors.push(`${shown(path)} cannot be read: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
