// The loader under its two names, what a snippet must know about them, and the hashes of a release: of every file, and of
// the models, as the bank's decision service names their versions.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** @typedef {import('../embed/snippet.mjs').Release} Release */

const MANIFEST = 'embed/release.json';

/** @param {Uint8Array} content @returns {string} as the attribute takes it */
const integrityOf = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/**
 * Writes the loader as `latest`.
 * @param {string} outDir
 * @param {string} version
 * @param {string} loader the loader's path with its hash
 * @param {Uint8Array} content
 * @returns {Promise<Release>}
 */
export async function writeLatest(outDir, version, loader, content) {
  const latest = 'embed/latest.js';
  await mkdir(join(outDir, 'embed'), { recursive: true });
  await writeFile(join(outDir, latest), content);
  return { version, loader, integrity: integrityOf(content), latest };
}

/**
 * Writes the manifest of all files that are in the folder now.
 * @param {string} outDir
 * @param {Release} release
 * @param {Readonly<Record<string, string>>} models by programme: the version of its packed model
 */
export async function writeManifest(outDir, release, models) {
  const entries = await readdir(outDir, { withFileTypes: true, recursive: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)));
  /** @type {Record<string, string>} */
  const files = {};
  for (const name of names.sort()) files[name] = integrityOf(await readFile(join(outDir, name)));
  await writeFile(join(outDir, MANIFEST), `${JSON.stringify({ ...release, models, files }, undefined, 2)}\n`);
}
