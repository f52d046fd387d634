// @ts-check
import { recordFigures } from '../base/figures.mjs';
import { findFiles } from '../base/files.mjs';
import { runWithOptions } from '../base/options.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { makeBase, podman } from '../images/engine.mjs';
import { IMAGES, makeImages } from '../images/images.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';
import { judge, totalsLine } from '../steps/counts.mjs';
import { runNodeTestFiles } from '../steps/node-tests.mjs';

const HELP = `npm run test:image: installs podman and what else it takes, makes the images, and runs them: the service, the
site, compose.yaml, the Kubernetes manifests, and builds from the Containerfiles. It needs root, and takes minutes.

  npm run test:image -- --only NAME    one file of tests/images, such as service
${machineHelp('npm run test:image', 37)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, only: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run test:image', help: HELP, options: OPTIONS }, args, async (options) => {
    await buildAll(['site', 'package'], { options, purpose: 'containers' });
    const made = await step('Write the images', async () => makeImages(IMAGES));
    await step('Load the images', async () => {
      for (const { archive } of made) {
        const { status, stderr } = podman(['load', '--input', archive]);
        if (status !== 0) throw new Error(stderr);
      }
    });
    await step('Make a base image of Debian', () => makeBase(createLog('image-base')));
    const files = findFiles(['tests/images'], /\.test\.ts$/).filter(
      (path) => options.only === undefined || path.endsWith(`/${options.only}.test.ts`),
    );
    const log = createLog('test-image');
    const counts = await step(
      'Run the images',
      async () => {
        const { counts, code } = await runNodeTestFiles(files, log, 'image.xml', process.env);
        return judge(counts, code);
      },
      totalsLine,
    );
    const { passed, failed } = counts;
    recordFigures('test-image', {
      images: made.map(({ name, size, digest }) => ({ name, size, digest })),
      passed,
      failed,
    });
    return failed === 0 ? 0 : 1;
  });
}
