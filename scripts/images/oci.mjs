// @ts-check
// Writes an image as the Open Container Initiative specifies it: a folder of blobs that are named by their SHA-256.
//
//   layer     a tar archive, packed; the file system of the image is all of them on top of each other
//   config    how to run it, and the SHA-256 of each layer before packing
//   manifest  names config and layers, with their sizes
//   index     names the manifest; podman, docker and registries start there
//
// No tool is needed and nothing in it depends on time, place or account: the same files give the same bytes.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzip, USER, writeTar, writeTree } from './tree.mjs';

/**
 * @typedef {object} Image
 * @property {string} name as in `podman run NAME`
 * @property {string} version
 * @property {string} title one line for people
 * @property {import('./tree.mjs').Entry[][]} layers from the lowest
 * @property {string[]} entrypoint the program and its first arguments
 * @property {string[]} [command] arguments that people replace
 * @property {number[]} ports that it listens on
 * @property {string} [folder] where it starts
 * @property {string} stopSignal asks it to finish
 */
/** @typedef {{ mediaType: string, digest: string, size: number }} Descriptor */

const TYPE = 'application/vnd.oci.image';
/** The architecture in the words of images. @type {Readonly<Record<string, string>>} */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
/** The architecture of this machine. */
export const architecture = ARCHITECTURES[process.arch] ?? process.arch;

/** Images have a time; ours says nothing. */
const NO_TIME = '1970-01-01T00:00:00Z';

/** @param {string | Buffer} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes `FOLDER/NAME/`, an OCI image layout, and `FOLDER/NAME-VERSION.oci.tar`, the same in one file.
 *
 * @param {string} folder
 * @param {Image} image
 * @returns {{ layout: string, archive: string, digest: string, size: number }} the digest of the manifest, and the bytes
 *   that a machine downloads
 */
export function writeImage(folder, image) {
  const layout = join(folder, image.name);
  const archive = join(folder, `${image.name}-${image.version}.oci.tar`);
  rmSync(layout, { recursive: true, force: true });
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const layers = image.layers.map((entries) => writeLayer(blobs, entries));
  const config = writeJson(blobs, `${TYPE}.config.v1+json`, configOf(image, layers));
  const manifest = writeJson(blobs, `${TYPE}.manifest.v1+json`, {
    schemaVersion: 2,
    mediaType: `${TYPE}.manifest.v1+json`,
    config,
    layers: layers.map(({ descriptor }) => descriptor),
    annotations: annotationsOf(image),
  });
  const reference = { 'org.opencontainers.image.ref.name': `${image.name}:${image.version}` };
  const index = {
    schemaVersion: 2,
    mediaType: `${TYPE}.index.v1+json`,
    manifests: [{ ...manifest, annotations: reference }],
  };
  writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeTar(layout, archive, { mode: 'u=rwX,go=rX' });
  const size = [config, ...layers.map(({ descriptor }) => descriptor)].reduce((sum, each) => sum + each.size, 0);
  return { layout, archive, digest: manifest.digest, size };
}

/**
 * @param {string} blobs the folder of blobs
 * @param {import('./tree.mjs').Entry[]} entries
 * @returns {{ descriptor: Descriptor, diffId: string }}
 */
function writeLayer(blobs, entries) {
  const work = mkdtempSync(join(dirname(blobs), 'layer-'));
  try {
    const [tree, tar, packed] = [join(work, 'tree'), join(work, 'layer.tar'), join(work, 'layer.tar.gz')];
    writeTree(tree, entries);
    writeTar(tree, tar, { own: entries.filter(({ own }) => own).map(({ path }) => path) });
    gzip(tar, packed);
    const bytes = readFileSync(packed);
    const digest = sha256(bytes);
    copyFileSync(packed, join(blobs, digest));
    const descriptor = { mediaType: `${TYPE}.layer.v1.tar+gzip`, digest: `sha256:${digest}`, size: bytes.length };
    return { descriptor, diffId: `sha256:${sha256(readFileSync(tar))}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} blobs
 * @param {string} mediaType
 * @param {unknown} value
 * @returns {Descriptor}
 */
function writeJson(blobs, mediaType, value) {
  const text = JSON.stringify(value);
  const digest = sha256(text);
  writeFileSync(join(blobs, digest), text);
  return { mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}

/**
 * @param {Image} image
 * @param {{ diffId: string }[]} layers
 */
function configOf(image, layers) {
  const { entrypoint, command, ports, folder = '/', stopSignal } = image;
  return {
    created: NO_TIME,
    architecture,
    os: 'linux',
    config: {
      User: `${USER}:${USER}`,
      ExposedPorts: Object.fromEntries(ports.map((port) => [`${port}/tcp`, {}])),
      Env: ['PATH=/usr/bin'],
      Entrypoint: entrypoint,
      ...(command ? { Cmd: command } : {}),
      WorkingDir: folder,
      StopSignal: stopSignal,
      Labels: annotationsOf(image),
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(() => ({ created: NO_TIME, created_by: 'npm run image' })),
  };
}

/** @param {Image} image */
const annotationsOf = ({ title, version }) => ({
  'org.opencontainers.image.title': title,
  'org.opencontainers.image.version': version,
  'org.opencontainers.image.licenses': 'Apache-2.0',
});
