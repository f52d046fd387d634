// @ts-check
import { readFileSync } from 'node:fs';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { buildMutants } from '../mutation/build-mutants.mjs';
import { observeTests, tryMutants } from '../mutation/try-mutants.mjs';
import { percentDown, WANTED_SHARE } from '../quality/quality-page.mjs';

/** @typedef {import('../mutation/mutants.mjs').Mutant} Mutant */
/**
 * @typedef {object} Explained mutants that change nothing visible, all for the same reason
 * @property {string} why
 * @property {{ file: string, code: string, mutated: string }[]} mutants with the fields of `Mutant`
 */

const EXPLAINED = inRoot('scripts', 'mutation', 'explained.json');

const HELP = `npm run mutate: changes the core in many small ways, one at a time, and counts how many changes its tests notice.

  npm run mutate -- --only TEXT   only files whose name contains TEXT, e.g. validate
${machineHelp('npm run mutate', 32)}

A change (a mutant) reverses a comparison, moves a bound by one, always or never takes a branch, leaves out a statement,
or replaces an operator or a number. All mutants are compiled once, together. Each costs one run of the tests that reach
it. Mutants that survive because they change nothing are explained in scripts/mutation/explained.json.`;

const OPTIONS = /** @type {const} */ ({ ...MACHINE_OPTIONS, only: { type: 'string' } });

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run mutate', help: HELP, options: OPTIONS }, args, async (options) => {
    const host = await prepareMachine('test', options);
    const env = buildEnvironment(host);
    await createBuilder({ env, withTests: false, hasGoogleTest: true })('model');
    return await mutate(env, options.only ?? '');
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} only
 * @returns {Promise<number>} the exit code
 */
async function mutate(env, only) {
  const built = await step(
    'Build the core with every mutant',
    () => buildMutants(env),
    ({ mutants, notCompiled }) => `${mutants.length} mutants, ${notCompiled.length} more do not compile`,
  );
  const tests = await step(
    'Run each test without a mutant',
    () => observeTests(built.program),
    ({ length }) => `${length} tests`,
  );
  const chosen = built.mutants.filter(({ file }) => file.includes(only));
  const started = performance.now();
  const fates = await step('Run the tests with each mutant', () =>
    tryMutants(built.program, tests, chosen, () => undefined),
  );
  const minutes = Math.round((performance.now() - started) / 6_000) / 10;
  const figures = {
    ...judge(chosen, fates, only),
    tests: tests.length,
    notCompiled: built.notCompiled.length,
    minutes,
  };
  if (only === '') recordFigures('mutate', figures);
  return figures.caught / figures.judged >= WANTED_SHARE ? 0 : 1;
}

/**
 * Prints the mutants that survived without an explanation, and the share that was caught.
 *
 * @param {Mutant[]} chosen the mutants that were tried
 * @param {Map<number, import('../mutation/try-mutants.mjs').Fate>} fates by the mutant's id
 * @param {string} only
 */
function judge(chosen, fates, only) {
  const alive = chosen.filter(({ id }) => !['caught', 'timed out'].includes(fates.get(id) ?? ''));
  const explained = explanations().filter(({ file }) => file.includes(only));
  const { open, stale } = compare(alive, explained);
  for (const mutant of open) console.log(`  ${fates.get(mutant.id)}: ${describe(mutant)}`);
  for (const { file, code, mutated } of stale) {
    console.log(`  explained, but caught or no longer there: ${file}: ${code}  ->  ${mutated}`);
  }
  const equivalent = alive.length - open.length;
  const judged = chosen.length - equivalent;
  const caught = chosen.length - alive.length;
  const share = percentDown(caught / judged);
  console.log(`Caught ${caught} of ${judged} (${share} %); ${equivalent} more change nothing, as explained.`);
  return { mutants: chosen.length, caught, judged, equivalent, survivors: open.map(describe) };
}

/** @returns {Explained['mutants']} */
function explanations() {
  /** @type {Explained[]} */
  const reasons = JSON.parse(readFileSync(EXPLAINED, 'utf8'));
  return reasons.flatMap(({ mutants }) => mutants);
}

/** @param {Explained['mutants'][number]} known @param {Mutant} mutant */
const isSame = (known, mutant) =>
  known.file === mutant.file && known.code === mutant.code && known.mutated === mutant.mutated;

/** @param {Mutant} mutant */
const describe = ({ file, line, original, mutated }) => `${file}:${line}: ${original}  ->  ${mutated}`;

/**
 * @param {Mutant[]} alive
 * @param {Explained['mutants']} explained each explains one mutant: the same code may occur twice in a file
 * @returns {{ open: Mutant[], stale: Explained['mutants'] }} mutants without an explanation, and explanations without a
 *   mutant
 */
export function compare(alive, explained) {
  const stale = [...explained];
  const open = alive.filter((mutant) => {
    const place = stale.findIndex((known) => isSame(known, mutant));
    if (place >= 0) stale.splice(place, 1);
    return place < 0;
  });
  return { open, stale };
}
