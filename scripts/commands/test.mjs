// @ts-check

import { StepFailure, UserError, withPlainErrors } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { judge, sum, totalsLine } from '../steps/counts.mjs';
import { runTestStep, selectSteps, TEST_STEPS, TestFailure } from '../steps/test-steps.mjs';

/** @typedef {import('../steps/counts.mjs').Counts} Counts */

const HELP = `npm test: installs what is missing, builds, and runs every test.

  npm test -- --only NAME    run one step
  npm test -- --list         list the steps
${machineHelp('npm test', 27)}`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, only: { type: 'string' }, list: { type: 'boolean' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm test', help: HELP, options: OPTIONS }, args, async (options) => {
    if (options.list) {
      console.log(listing());
      return 0;
    }
    const steps = selectSteps(options.only);
    if (steps.length === 0) {
      throw new UserError(`There is no step "${options.only}". These are the steps:\n${listing()}`);
    }
    return await runSteps(steps, options);
  });
}

/** @returns {string} the steps, one a line */
function listing() {
  return TEST_STEPS.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join('\n');
}

/**
 * @param {import('../steps/test-steps.mjs').TestStep[]} steps
 * @param {import('../machine/prepare.mjs').MachineOptions} options
 * @returns {Promise<number>} the exit code
 */
async function runSteps(steps, options) {
  /** @type {Map<string, Counts>} */
  const results = new Map();
  const setUp = await withPlainErrors(async () => {
    const host = await prepareMachine('test', options);
    const env = buildEnvironment(host);
    const build = createBuilder({ env, withTests: true, hasGoogleTest: true });
    for (const testStep of steps) {
      results.set(testStep.title, await runOne(testStep, { host, env }, build));
    }
    return 0;
  });
  if (setUp !== 0) results.set('Setting up', { passed: 0, failed: 1, skipped: 0 });
  return report(results);
}

/**
 * @param {import('../steps/test-steps.mjs').TestStep} testStep
 * @param {{ host: import('../machine/host.mjs').Host, env: NodeJS.ProcessEnv }} machine
 * @param {ReturnType<typeof createBuilder>} build
 * @returns {Promise<Counts>} a step that cannot run counts as one failure
 */
async function runOne(testStep, machine, build) {
  try {
    for (const need of testStep.needs) await build(need);
  } catch (error) {
    const reason = error instanceof StepFailure ? error.message : String(error);
    return { passed: 0, failed: 1, skipped: 0, note: `It did not run: ${reason}` };
  }
  const log = createLog(`test-${testStep.name}`);
  try {
    const action = () => runTestStep(testStep, { ...machine, log }, judge);
    return await step(testStep.title, action, totalsLine);
  } catch (error) {
    if (error instanceof TestFailure) return error.counts;
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0, note: `It stopped with an error: ${error}` };
  }
}

/**
 * Prints the failed steps, and the totals as the last line.
 *
 * @param {Map<string, Counts>} results by step
 * @returns {number} the exit code
 */
function report(results) {
  const total = sum([...results.values()]);
  console.log();
  for (const [title, { failed, skipped, note }] of results) {
    if (failed > 0) console.log(`FAILED: ${title}: ${failed} failed. ${note ?? ''}`.trimEnd());
    else if (note) console.log(`${title}: ${note}`);
    if (skipped > 0) console.log(`${title}: ${skipped} skipped.`);
  }
  console.log(totalsLine(total));
  return total.failed === 0 ? 0 : 1;
}
