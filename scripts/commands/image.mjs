// @ts-check
import { relative } from 'node:path';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { IMAGES, makeImages } from '../images/images.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm run image: builds, and writes two container images into build/images. The same sources give the same bytes.

  prescore-service   the decision service: the program, its libraries, certificates, packed programmes
  prescore-site      the static site behind nginx, with its headers

Each is a folder (an OCI image layout) and the same in one file, NAME-VERSION.oci.tar. No container engine is needed.

  podman load --input build/images/prescore-service-VERSION.oci.tar

${machineHelp('npm run image', 32)}`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run image', help: HELP, options: MACHINE_OPTIONS }, args, async (options) => {
    await buildAll(['site'], { options, purpose: 'image' });
    const made = await step('Write the images', async () => makeImages(IMAGES));
    for (const { name, archive, digest, size } of made) {
      console.log(`  ${relative(inRoot(), archive)}: ${name}, ${(size / 1e6).toFixed(1)} MB, ${digest}`);
    }
    return 0;
  });
}
