// @ts-check

import { UserError } from '../base/failure.mjs';
import { recordedFigures, recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { ALL_TARGETS, fuzz, fuzzMessages, MESSAGES } from '../steps/fuzz.mjs';

const HELP = `npm run fuzz: feeds every reader of bytes from outside with inputs that may break it.

  npm run fuzz -- --minutes N     for N minutes, shared between the targets (default 4)
  npm run fuzz -- --only TARGET   one target: ${ALL_TARGETS.join(', ')}
  npm run fuzz -- --seeds         write the seeds in tests/fuzz/corpus again, after a format changed
${machineHelp('npm run fuzz', 32)}

An input that breaks a target is kept in tests/fuzz/found; commit it with the fix. npm test runs it again.`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  minutes: { type: 'string' },
  only: { type: 'string' },
  seeds: { type: 'boolean' },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run fuzz', help: HELP, options: OPTIONS }, args, async (options) => {
    const minutes = readMinutes(options.minutes ?? '4');
    const targets = ALL_TARGETS.filter((target) => options.only === undefined || options.only === target);
    if (targets.length === 0)
      throw new UserError(`There is no target "${options.only}". The targets are ${ALL_TARGETS.join(', ')}.`);
    await buildTargets(options);
    return options.seeds ? await writeSeeds() : await fuzzAll(targets, minutes);
  });
}

/** @param {string} text @returns {number} above 0 */
function readMinutes(text) {
  const minutes = Number(text);
  if (minutes > 0 && Number.isFinite(minutes)) return minutes;
  throw new UserError(`--minutes must be a number above 0, but it is "${text}".`);
}

/** @param {import('../machine/prepare.mjs').MachineOptions} options */
async function buildTargets(options) {
  const host = await prepareMachine('test', options);
  const build = createBuilder({ env: buildEnvironment(host), withTests: false, hasGoogleTest: true });
  await build('fuzzers');
}

/** @returns {Promise<number>} the exit code */
async function writeSeeds() {
  await mustRun(createLog('fuzz-seeds'), inRoot('build', 'fuzz', 'tests', 'fuzz', 'make_fuzz_seeds'), [
    inRoot('tests', 'fuzz', 'corpus'),
  ]);
  console.log('Wrote the seeds of tests/fuzz/corpus.');
  return 0;
}

/**
 * @param {string[]} targets
 * @param {number} minutes for all of them together
 * @returns {Promise<number>} the exit code
 */
async function fuzzAll(targets, minutes) {
  const seconds = Math.max(1, Math.round((minutes * 60) / targets.length));
  /** @type {Record<string, import('../steps/fuzz.mjs').FuzzResult>} */
  const results = {};
  for (const target of targets) {
    const log = createLog(`fuzz-${target}`);
    results[target] = await step(
      `Fuzz ${target} for ${seconds} s`,
      () => (target === MESSAGES ? fuzzMessages(seconds, log) : fuzz(target, seconds, log)),
      describe,
    );
  }
  recordFigures('fuzz', { targets: { ...lastTargets(), ...dated(results) } });
  const broken = Object.values(results).filter(({ passed }) => !passed).length;
  if (broken > 0)
    console.log(`${broken} of ${targets.length} targets broke: see tests/fuzz/found and build/logs/fuzz-*.log.`);
  return broken === 0 ? 0 : 1;
}

/** @returns {Record<string, unknown>} what earlier runs on this machine found, by target */
function lastTargets() {
  return /** @type {{ targets?: Record<string, unknown> } | undefined} */ (recordedFigures().fuzz)?.targets ?? {};
}

/** @param {Record<string, import('../steps/fuzz.mjs').FuzzResult>} results */
function dated(results) {
  const date = new Date().toISOString().slice(0, 10);
  return Object.fromEntries(Object.entries(results).map(([target, result]) => [target, { date, ...result }]));
}

/** @param {import('../steps/fuzz.mjs').FuzzResult} result */
function describe({ passed, executions, edges, allEdges }) {
  const runs = `${passed ? 'nothing broke' : 'BROKE'} in ${executions.toLocaleString('en')} executions`;
  return `${runs}, ${edges} of ${allEdges} edges covered`;
}
