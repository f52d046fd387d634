// @ts-check
// What the hardening of the tool costs: the tool as it ships beside one that was built without.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordFigures } from '../../../scripts/base/figures.mjs';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { mustRun } from '../../../scripts/base/run.mjs';
import { interleave } from '../support/interleave.mjs';
import { makeApplicants, programmeOf, TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { pairedRatio, summarise } from '../support/statistics.mjs';
import { minimumAndMedian, percent, table } from '../support/table.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {{ name: string, title: string, args: string[] }} Task `name` as the figures call it */

const FOLDER = inRoot('build', 'bench-hardening');
const PLAIN = inRoot('build', 'plain');
const SCORED_ROWS = 2_000_000;
const TRAINING_ROWS = 74_000;
const [HARDENED, BARE] = ['hardened', 'without'];

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'hardening',
  title: 'What the hardening of the tool costs',
  run: async (context) => {
    await context.build('native');
    await buildPlain(context);
    /** @type {Record<string, number>} */
    const ratios = {};
    const lines = [];
    for (const task of tasks()) {
      const samples = await measure(task, context.quick);
      const [ours = [], bare = []] = [samples.get(HARDENED), samples.get(BARE)];
      ratios[task.name] = pairedRatio(ours, bare);
      lines.push([
        task.title,
        ...[ours, bare].map((each) => minimumAndMedian(summarise(each))),
        extra(ratios[task.name] ?? NaN),
      ]);
    }
    if (!context.quick) recordFigures('bench-hardening', { ratios });
    const text =
      'Seconds of a core that the whole command takes, on one thread, over made-up applicants: the tool as it ships, ' +
      'beside the same sources configured with `-DPRESCORE_HARDENING=OFF`. Runs are interleaved; the last column is the ' +
      'median of the pairs.';
    return `${text}\n\n${table(['command', 'hardened, s, minimum / median', 'without', 'costs'], lines)}`;
  },
};

/** @param {number} ratio @returns {string} "+3 %" */
const extra = (ratio) => `${ratio >= 1 ? '+' : ''}${percent(ratio - 1)}`;

/** @param {BenchContext} context */
async function buildPlain({ log, env }) {
  const options = ['-DPRESCORE_HARDENING=OFF', '-DPRESCORE_BUILD_TESTS=OFF', `-DPRESCORE_TOOL_DIR=${PLAIN}`];
  await mustRun(log, 'cmake', ['--preset', 'release', '-B', PLAIN, ...options], { env });
  await mustRun(log, 'cmake', ['--build', PLAIN, '--target', 'prescore'], { env, timeoutMinutes: 30 });
}

/** @returns {Task[]} */
function tasks() {
  mkdirSync(FOLDER, { recursive: true });
  const programme = programmeOf(join(FOLDER, 'bench-card'), { trees: 100, depth: 8, leafRows: 20 });
  const score = (/** @type {string} */ name) => [
    'score',
    '--model',
    inRoot('model', name, 'model.json'),
    '--input',
    makeApplicants(SCORED_ROWS),
    '--output',
    '/dev/null',
  ];
  const train = [
    'train',
    '--programme',
    programme,
    '--data',
    makeApplicants(TRAINING_ROWS),
    '--output',
    join(FOLDER, 'model.json'),
  ];
  return [
    { name: 'score', title: 'score, six questions', args: score('instant-card') },
    { name: 'scoreFull', title: 'score, 18 columns', args: score('instant-card-full') },
    { name: 'train', title: 'train, 100 × depth 8', args: train },
  ];
}

/**
 * What a command takes of a core: whatever else runs on the machine.
 *
 * @param {string} tool
 * @param {string[]} args
 */
function processorSeconds(tool, args) {
  const { stdout } = mustSpawn('sh', ['-c', '"$@" > /dev/null && times', 'sh', tool, ...args]);
  // The second line is of the shell's children: minutes and seconds as the user, then for the system.
  const children = [...(stdout.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return children.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** @param {Task} task @param {boolean} quick */
function measure({ args }, quick) {
  const contender = (/** @type {string} */ name, /** @type {string} */ tool) => ({
    name,
    run: () => processorSeconds(tool, [...args, '--threads', '1']),
  });
  return interleave([contender(HARDENED, TOOL), contender(BARE, join(PLAIN, 'prescore'))], {
    rounds: quick ? 1 : 15,
    warmUps: quick ? 0 : 1,
  });
}
