// @ts-check
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { IMAGES, makeImages } from '../images/images.mjs';
import { architecture } from '../images/oci.mjs';
import { packProgrammes } from '../images/service.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';
import { findProblems } from '../release/checks.mjs';
import { SUMS, writeRelease } from '../release/folder.mjs';
import { writeBill } from './sbom.mjs';

const HELP = `npm run release: builds everything, and writes one folder with all that a release consists of: site, npm
package, tool, service, images, models and their card, bill of materials, changes, and the list of hashes that the bank
signs (docs/release.md).

  npm run release -- --version 1.4.0      the version of package.json; the sources must be as committed
  npm run release -- --output DIR         the folder (default build/releases/VERSION); it must not exist
${machineHelp('npm run release', 40)}`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  version: { type: 'string' },
  output: { type: 'string' },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run release', help: HELP, options: OPTIONS }, args, async (options) => {
    const { version } = options;
    if (version === undefined) throw new UserError('Name the version: npm run release -- --version X');
    const folder = resolve(options.output ?? inRoot('build', 'releases', version));
    const problems = findProblems(ROOT, version, folder);
    if (problems.length > 0) throw new UserError(`Nothing was released:\n  ${problems.join('\n  ')}`);
    await buildAll(['native', 'site', 'package'], { options, purpose: 'image' });
    const images = await step('Write the images', async () => makeImages(IMAGES));
    const names = await step('Write the release', async () => {
      mkdirSync(dirname(folder), { recursive: true });
      const models = Object.fromEntries(packProgrammes(inRoot('build')).map(({ name, from }) => [name, from]));
      const parts = { version, architecture, images, models };
      return writeRelease(folder, parts, writeBill);
    });
    for (const name of names) {
      console.log(`  ${String(statSync(join(folder, name)).size).padStart(10)}  ${name}`);
    }
    console.log(
      `\nThe release is in ${relative(process.cwd(), folder) || '.'}. Sign ${SUMS} with the bank's key: docs/release.md.`,
    );
    return 0;
  });
}
