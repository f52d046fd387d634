// @ts-check
import { writeFileSync } from 'node:fs';
import { UserError } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';
import { BENCHMARKS, putSection, readReport } from '../quality/benchmarks-page.mjs';
import { machineLine, versionsLine } from '../quality/measured-with.mjs';
import { createPeers } from '../quality/peers.mjs';
import { writeSizing } from '../quality/sizing.mjs';
import { loadSuites } from '../quality/suites.mjs';

/** @typedef {import('../quality/suites.mjs').Suite} Suite */
/** @typedef {import('../quality/suites.mjs').BenchContext} BenchContext */

const HELP = `npm run bench: measures Prescore beside its peers, and writes ${BENCHMARKS}.

  npm run bench -- --only NAME   run one suite and keep the other sections (may be repeated)
  npm run bench -- --list        list the suites
  npm run bench -- --quick       fewer rounds and sizes, to see that a suite works; prints the result and writes no file
${machineHelp('npm run bench', 31)}

Peers from npm are installed into build/bench-peers. Peers from Debian (python3-sklearn, python3-xgboost,
r-cran-ranger) are measured too if they are installed. The suite "defaults" needs a folder with public credit data, which
the variable PRESCORE_CREDIT_FILES names; its files are listed in tests/bench/defaults/credit_files.py. Do not use the
machine for anything else meanwhile.`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  only: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  quick: { type: 'boolean' },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run bench', help: HELP, options: OPTIONS }, args, async (options) => {
    const suites = await loadSuites();
    const listing = suites.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n');
    if (options.list) {
      console.log(listing);
      return 0;
    }
    await runSuites(select(suites, options.only, listing), options);
    return 0;
  });
}

/**
 * @param {Suite[]} suites
 * @param {string[] | undefined} only
 * @param {string} listing
 */
function select(suites, only, listing) {
  for (const name of only ?? []) {
    if (suites.some((suite) => suite.name === name)) continue;
    throw new UserError(`There is no suite "${name}". These are the suites:\n${listing}`);
  }
  return suites.filter(({ name }) => only === undefined || only.includes(name));
}

/**
 * @param {Suite[]} suites
 * @param {import('../machine/prepare.mjs').MachineOptions & { quick?: boolean | undefined }} options
 */
async function runSuites(suites, options) {
  const quick = options.quick === true;
  const host = await prepareMachine('bench', options);
  const env = buildEnvironment(host);
  // The suites build the programs of tests/ that they need.
  const build = createBuilder({ env, withTests: false, hasGoogleTest: hasGoogleTest(host) });
  const peers = await createPeers(options['no-install'] !== true);
  for (const suite of suites) {
    const log = createLog(`bench-${suite.name}`);
    /** @type {BenchContext} */
    const context = { host, env, build, peers, log, quick };
    const missing = suite.missing?.(context);
    if (missing !== undefined) {
      console.log(`Left out: ${suite.title}, because ${missing}.`);
      continue;
    }
    const section = await step(`Measure: ${suite.title}`, () => suite.run(context));
    const text = `${section.trim()}\n\n${await machineLine()} ${versionsLine(peers)}`;
    if (quick) console.log(`\n${text}\n`);
    // Written at once, so that it is kept when a later suite fails.
    else writeFileSync(inRoot(BENCHMARKS), putSection(readReport(), suite, text));
  }
  if (quick) return;
  writeSizing();
  console.log(`\nWrote ${BENCHMARKS}, and the sizing of docs/deployment.md from it.`);
}
