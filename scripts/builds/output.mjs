// @ts-check
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UserError } from '../base/failure.mjs';

/** A file that every built site has. */
const MARK = join('embed', 'release.json');

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
  const site = join(output, 'site');
  const source = sources.find(
    (one) => within(output, one) || within(one, site) || within(one, join(output, 'hosting')),
  );
  if (source) throw new UserError(`--output ${output} would write into ${source}: name another folder.`);
  const isForeign = existsSync(site) && readdirSync(site).length > 0 && !existsSync(join(site, MARK));
  if (isForeign) throw new UserError(`${site} has files that no build wrote: name another folder with --output.`);
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
