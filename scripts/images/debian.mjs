// @ts-check
// What Debian says about the files that an image takes from it: package, version, copyright, licence.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';

const LGPL = 'LGPL-2.1-or-later';
const GCC = 'GPL-3.0-or-later WITH GCC-exception-3.1';
const GNU_EITHER = 'LGPL-3.0-or-later OR GPL-2.0-or-later';

/**
 * The licences of the packages that images may take files from: of the files that are taken, as their copyright files
 * say. A package that is not listed stops the build of the image: somebody must read its licence first.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const LICENCES = {
  'ca-certificates': 'MPL-2.0',
  libbrotli1: 'MIT',
  libc6: LGPL,
  'libcom-err2': 'MIT',
  libcrypt1: LGPL,
  libcurl4: 'curl',
  libffi8: 'MIT',
  'libgcc-s1': GCC,
  libgmp10: GNU_EITHER,
  libgnutls30: LGPL,
  'libgssapi-krb5-2': 'MIT',
  libhogweed6: GNU_EITHER,
  'libidn2-0': GNU_EITHER,
  libk5crypto3: 'MIT',
  libkeyutils1: 'LGPL-2.0-or-later',
  'libkrb5-3': 'MIT',
  libkrb5support0: 'MIT',
  'libldap-2.5-0': 'OLDAP-2.8',
  libnettle8: GNU_EITHER,
  'libnghttp2-14': 'MIT',
  'libnginx-mod-http-brotli-static': 'BSD-2-Clause',
  'libp11-kit0': 'BSD-3-Clause',
  'libpcre2-8-0': 'BSD-3-Clause',
  libpq5: 'PostgreSQL',
  'libprometheus-cpp-core1.0': 'MIT',
  libpsl5: 'MIT',
  librtmp1: LGPL,
  'libsasl2-2': 'BSD-3-Clause-Attribution',
  'libsoci-core4.0': 'BSL-1.0',
  'libsoci-postgresql4.0': 'BSL-1.0',
  'libsoci-sqlite3-4.0': 'BSL-1.0',
  'libsqlite3-0': 'blessing',
  'libssh2-1': 'BSD-3-Clause',
  libssl3: 'Apache-2.0',
  'libstdc++6': GCC,
  'libtasn1-6': LGPL,
  libunistring2: GNU_EITHER,
  libzstd1: 'BSD-3-Clause OR GPL-2.0-only',
  nginx: 'BSD-2-Clause',
  zlib1g: 'Zlib',
};

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} what it prints; undefined when it fails
 */
function output(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  return status === 0 ? stdout : undefined;
}

/**
 * @param {string} path of a file that a Debian package installed
 * @returns {string} the package's name, without its architecture
 * @throws UserError if no package has it
 */
export function packageOf(path) {
  // Packages name files of /usr/lib as they were before both folders became one.
  const names = path.startsWith('/usr/') ? [path, path.slice('/usr'.length)] : [path, `/usr${path}`];
  for (const name of names) {
    const [, found] = /^([^\s:,]+)[:,]/.exec(output('dpkg-query', ['-S', name]) ?? '') ?? [];
    if (found) return found;
  }
  throw new UserError(`${path} is of no Debian package: an image is made on Debian, of what Debian ships.`);
}

/** @param {string} name of an installed package @returns {string} its version */
export function versionOf(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in
  const version = output('dpkg-query', ['-W', '-f', '${Version}', name]);
  if (!version) throw new UserError(`The Debian package ${name} is not installed.`);
  return version;
}

/** @param {string} name of an installed package @returns {Buffer} its copyright file */
export const copyrightOf = (name) => readFileSync(`/usr/share/doc/${name}/copyright`);

/**
 * @param {string} name of a package
 * @returns {string} an SPDX expression
 * @throws UserError if nobody has read its licence yet
 */
export function licenceOf(name) {
  const licence = LICENCES[name];
  if (licence) return licence;
  throw new UserError(
    `The image would ship files of ${name}, whose licence is not in scripts/images/debian.mjs. ` +
      `Read /usr/share/doc/${name}/copyright and add it.`,
  );
}
