// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { recordedFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { QUALITY_FIGURES, QUALITY_PAGE, renderQuality } from '../quality/quality-page.mjs';

const HELP = `npm run quality: takes the figures of the last runs on this machine and writes ${QUALITY_PAGE}.

The figures come from npm run fuzz, mutate, test:browsers, test:life, test:service, test:timing and
reproduce, and from npm run bench. They are kept in ${QUALITY_FIGURES}.`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run quality', help: HELP, options: {} }, args, async () => {
    const path = inRoot(QUALITY_FIGURES);
    const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    const recorded = /** @type {Record<string, any>} */ (recordedFigures());
    const figures = { ...known, ...recorded };
    // A target that was not run here keeps its last figures.
    if (recorded.fuzz)
      figures.fuzz = { ...recorded.fuzz, targets: { ...known.fuzz?.targets, ...recorded.fuzz.targets } };
    writeFileSync(path, `${JSON.stringify(figures, undefined, 2)}\n`);
    writeFileSync(inRoot(QUALITY_PAGE), renderQuality(figures));
    console.log(`Wrote ${QUALITY_PAGE}.`);
    return 0;
  });
}
