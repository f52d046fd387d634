// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { IMAGES } from '../images/images.mjs';
import { npmCommand } from '../machine/npm.mjs';

const HELP = `npm run sbom: a software bill of materials in CycloneDX, build/sbom.json: npm's packages and the native parts.

The versions of the native parts are those that Debian's packages have on this machine. What the container images hold is
listed too, once npm run image has made them.`;

/**
 * What is compiled or linked into the native programs or the WebAssembly, with its Debian package. The licences are the same
 * as in NOTICE.
 *
 * @type {readonly { name: string, deb: string, licence: string, use: string }[]}
 */
export const NATIVE_PARTS = [
  { name: 'emscripten', deb: 'emscripten', licence: 'MIT', use: 'the WebAssembly, its JavaScript and its libraries' },
  { name: 'nlohmann-json', deb: 'nlohmann-json3-dev', licence: 'MIT', use: 'the tool' },
  { name: 'cli11', deb: 'libcli11-dev', licence: 'BSD-3-Clause', use: 'the tool' },
  { name: 'kainjow-mustache', deb: 'libkainjow-mustache-dev', licence: 'BSL-1.0', use: 'the tool' },
  { name: 'openssl', deb: 'libssl-dev', licence: 'Apache-2.0', use: 'the tool' },
  { name: 'zlib', deb: 'zlib1g-dev', licence: 'Zlib', use: 'the tool' },
  { name: 'boost', deb: 'libboost-dev', licence: 'BSL-1.0', use: 'the service' },
  { name: 'curl', deb: 'libcurl4-openssl-dev', licence: 'curl', use: 'the service' },
  { name: 'soci', deb: 'libsoci-dev', licence: 'BSL-1.0', use: 'the service' },
  { name: 'sqlite', deb: 'libsqlite3-dev', licence: 'blessing', use: 'the service' },
  { name: 'libpq', deb: 'libpq-dev', licence: 'PostgreSQL', use: 'the service' },
  { name: 'prometheus-cpp', deb: 'prometheus-cpp-dev', licence: 'MIT', use: 'the service' },
  { name: 'libstdc++', deb: 'libstdc++6', licence: 'GPL-3.0-or-later WITH GCC-exception-3.1', use: 'the tool' },
  { name: 'googletest', deb: 'googletest', licence: 'BSD-3-Clause', use: 'the tests' },
  { name: 'google-benchmark', deb: 'libbenchmark-dev', licence: 'Apache-2.0', use: 'the benchmarks' },
];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run sbom', help: HELP, options: {} }, args, async () => {
    mkdirSync(inRoot('build'), { recursive: true });
    const components = writeBill(inRoot('build', 'sbom.json'));
    console.log(licenceList(components));
    console.log(`\nWrote build/sbom.json: ${components.length} components.`);
    return 0;
  });
}

/**
 * Writes the bill of materials. The same sources and packages give the same bytes.
 *
 * @param {string} path
 * @returns {Component[]} what it lists
 */
export function writeBill(path) {
  const bill = npmBill();
  // A random number and the time: without them the same sources give the same bill.
  delete bill.serialNumber;
  delete bill.metadata?.timestamp;
  bill.components.push(...NATIVE_PARTS.flatMap(component));
  addImagePackages(bill.components, imagePackages());
  writeFileSync(path, `${JSON.stringify(bill, undefined, 2)}\n`);
  return bill.components;
}

/** @typedef {{ name: string, licenses?: { license?: { id?: string, name?: string }, expression?: string }[] }} Component */

/** @returns {{ components: Component[], serialNumber?: string, metadata?: { timestamp?: string } }} */
function npmBill() {
  const [program, ...before] = npmCommand();
  const { status, stdout, stderr } = spawnSync(
    program,
    // A bill lists what there is. Whether a checker of types wants another TypeScript beside it is no matter of the bill,
    // and npm would write none for it.
    [...before, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--legacy-peer-deps'],
    {
      cwd: inRoot(),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  if (status !== 0) throw new UserError(`npm could not write its part:\n${stderr}`);
  return JSON.parse(stdout);
}

/** @param {(typeof NATIVE_PARTS)[number]} part */
function component({ name, deb, licence, use }) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills it in
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Version}', deb], { encoding: 'utf8' });
  const version = asked.status === 0 ? asked.stdout : undefined;
  const purl = `pkg:deb/debian/${deb}${version ? `@${encodeURIComponent(version)}` : ''}`;
  return [
    {
      'bom-ref': purl,
      type: 'library',
      name,
      ...(version ? { version } : {}),
      purl,
      description: `Part of ${use}.`,
      licenses: [licenceEntry(licence)],
    },
  ];
}

/** @returns {import('../images/images.mjs').ImagePackage[]} what the images of the last `npm run image` hold */
function imagePackages() {
  const list = join(IMAGES, 'packages.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8'));
  console.log('The container images are not listed: npm run image makes them.');
  return [];
}

/**
 * Adds the packages of images to a bill. One that is listed already gets the images' names.
 *
 * @param {(Component & { 'bom-ref'?: string, description?: string })[]} components
 * @param {readonly import('../images/images.mjs').ImagePackage[]} packages
 */
export function addImagePackages(components, packages) {
  for (const { name, version, licence, images } of packages) {
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}`;
    const description = `In the container image ${images.join(' and ')}.`;
    const known = components.find((each) => each['bom-ref'] === purl);
    if (known) known.description = `${known.description ?? ''} ${description}`.trim();
    else {
      /** @type {object} */
      const added = {
        'bom-ref': purl,
        type: 'library',
        name,
        version,
        purl,
        description,
        licenses: [licenceEntry(licence)],
      };
      components.push(/** @type {Component} */ (added));
    }
  }
}

/** @param {string} licence an SPDX id or expression */
const licenceEntry = (licence) =>
  / (WITH|OR|AND) /.test(licence) ? { expression: licence } : { license: { id: licence } };

/** @param {Component[]} components @returns {string} how many components have which licence */
function licenceList(components) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { licenses = [] } of components) {
    const names = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? 'unknown');
    const name = names.join(', ') || 'unknown';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([name, count]) => `  ${String(count).padStart(4)}  ${name}`)
    .join('\n');
}
