// Files whose names contain a hash of their content are in one folder, which browsers may cache for ever.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashedName } from './hashedName.mjs';

const folder = 'assets';

/**
 * @template {string} Key
 * @param {string} outDir
 * @param {Readonly<Record<Key, readonly [name: string, content: Uint8Array]>>} files
 * @returns {Promise<Record<Key, string>>} the names, relative to `outDir`
 */
export async function writeAssets(outDir, files) {
  await mkdir(join(outDir, folder), { recursive: true });
  const names = /** @type {Record<Key, string>} */ ({});
  for (const [key, [name, content]] of /** @type {[Key, readonly [string, Uint8Array]][]} */ (Object.entries(files))) {
    names[key] = `${folder}/${hashedName(name, content)}`;
    await writeFile(join(outDir, names[key]), content);
  }
  return names;
}
