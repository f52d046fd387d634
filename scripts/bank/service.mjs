// @ts-check
// One decision service for the sample bank: its folder, its configuration, its tokens, and the process.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/failure.mjs';
import { inRoot } from '../base/paths.mjs';
import { createLog, mustRun } from '../base/run.mjs';

const PROGRAM = inRoot('build', 'prescore-service');
const START_SECONDS = 30;

/**
 * Who may call, and for what. Each name has a secret of its own.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const CALLERS = {
  application: ['decide'],
  staff: ['read', 'read_all', 'score', 'review'],
};

/**
 * Makes the folder of a service: configuration, tokens, and the clients that the bank knows.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {number} options.port
 * @param {readonly string[]} options.models packed models, released at the first start
 * @param {object} options.clientData the connectors
 * @param {readonly (readonly string[])[]} options.loads what `load-clients` is called with, besides the configuration
 * @returns {Promise<{ config: string, tokens: Readonly<Record<string, string>> }>}
 */
export async function prepareService({ folder, port, models, clientData, loads }) {
  const log = createLog('sample-bank');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const config = join(folder, 'service.json');
  const file = join(folder, 'tokens.json');
  /** @type {Record<string, string>} */
  const tokens = {};
  for (const [name, scopes] of Object.entries(CALLERS)) {
    const output = join(folder, `${name}.token`);
    const args = ['token', '--file', file, '--name', name, ...scopes.flatMap((scope) => ['--scope', scope])];
    await mustRun(log, PROGRAM, args, { output });
    tokens[name] = readFileSync(output, 'utf8').trim();
  }
  const settings = {
    listen: { address: '127.0.0.1', port },
    database: 'decisions.sqlite',
    tokens: 'tokens.json',
    programmes: models,
    client_data: clientData,
  };
  writeFileSync(config, `${JSON.stringify(settings, null, 2)}\n`);
  await mustRun(log, PROGRAM, ['migrate', '--config', config]);
  for (const load of loads) await mustRun(log, PROGRAM, ['load-clients', ...load, '--config', config]);
  return { config, tokens };
}

/**
 * @param {string} config
 * @param {number} port
 * @returns {Promise<{ stop: () => Promise<void> }>} once it is ready
 */
export async function startService(config, port) {
  const child = spawn(PROGRAM, ['serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4000);
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let isRunning = true;
  ended.then(() => {
    isRunning = false;
  });
  const stop = async () => {
    if (isRunning) child.kill('SIGTERM');
    await ended;
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  while (isRunning && Date.now() < deadline) {
    const ready = await fetch(`http://127.0.0.1:${port}/v1/health/ready`).catch(() => undefined);
    if (ready?.ok) return { stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new UserError(`The decision service did not start:\n${said.trim()}`);
}
