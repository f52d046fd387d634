// @ts-check
// The folder of a release: one file for each thing that people install, and what they need to trust it. The same sources
// give the same bytes.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { sha256 } from '../images/oci.mjs';
import { gzip, writeTar } from '../images/tree.mjs';
import { npmCommand } from '../machine/npm.mjs';
import { changesOf } from './checks.mjs';
import { pinImages } from './pin-images.mjs';

/** The name of the list of hashes, which the bank signs. */
export const SUMS = 'SHA256SUMS';

/**
 * @typedef {object} Parts
 * @property {string} version
 * @property {string} architecture as in `amd64`
 * @property {readonly { name: string, archive: string, digest: string }[]} images `archive` is a path
 * @property {Readonly<Record<string, string>>} models by programme: the path of the packed model
 */

/**
 * Packs folders and files into NAME.tar.gz, below one folder NAME.
 *
 * @param {string} to the folder for it
 * @param {string} name
 * @param {readonly [from: string, as: string][]} parts
 * @param {(folder: string) => void} [change] of the copies, before they are packed
 */
function pack(to, name, parts, change = () => {}) {
  const work = mkdtempSync(join(to, 'pack-'));
  try {
    for (const [from, as] of parts) cpSync(from, join(work, name, as), { recursive: true });
    change(join(work, name));
    const tar = join(to, `${name}.tar`);
    writeTar(work, tar, { mode: 'u=rwX,go=rX' });
    gzip(tar, `${tar}.gz`);
    rmSync(tar);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/**
 * Only what is committed: the folder is also where people make the secrets of their own Compose.
 *
 * @returns {[from: string, as: string][]}
 */
export function deployFiles() {
  const { stdout } = spawnSync('git', ['ls-files', '-z', 'service/deploy'], { cwd: inRoot(), encoding: 'utf8' });
  const paths = stdout.split('\0').filter((path) => path !== '');
  return paths.map((path) => [inRoot(path), path.slice('service/'.length)]);
}

/** @param {string} to the folder for the package's tarball */
function packPackage(to) {
  const [program, ...before] = npmCommand();
  const args = [...before, 'pack', inRoot('build', 'package'), '--pack-destination', to];
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not pack the package: ${stderr}`);
}

/** @returns {{ commit: string, date: string }} of the sources */
function sources() {
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%H %cI'], { cwd: inRoot(), encoding: 'utf8' });
  const [commit = '', date = ''] = stdout.trim().split(' ');
  return { commit, date };
}

/**
 * Writes the folder beside its place and puts it there once it is whole.
 *
 * @param {string} folder must not exist
 * @param {Parts} parts
 * @param {(path: string) => void} writeBill writes the bill of materials to a path
 * @returns {string[]} the names of its files
 */
export function writeRelease(folder, { version, architecture, images, models }, writeBill) {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  try {
    const legal = /** @type {const} */ (['LICENSE', 'NOTICE']).map(
      (name) => /** @type {[string, string]} */ ([inRoot(name), name]),
    );
    pack(draft, `prescore-site-${version}`, [
      [inRoot('build', 'site'), 'site'],
      [inRoot('build', 'hosting'), 'hosting'],
    ]);
    pack(draft, `prescore-${version}-linux-${architecture}`, [
      [inRoot('build', 'prescore'), 'bin/prescore'],
      [inRoot('build', 'prescore-service'), 'bin/prescore-service'],
      [inRoot('service', 'configuration.schema.json'), 'share/configuration.schema.json'],
      [inRoot('service', 'api', 'openapi.yaml'), 'share/openapi.yaml'],
      ...legal,
    ]);
    pack(draft, `prescore-deploy-${version}`, [...deployFiles(), ...legal], (root) =>
      pinImages(join(root, 'deploy', 'kubernetes', 'overlays'), images),
    );
    packPackage(draft);
    for (const { archive } of images) copyFileSync(archive, join(draft, basename(archive)));
    for (const [name, path] of Object.entries(models)) copyFileSync(path, join(draft, `${name}.bin`));
    copyFileSync(inRoot('model', 'README.md'), join(draft, 'MODEL-CARD.md'));
    const changes = changesOf(readFileSync(inRoot('CHANGELOG.md'), 'utf8'), version) ?? '';
    writeFileSync(join(draft, 'CHANGES.md'), `# Prescore ${version}\n\n${changes}\n`);
    writeBill(join(draft, 'sbom.json'));
    const versions = Object.entries(models).map(([name, path]) => [name, `sha256:${sha256(readFileSync(path))}`]);
    const about = { version, ...sources(), models: Object.fromEntries(versions) };
    writeFileSync(join(draft, 'release.json'), `${JSON.stringify(about, undefined, 2)}\n`);
    const names = writeSums(draft);
    renameSync(draft, folder);
    return names;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Writes the list of hashes in the form of `sha256sum`.
 *
 * @param {string} folder
 * @returns {string[]} the names of the files, the list included
 */
export function writeSums(folder) {
  const names = readdirSync(folder).sort();
  const lines = names.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
  writeFileSync(join(folder, SUMS), lines.join(''));
  return [...names, SUMS];
}
