// @ts-check
import { readFileSync } from 'node:fs';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { prepareBrowser } from '../machine/browser.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';
import { judge, totalsLine } from '../steps/counts.mjs';
import { runPlaywright } from '../steps/playwright.mjs';

const HELP = `npm run test:timing: measures whether the time of a message from the frame hints at answers: at the outcome,
at the income, at the kind of issue. A permutation test compares two groups of applicants each.

  npm run test:timing -- --count 300   measurements of each group (default 100)
${machineHelp('npm run test:timing', 38)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, count: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run test:timing', help: HELP, options: OPTIONS }, args, async (options) => {
    await buildAll(['site'], { options, purpose: 'pictures' });
    const log = createLog('test-timing');
    await prepareBrowser(createLog('timing-chromium'));
    const count = options.count ?? '100';
    const config = inRoot('tests', 'timing', 'playwright.config.ts');
    const counts = await step(
      'The time of messages',
      async () => {
        const env = { ...process.env, PRESCORE_TIMING: count };
        const { counts, code } = await runPlaywright(['--config', config], log, 'timing.json', env, 60);
        return judge(counts, code);
      },
      totalsLine,
    );
    const lines = [...readFileSync(log, 'utf8').matchAll(/^timing: (.+)$/gm)].map((match) => match[1]);
    for (const line of lines) console.log(`  ${line}`);
    recordFigures('test-timing', { count: Number(count), lines, passed: counts.passed, failed: counts.failed });
    return counts.failed === 0 ? 0 : 1;
  });
}
