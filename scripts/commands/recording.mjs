// @ts-check
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { StepFailure } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot, ROOT } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { prepareBrowser } from '../machine/browser.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm run recording: installs what is missing, builds, and takes the pictures of the README.

  docs/recording.webp     the English page: the form filled in and decided, as an animation
  docs/configurator.png   the configurator
${machineHelp('npm run recording', 37)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS });

/** So that a README loads quickly. */
const MAX_RECORDING_BYTES = 400_000;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run recording', help: HELP, options: OPTIONS }, args, async (options) => {
    await buildAll(['site'], { options, purpose: 'recording' });
    const log = createLog('recording');
    await prepareBrowser(log);
    const folder = inRoot('build', 'recording');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const { takePictures } = await import('../quality/take-pictures.mjs');
    const configurator = inRoot('docs', 'configurator.png');
    const frames = await step('Take the pictures', () => takePictures(folder, configurator));
    const recording = inRoot('docs', 'recording.webp');
    await step('Make the animation', () => encode(log, frames, recording));
    const bytes = statSync(recording).size;
    if (bytes > MAX_RECORDING_BYTES) throw new StepFailure(`The animation is too large: ${bytes} bytes.`, log);
    for (const path of [recording, configurator]) {
      console.log(`Wrote ${relative(ROOT, path)}, ${statSync(path).size.toLocaleString('en-US')} bytes.`);
    }
    return 0;
  });
}

/**
 * Plays for ever. Lossless, because letters would blur otherwise; between frames of a page only what changed is stored.
 *
 * @param {string} log
 * @param {import('../quality/take-pictures.mjs').Frame[]} frames
 * @param {string} output
 */
async function encode(log, frames, output) {
  const images = frames.flatMap(({ path, milliseconds }) => ['-d', String(milliseconds), path]);
  await mustRun(log, 'img2webp', ['-loop', '0', '-lossless', '-m', '6', '-q', '100', ...images, '-o', output]);
}
