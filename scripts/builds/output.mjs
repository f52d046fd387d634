// @ts-check
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UserError } from '../base/failure.mjs';

/** The folders that a build writes, each with a file that every build leaves there. */
const WRITTEN = /** @type {const} */ ([
  ['site', join('embed', 'release.json')],
  ['hosting', 'nginx-gzip.conf'],
]);

/**
 * Refuses a folder whose content a build must not replace: the sources, or files that no build wrote.
 *
 * @param {string} output gets the folders `site` and `hosting`
 * @param {readonly string[]} sources folders that the site is made from
 */
export function checkOutput(output, sources) {
  const within = (/** @type {string} */ inner, /** @type {string} */ outer) => {
    const path = relative(resolve(outer), resolve(inner));
    return path === '' || !(path.startsWith('..') || path === resolve(inner));
  };
  const source = sources.find(
    (one) => within(output, one) || WRITTEN.some(([name]) => within(one, join(output, name))),
  );
  if (source) throw new UserError(`--output ${output} would write into ${source}: name another folder.`);
  for (const [name, mark] of WRITTEN) {
    const folder = join(output, name);
    const isForeign = existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, mark));
    if (isForeign) throw new UserError(`${folder} has files that no build wrote: name another folder with --output.`);
  }
}

/**
 * Writes a folder beside its place and puts it there once it is whole.
 *
 * @param {string} folder
 * @param {(folder: string) => Promise<void>} write
 */
export async function replaceFolder(folder, write) {
  const draft = `${folder}.new`;
  try {
    await write(draft);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
