// @ts-check
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * @param {string[]} folders below the root of the repository; a missing folder has no files
 * @param {RegExp} pattern that a path must match
 * @returns {string[]} paths from the root of the repository, in order
 */
export function findFiles(folders, pattern) {
  const found = folders
    .filter((folder) => existsSync(inRoot(folder)))
    .flatMap((folder) =>
      readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    );
  return found.filter((path) => pattern.test(path) && !path.split('/').includes('third-party')).sort();
}
