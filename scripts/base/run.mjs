// @ts-check
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StepFailure } from './failure.mjs';
import { LOGS, ROOT } from './paths.mjs';

/** @typedef {{ code: number, timedOut: boolean }} RunResult */
/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd] the root of the repository by default
 * @property {number} [timeoutMinutes] the command is ended after that; 20 by default
 * @property {boolean} [terminal] leave the terminal to the command, so that it can ask for a password
 * @property {string} [output] path of a file for the standard output, which then stays out of the log
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {NodeJS.Signals} signal */
function stopAll(signal) {
  for (const child of running) killGroup(child, signal);
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/**
 * @param {import('node:child_process').ChildProcess} child started as the head of its own group
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** Makes Ctrl-C end the running commands as well. */
export function stopCommandsOnSignals() {
  process.once('SIGINT', stopAll);
  process.once('SIGTERM', stopAll);
}

/**
 * Empties the log of a step.
 *
 * @param {string} name
 * @returns {string} its path
 */
export function createLog(name) {
  mkdirSync(LOGS, { recursive: true });
  const path = join(LOGS, `${name}.log`);
  writeFileSync(path, '');
  return path;
}

/**
 * @param {string} log path of the log file
 * @param {string} text to add as lines of its own
 */
export function addToLog(log, text) {
  appendFileSync(log, `${text}\n`);
}

/**
 * Runs a command to its end and adds its output to a log.
 *
 * @param {string} log path of the log file
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} `code` is 127 when the command cannot be started
 */
export function run(log, command, args, options = {}) {
  const out = openSync(log, 'a');
  writeSync(out, `$ ${[command, ...args].join(' ')}\n`);
  const standard = options.output === undefined ? out : openSync(options.output, 'w');
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: [options.terminal ? 'inherit' : 'ignore', standard, out],
    detached: !options.terminal,
  });
  running.add(child);
  return new Promise((resolve) => {
    let timedOut = false;
    const minutes = options.timeoutMinutes ?? 20;
    const timer = setTimeout(() => {
      timedOut = true;
      writeSync(out, `\nEnded after ${minutes} minutes: it took too long.\n`);
      killGroup(child, 'SIGKILL');
    }, minutes * 60_000);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      closeSync(out);
      if (standard !== out) closeSync(standard);
      resolve({ code, timedOut });
    };
    let started = true;
    child.once('error', (error) => {
      writeSync(out, `${error.message}\n`);
      started = false;
    });
    child.once('close', (code) => finish(started ? (code ?? 128) : 127));
  });
}

/**
 * As {@link run}, but throws a {@link StepFailure} when the command fails.
 *
 * @param {string} log
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRun(log, command, args, options) {
  const { code, timedOut } = await run(log, command, args, options);
  if (code === 0) return;
  const how = timedOut ? 'took too long' : `failed with code ${code}`;
  throw new StepFailure(`"${[command, ...args].join(' ')}" ${how}.`, log);
}

/**
 * @param {string} log path of a log file
 * @param {number} [count] how many lines
 * @returns {string} its last lines, and the path of the log when there are more
 */
export function logTail(log, count = 60) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const where = relative(ROOT, log);
  const cut = lines.length > count ? [`... (all ${lines.length} lines are in ${where})`] : [];
  return [...cut, ...lines.slice(-count)].join('\n');
}
