// @ts-check
import { readFileSync } from 'node:fs';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { prepareBrowser } from '../machine/browser.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';
import { judge, totalsLine } from '../steps/counts.mjs';
import { runPlaywright } from '../steps/playwright.mjs';

const HELP = `npm run test:life: a long day of the widget in Chromium: opened and closed 1,000 times, 10,000 decisions in a
row, fifty widgets on one page, a slow machine on a slow network, no network, and the way back through the browser's
cache. npm test runs a shorter version.

${machineHelp('npm run test:life', 36)}`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run test:life', help: HELP, options: MACHINE_OPTIONS }, args, async (options) => {
    const host = await prepareMachine('test', options);
    const build = createBuilder({ env: buildEnvironment(host), withTests: false, hasGoogleTest: hasGoogleTest(host) });
    await build('native');
    await build('site');
    await prepareBrowser(createLog('life-chromium'));
    return await live(host.env);
  });
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<number>} the exit code */
async function live(env) {
  const log = createLog('test-life');
  const counts = await step(
    'A long day in Chromium',
    async () => {
      const long = { ...env, PRESCORE_LIFE: 'long' };
      const { counts, code } = await runPlaywright(['life', 'back', '--workers=1'], log, 'life.json', long, 60);
      return judge(counts, code);
    },
    totalsLine,
  );
  const lines = [...readFileSync(log, 'utf8').matchAll(/^life: (.+)$/gm)].map((match) => match[1]);
  for (const line of lines) console.log(`  ${line}`);
  recordFigures('test-life', { lines, passed: counts.passed, failed: counts.failed });
  return counts.failed === 0 ? 0 : 1;
}
