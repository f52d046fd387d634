// @ts-check
import { readFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';
import { recordFigures } from '../base/figures.mjs';
import { findFiles } from '../base/files.mjs';
import { runWithOptions } from '../base/options.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { browserPath, prepareBrowser } from '../machine/browser.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { findCommand } from '../machine/host.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { findFirefox, findWebKit, hasGoogleTest } from '../machine/requirements.mjs';
import { judge, totalsLine } from '../steps/counts.mjs';
import { runNodeTestFiles } from '../steps/node-tests.mjs';

/** @typedef {import('../machine/host.mjs').Host} Host */

const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK'];

const HELP = `npm run test:browsers: an applicant's whole journey in Chromium, Firefox and WebKitGTK, inline and in
the frame, partners' pages of many kinds, and the scoring of a file.

  npm run test:browsers -- --only ENGINE   one of ${ENGINES.join(', ')}
${machineHelp('npm run test:browsers', 41)}

It installs Firefox and WebKitGTK from Debian's packages if they are missing.`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, only: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run test:browsers', help: HELP, options: OPTIONS }, args, async (options) => {
    if (options.only !== undefined && !ENGINES.includes(options.only)) {
      throw new UserError(`There is no engine "${options.only}". The engines are ${ENGINES.join(', ')}.`);
    }
    const host = await prepareMachine('browsers', options);
    const build = createBuilder({ env: buildEnvironment(host), withTests: false, hasGoogleTest: hasGoogleTest(host) });
    await build('native');
    await build('site');
    await prepareBrowser(createLog('browsers-chromium'));
    return await runAll(host, options.only);
  });
}

/**
 * @param {Host} host
 * @param {string | undefined} only one engine
 * @returns {Promise<number>} the exit code
 */
async function runAll(host, only) {
  const files = findFiles(['tests/browsers'], /\.test\.ts$/);
  const log = createLog('test-browsers');
  const counts = await step(
    only ?? ENGINES.join(', '),
    async () => {
      const { counts, code } = await runNodeTestFiles(files, log, 'browsers.xml', {
        ...(await environment(host)),
        PRESCORE_ENGINE: only,
      });
      return judge(counts, code);
    },
    totalsLine,
  );
  const engines = [...readFileSync(log, 'utf8').matchAll(/^engine (.+?): (.+)$/gm)].map((match) => match[2]);
  for (const engine of engines) console.log(`  ${engine}`);
  if (!only) recordFigures('test-browsers', { engines, passed: counts.passed, failed: counts.failed });
  if (counts.failed > 0) console.log(`See ${log}.`);
  console.log(totalsLine(counts));
  return counts.failed === 0 ? 0 : 1;
}

/** @param {Host} host @returns {Promise<NodeJS.ProcessEnv>} */
async function environment(host) {
  return {
    ...host.env,
    PRESCORE_CHROMIUM: await browserPath(),
    PRESCORE_FIREFOX: findFirefox(host),
    PRESCORE_WEBKIT: findWebKit(host),
    PRESCORE_WEBKIT_DRIVER: findCommand(host, 'WebKitWebDriver'),
    PRESCORE_XVFB: findCommand(host, 'Xvfb'),
  };
}
