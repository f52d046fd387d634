// The loader under its two names, and what a snippet must know of them.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Release
 * @property {string} version of the package
 * @property {string} loader the path that never changes its content
 * @property {string} integrity of that content, as the attribute takes it
 * @property {string} latest the path whose content is that of the newest release
 */

/**
 * Writes the loader as `latest`, and the release's facts beside it.
 * @param {string} outDir
 * @param {string} version
 * @param {string} loader the loader's path with its hash
 * @param {Uint8Array} content
 * @returns {Promise<Release>}
 */
export async function writeRelease(outDir, version, loader, content) {
  const integrity = `sha384-${createHash('sha384').update(content).digest('base64')}`;
  const release = { version, loader, integrity, latest: 'embed/latest.js' };
  await mkdir(join(outDir, 'embed'), { recursive: true });
  await writeFile(join(outDir, release.latest), content);
  await writeFile(join(outDir, 'embed/release.json'), `${JSON.stringify(release, undefined, 2)}\n`);
  return release;
}
