// @ts-check
// What the image of the static site holds: nginx, the libraries that it needs, the built site, and its headers.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { NGINX_BROTLI } from '../machine/requirements.mjs';
import { packageOf } from './debian.mjs';
import { around, copyrights, libraries, ownLicence, packagesOf } from './system.mjs';

/** @typedef {import('./tree.mjs').Entry} Entry */

const NGINX = '/usr/sbin/nginx';
/** Where the image has the site, as docs/hosting.md names it. */
const PLACE = 'srv/prescore';

/**
 * @param {string} version of the image
 * @returns {import('./service.mjs').Made} from build/site and build/hosting
 */
export function siteImage(version) {
  const programs = [NGINX, NGINX_BROTLI];
  const system = [
    libraries(programs),
    {
      entries: programs.map((path) => ({ path: path.slice(1), from: path, program: true })),
      packages: programs.map(packageOf),
    },
  ];
  const packages = packagesOf(system);
  const below = [...around('nginx'), ...system.flatMap(({ entries }) => entries), ...copyrights(packages)];
  const own = [
    { path: 'etc/nginx/nginx.conf', from: inRoot('service', 'deploy', 'nginx', 'site.conf') },
    ...filesIn('site'),
    ...filesIn('hosting'),
    ...ownLicence(),
  ];
  return {
    packages,
    image: {
      name: 'prescore-site',
      version,
      title: 'The static site: pages, widget and partner frame behind nginx',
      layers: [below, own],
      // Before it has read its configuration, nginx would write to a file that the image does not have.
      entrypoint: ['/usr/sbin/nginx', '-e', 'stderr', '-g', 'daemon off;'],
      ports: [8080],
      stopSignal: 'SIGQUIT',
    },
  };
}

/** @param {'site' | 'hosting'} name of a folder below build/ @returns {Entry[]} */
function filesIn(name) {
  const root = inRoot('build', name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((from) => ({ path: `${PLACE}/${name}/${from.slice(root.length + 1)}`, from }));
}
