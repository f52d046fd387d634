// @ts-check
// What the image of the decision service holds: the program, the libraries that it needs, certificates for calls to
// others, and the programmes of this repository, packed. No shell, no package manager, nothing else that runs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { around, certificates, copyrights, libraries, ownLicence, packagesOf } from './system.mjs';

/** @typedef {{ image: import('./oci.mjs').Image, packages: string[] }} Made an image and the Debian packages in it */

const PROGRAM = inRoot('build', 'prescore-service');
/** Where the image has the packed programmes. */
export const PROGRAMMES = 'usr/share/prescore';

/** @returns {string[]} folders below model/ that have a trained model */
export function programmeNames() {
  return readdirSync(inRoot('model')).filter((name) => existsSync(inRoot('model', name, 'model.json')));
}

/**
 * Packs the programmes.
 *
 * @param {string} folder for the packed models
 * @returns {{ name: string, from: string }[]} by programme: the path of its packed model
 */
export function packProgrammes(folder) {
  return programmeNames().map((name) => {
    const from = join(folder, `${name}.bin`);
    mustRun(inRoot('build', 'prescore-pack'), [inRoot('model', name, 'model.json'), from]);
    return { name, from };
  });
}

/**
 * @param {string} work a folder for files on the way
 * @param {string} version of the image
 * @returns {Made} from build/prescore-service and build/prescore-pack
 */
export function serviceImage(work, version) {
  mkdirSync(work, { recursive: true });
  const system = [libraries([PROGRAM]), certificates()];
  const packages = packagesOf(system);
  const program = join(work, 'prescore-service');
  mustRun('strip', ['--strip-all', '-o', program, PROGRAM]);
  const programmes = packProgrammes(work).map(({ name, from }) => ({ path: `${PROGRAMMES}/${name}.bin`, from }));
  const below = [...around('prescore'), ...system.flatMap(({ entries }) => entries), ...copyrights(packages)];
  const own = [
    { path: 'usr/bin/prescore-service', from: program, program: true },
    ...programmes,
    ...ownLicence(),
    { path: 'etc/prescore', folder: 0o755 },
    { path: 'var/lib/prescore', folder: 0o700, own: true },
  ];
  return {
    packages,
    image: {
      name: 'prescore-service',
      version,
      title: "The bank's decision service",
      layers: [below, own],
      entrypoint: ['/usr/bin/prescore-service'],
      command: ['serve', '--config', '/etc/prescore/service.json'],
      ports: [8080, 9090],
      folder: '/var/lib/prescore',
      stopSignal: 'SIGTERM',
    },
  };
}

/** @param {string} program @param {string[]} args */
function mustRun(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
