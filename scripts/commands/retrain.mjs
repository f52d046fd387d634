// @ts-check

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StepFailure, UserError } from '../base/failure.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { withMaximumPd } from '../builds/policy-text.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';

const HELP = `npm run retrain: trains the programmes below model/ again, and writes the files that depend on their
models, all of them once everything has been trained and judged.

  model/*/policy.json             the first offer's cut-off, at which the trainer's suggested share of defaulters is refused,
                                  measured on rows of the last month that the judging trees did not see
  model/*/model.json              trained on the applications before the first test day
  model/*/metrics.json            judged on the applications from that day on
  build/retrain/*.html            the same figures as a page
  model/README.md                 the model card
  model/*/cross_validation.json   five folds over all applications
  tests/golden/cases.json         the decisions of the page's programme

  --data F.csv                    the applications (required)
  --programme DIR                 only this programme below model/; more than once: each of them
  --test-from YYYY-MM-DD          the first test day (default 2014-04-01)
  --folds N                       the folds of the cross-validation (default 5)
  --no-install                    stop with a list where something would have to be installed`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  data: { type: 'string' },
  programme: { type: 'string', multiple: true },
  'test-from': { type: 'string' },
  folds: { type: 'string' },
});

const TOOL = inRoot('build', 'prescore');
/** Copies of the programmes are trained here. */
const DRAFTS = inRoot('build', 'retrain');
/** What a training writes into a programme's folder. */
const WRITTEN = ['policy.json', 'model.json', 'metrics.json', 'cross_validation.json'];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  return runWithOptions({ name: 'npm run retrain', help: HELP, options: OPTIONS }, args, async (options) => {
    if (!options.data) throw new UserError('Name the file of applications: npm run retrain -- --data F.csv');
    const data = resolve(options.data);
    if (!existsSync(data)) throw new UserError(`There is no file ${data}.`);
    const request = { data, testFrom: options['test-from'] ?? '2014-04-01', folds: options.folds ?? '5' };
    await retrain(options, request, namedProgrammes(options.programme));
    return 0;
  });
}

/** @typedef {{ data: string, testFrom: string, folds: string }} Request */

/**
 * @param {string[] | undefined} folders as they were given; else every programme below model/
 * @returns {string[]} names of folders below model/
 * @throws UserError if a folder is no programme there: the model card and the golden cases are of those only
 */
function namedProgrammes(folders) {
  const all = readdirSync(inRoot('model')).filter((name) => existsSync(inRoot('model', name, 'training.json')));
  if (!folders) return all;
  const known = all.map((name) => inRoot('model', name));
  const strange = folders.find((folder) => !known.includes(resolve(folder)));
  if (strange) {
    throw new UserError(
      `${strange} is not a programme below model/. Train it with: prescore train --programme ${strange}`,
    );
  }
  return all.filter((name) => folders.some((folder) => resolve(folder) === inRoot('model', name)));
}

/**
 * @param {import('../machine/prepare.mjs').MachineOptions} options
 * @param {Request} request
 * @param {string[]} programmes names of folders below model/
 */
async function retrain(options, request, programmes) {
  const host = await prepareMachine('build', options);
  const env = buildEnvironment(host);
  const build = createBuilder({ env, withTests: false, hasGoogleTest: hasGoogleTest(host) });
  await build('native');
  rmSync(DRAFTS, { recursive: true, force: true });
  for (const name of programmes) await step(`Train ${name}`, async () => retrainProgramme(name, request));
  // The card is of all programmes, so those that were not trained give their known figures.
  const all = namedProgrammes(undefined);
  await step('Write the model card', async () => writeModelCard(all, programmes));
  await step('Put the files in place', async () => publish(programmes));
  await build('wasm');
  await build('model');
  const update = ['--import', 'tsx', inRoot('tests', 'golden', 'update.ts')];
  await step('Write the golden cases', () => mustRun(createLog('golden'), process.execPath, update, { env }));
}

/**
 * Trains a copy of the programme. Nothing below model/ changes yet: a run that fails must not leave a policy without its
 * model.
 *
 * @param {string} name of a folder below model/
 * @param {Request} request
 */
function retrainProgramme(name, { data, testFrom, folds }) {
  const log = createLog(`retrain-${name}`);
  // The programme's id is the name of its folder.
  const folder = join(DRAFTS, name);
  cpSync(inRoot('model', name), folder, { recursive: true });
  const common = ['--programme', folder, '--data', data];
  const model = join(folder, 'model.json');
  const train = () => tool(log, ['train', ...common, '--before', testFrom, '--output', model]);
  train();
  const held = JSON.parse(readFileSync(model, 'utf8')).provenance.held_out;
  const suggested = held.at_suggested_cut_off?.maximum_pd;
  if (suggested > 0) {
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, withMaximumPd(readFileSync(policy, 'utf8'), suggested));
    train();
  }
  const judge = ['evaluate', '--model', model, '--data', data, '--since', testFrom, '--report', `${folder}.html`];
  writeFileSync(join(folder, 'metrics.json'), tool(log, [...judge, '--json']));
  const validate = ['cross-validate', ...common, '--folds', folds, '--json'];
  writeFileSync(join(folder, 'cross_validation.json'), tool(log, validate));
}

/** @param {string[]} all @param {string[]} trained */
function writeModelCard(all, trained) {
  const figures = all.map((name) =>
    trained.includes(name) ? join(DRAFTS, name, 'metrics.json') : inRoot('model', name, 'metrics.json'),
  );
  tool(createLog('card'), ['card', ...figures, '--output', join(DRAFTS, 'README.md')]);
}

/** @param {string[]} programmes */
function publish(programmes) {
  for (const name of programmes) {
    for (const file of WRITTEN) copyFileSync(join(DRAFTS, name, file), inRoot('model', name, file));
  }
  copyFileSync(join(DRAFTS, 'README.md'), inRoot('model', 'README.md'));
}

/**
 * @param {string} log
 * @param {string[]} args
 * @returns {string} what the tool printed
 */
function tool(log, args) {
  const { status, stdout, stderr } = spawnSync(TOOL, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  writeFileSync(log, `$ prescore ${args.join(' ')}\n${stderr}\n`, { flag: 'a' });
  if (status !== 0) throw new StepFailure(stderr.trim(), log);
  return stdout;
}
