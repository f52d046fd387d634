// @ts-check
import { readFileSync } from 'node:fs';
import { recordFigures } from '../base/figures.mjs';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog } from '../base/run.mjs';
import { createBuilder } from '../builds/builds.mjs';
import { buildEnvironment } from '../machine/environment.mjs';
import { MACHINE_OPTIONS, machineHelp, prepareMachine } from '../machine/prepare.mjs';
import { hasGoogleTest } from '../machine/requirements.mjs';
import { judge, totalsLine } from '../steps/counts.mjs';
import { runNodeTestFiles } from '../steps/node-tests.mjs';

/** How often each test does what it does; `npm test` is content with less. */
const LONG = {
  PRESCORE_KILLS: '200',
  PRESCORE_RELOADS: '10000',
  PRESCORE_DECISIONS: '1000000',
  PRESCORE_REPLICA_KILLS: '50',
  PRESCORE_NGINX_ROUNDS: '10',
  PRESCORE_PARITY: '1000000',
  PRESCORE_CLIENTS: '1000000',
};
const FILES = [
  ...['kill', 'release', 'postgres.replicas', 'postgres.nginx', 'parityFull'],
  ...['clientMillion', 'postgres.million'],
];

/** Twice what a busy machine takes. */
const MINUTES = 60;

const HELP = `npm run test:service: the long runs of the decision service: killed ${LONG.PRESCORE_KILLS} times under load, ${LONG.PRESCORE_DECISIONS} decisions and
${LONG.PRESCORE_RELOADS} reloads in the same memory, one of three replicas on PostgreSQL killed ${LONG.PRESCORE_REPLICA_KILLS} times, replicas behind nginx
killed, replaced and cut off in ${LONG.PRESCORE_NGINX_ROUNDS} rounds, ${LONG.PRESCORE_PARITY} sampled applicants with client data compared with the tool,
and ${LONG.PRESCORE_CLIENTS} clients loaded while decisions go on, on both databases.
npm test runs shorter versions. Takes about half an hour.

${machineHelp('npm run test:service', 39)}`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function main(args) {
  const command = { name: 'npm run test:service', help: HELP, options: MACHINE_OPTIONS };
  return runWithOptions(command, args, async (options) => {
    const host = await prepareMachine('test', options);
    const build = createBuilder({ env: buildEnvironment(host), withTests: false, hasGoogleTest: hasGoogleTest(host) });
    await build('native');
    const log = createLog('test-service');
    const counts = await step(
      'The long runs of the decision service',
      async () => {
        const files = FILES.map((name) => inRoot('tests', 'service', `${name}.test.ts`));
        const { counts, code } = await runNodeTestFiles(
          files,
          log,
          'test-service.xml',
          { ...host.env, ...LONG },
          MINUTES,
        );
        return judge(counts, code);
      },
      totalsLine,
    );
    const lines = [...readFileSync(log, 'utf8').matchAll(/\bservice: (.+)$/gm)].map((match) => match[1]);
    for (const line of lines) console.log(`  ${line}`);
    recordFigures('test-service', { lines, passed: counts.passed, failed: counts.failed });
    return counts.failed === 0 ? 0 : 1;
  });
}
