// @ts-check
// The images of this repository, made from what stands in build/.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { licenceOf, versionOf } from './debian.mjs';
import { writeImage } from './oci.mjs';
import { serviceImage } from './service.mjs';
import { siteImage } from './site.mjs';

/** Where `npm run image` writes. */
export const IMAGES = inRoot('build', 'images');

/** The version of package.json. @returns {string} */
export const ownVersion = () => JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version;

/**
 * @typedef {object} ImagePackage a Debian package of which an image has files
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string[]} images the names of the images
 */

/**
 * @param {string} folder gets a folder and an archive for each image, and packages.json, the list for the bill of
 *   materials
 * @returns {{ name: string, archive: string, layout: string, digest: string, size: number }[]}
 */
export function makeImages(folder) {
  const version = ownVersion();
  const work = join(folder, 'work');
  try {
    const made = [serviceImage(work, version), siteImage(version)];
    const written = made.map(({ image }) => ({ name: image.name, ...writeImage(folder, image) }));
    const names = [...new Set(made.flatMap(({ packages }) => packages))].sort();
    /** @type {ImagePackage[]} */
    const list = names.map((name) => ({
      name,
      version: versionOf(name),
      licence: licenceOf(name),
      images: made.filter(({ packages }) => packages.includes(name)).map(({ image }) => image.name),
    }));
    writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(list, undefined, 2)}\n`);
    return written;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
