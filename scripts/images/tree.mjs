// @ts-check
// The files of an image as a folder, and the folder as a tar archive that is the same bytes every time.
//
// A layer is such an archive. Its bytes depend on the names, contents and modes of the files and on nothing else: names
// are in order, times are 0, owners are numbers that we choose.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Something in an image. Paths have no slash in front.
 *
 * @typedef {object} Entry
 * @property {string} path
 * @property {string} [from] a file to copy
 * @property {string | Buffer} [content] instead of `from`
 * @property {string} [link] a symbolic link to that path, instead of a file
 * @property {string} [same] the path of an earlier file that this one is, too: a second name of the same bytes
 * @property {boolean} [program] whether it can be run
 * @property {number} [folder] an empty folder with this mode, instead of a file
 * @property {boolean} [own] whether it belongs to the image's user and not to root; folders only
 */

/** The user and group of every image: nobody on any machine. */
export const USER = 65532;

/**
 * @param {string} folder is replaced
 * @param {readonly Entry[]} entries
 */
export function writeTree(folder, entries) {
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  for (const { path, from, content = '', link, same, program, folder: mode } of entries) {
    const place = join(folder, path);
    makeFolder(dirname(place));
    if (link !== undefined) symlinkSync(link, place);
    else if (same !== undefined) linkSync(join(folder, same), place);
    else if (mode !== undefined) makeFolder(place);
    else if (from !== undefined) copyFileSync(from, place);
    else writeFileSync(place, content);
    if (link === undefined) chmodSync(place, mode ?? (program ? 0o755 : 0o644));
  }
}

/** Makes a folder and those around it. The mask of the account that builds must not show. @param {string} folder */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

const SAME_BYTES = ['--sort=name', '--mtime=@0', '--numeric-owner', '--format=gnu'];

/** @param {readonly string[]} args */
function tar(args) {
  const { status, stderr } = spawnSync('tar', args, { encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  if (status !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr}`);
}

/**
 * @param {string} folder
 * @param {string} archive the tar file to write
 * @param {{ own?: readonly string[], mode?: string }} [options] paths of folders that belong to the image's user; a mode
 *   for all files, where their own does not count
 */
export function writeTar(folder, archive, { own = [], mode } = {}) {
  const left = [...own.map((path) => `--exclude=./${path}`), ...(mode ? [`--mode=${mode}`] : [])];
  const owner = (/** @type {number} */ id) => [`--owner=${id}`, `--group=${id}`];
  tar(['-C', folder, ...SAME_BYTES, ...owner(0), ...left, '-cf', archive, '.']);
  for (const path of own) {
    tar(['-C', folder, ...SAME_BYTES, ...owner(USER), '--no-recursion', '-rf', archive, `./${path}`]);
  }
}

/**
 * @param {string} archive
 * @param {string} packed the gzip file to write, without name and time
 */
export function gzip(archive, packed) {
  const { status, stdout, stderr } = spawnSync('gzip', ['-n', '-9', '-c', archive], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`gzip ${archive}: ${stderr}`);
  writeFileSync(packed, stdout);
}
