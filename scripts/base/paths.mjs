// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * @param {...string} parts path below the root of the repository
 * @returns {string} the absolute path
 */
export const inRoot = (...parts) => join(ROOT, ...parts);

export const LOGS = inRoot('build', 'logs');
export const RESULTS = inRoot('build', 'test-results');
