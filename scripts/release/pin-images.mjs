// @ts-check
// A released manifest names its images by what is in them: a tag can be moved to another image, a digest cannot.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, digest: string }} PinnedImage `digest` as in sha256:… */

/**
 * @param {string} text of a kustomization.yaml
 * @param {readonly PinnedImage[]} images
 * @returns {string} the text with the digest of each image in the place of its tag
 * @throws Error if an image is not there: the release would be incomplete
 */
export function withDigests(text, images) {
  return images.reduce((before, { name, digest }) => {
    const after = before.replace(new RegExp(`(- name: ${name}\n\\s+)newTag: .*`), `$1digest: ${digest}`);
    if (after === before) throw new Error(`A kustomization.yaml does not name the tag of ${name}.`);
    return after;
  }, text);
}

/**
 * @param {string} overlays the folder of copies that are changed
 * @param {readonly PinnedImage[]} images
 */
export function pinImages(overlays, images) {
  for (const overlay of readdirSync(overlays)) {
    const path = join(overlays, overlay, 'kustomization.yaml');
    writeFileSync(path, withDigests(readFileSync(path, 'utf8'), images));
  }
}
