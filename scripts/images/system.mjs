// @ts-check
// What an image takes from Debian: the libraries of a program, its certificates, and the copyright files of all of it.
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { libraryClosure } from './closure.mjs';
import { copyrightOf, licenceOf, packageOf } from './debian.mjs';
import { USER } from './tree.mjs';

/** @typedef {import('./tree.mjs').Entry} Entry */
/** @typedef {{ entries: Entry[], packages: string[] }} Part of an image: files, and the Debian packages that they are of */

const CERTIFICATES = '/usr/share/ca-certificates/mozilla';

/** @param {string} path as the loader says it @returns {string} where it is in the image: /lib is /usr/lib there, too */
const inUsr = (path) => (path.startsWith('/usr/') ? path.slice(1) : `usr${path}`);

/**
 * @param {readonly string[]} programs and modules, whose libraries are wanted
 * @returns {Part} the libraries under the names by which they are looked for
 */
export function libraries(programs) {
  const paths = [...new Set(programs.flatMap(libraryClosure))].sort();
  return {
    entries: paths.map((path) => ({ path: inUsr(path), from: realpathSync(path), program: true })),
    packages: paths.map((path) => packageOf(realpathSync(path))),
  };
}

/**
 * Mozilla's certificates as Debian ships them, and not those of this machine, which may trust more.
 *
 * @returns {Part}
 */
export function certificates() {
  const names = readdirSync(CERTIFICATES).filter((name) => name.endsWith('.crt'));
  const content = names.sort().map((name) => readFileSync(join(CERTIFICATES, name), 'utf8'));
  return {
    entries: [{ path: 'etc/ssl/certs/ca-certificates.crt', content: content.join('') }],
    packages: ['ca-certificates'],
  };
}

/**
 * What every program expects around it: the folders of libraries, a user, and how names of machines are looked up.
 *
 * @param {string} user the name of the image's user
 * @returns {Entry[]}
 */
export const around = (user) => [
  { path: 'lib', link: 'usr/lib' },
  { path: 'lib64', link: 'usr/lib64' },
  { path: 'etc/passwd', content: `${user}:x:${USER}:${USER}::/:/nonexistent\n` },
  { path: 'etc/group', content: `${user}:x:${USER}:\n` },
  { path: 'etc/nsswitch.conf', content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
  { path: 'tmp', folder: 0o1777 },
];

/**
 * Packages of one source have the same text: it is in the image once, under several names.
 *
 * @param {readonly string[]} packages
 * @returns {Entry[]} their copyright files
 */
export function copyrights(packages) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return packages.map((name) => {
    const [path, content] = [`usr/share/doc/${name}/copyright`, copyrightOf(name)];
    const same = known.get(content.toString('latin1'));
    if (same !== undefined) return { path, same };
    known.set(content.toString('latin1'), path);
    return { path, content };
  });
}

/** Our own licence, and what we owe to others. @returns {Entry[]} */
export const ownLicence = () =>
  ['LICENSE', 'NOTICE'].map((name) => ({ path: `usr/share/doc/prescore/${name}`, from: inRoot(name) }));

/**
 * @param {readonly Part[]} parts
 * @returns {string[]} the packages of all parts, each once, in order
 * @throws UserError if the licence of one is not known
 */
export function packagesOf(parts) {
  const names = [...new Set(parts.flatMap(({ packages }) => packages))].sort();
  for (const name of names) licenceOf(name);
  return names;
}
