// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../base/paths.mjs';
import { run } from '../base/run.mjs';
import { FUZZ_TARGETS } from '../builds/fuzz-targets.mjs';

/** The target in TypeScript: the messages between a partner's page and the bank's frame. */
export const MESSAGES = 'messages';
export const ALL_TARGETS = [...FUZZ_TARGETS, MESSAGES];

const BINARIES = inRoot('build', 'fuzz', 'tests', 'fuzz');

/**
 * @typedef {object} FuzzResult
 * @property {boolean} passed
 * @property {number} executions
 * @property {number} edges of the control flow that the corpus covers
 * @property {number} allEdges of everything that is linked, including the libraries
 * @property {number} seconds
 */

/** @param {string} target @returns {string[]} the folders of committed inputs: seeds, and inputs found earlier */
function committedInputs(target) {
  return ['corpus', 'found']
    .map((kind) => inRoot('tests', 'fuzz', kind, target))
    .filter((folder) => existsSync(folder));
}

/** @param {string} target @returns {number} how many inputs are committed for it */
export function countCommittedInputs(target) {
  return committedInputs(target).reduce((sum, folder) => sum + readdirSync(folder).length, 0);
}

/**
 * Runs each committed input once.
 *
 * @param {string} target
 * @param {string} log
 * @returns {Promise<boolean>} whether all inputs pass; false when there is none
 */
export async function replay(target, log) {
  if (countCommittedInputs(target) === 0) return false;
  const { code } = await run(log, program(target), ['-runs=0', ...committedInputs(target)]);
  return code === 0;
}

/**
 * Fuzzes a target for a limited time. The corpus it collects stays in build/fuzz-corpus. An input that breaks it is
 * written to tests/fuzz/found, and the next `npm test` runs it again.
 *
 * @param {string} target
 * @param {number} seconds
 * @param {string} log
 * @returns {Promise<FuzzResult>}
 */
export async function fuzz(target, seconds, log) {
  const learnt = inRoot('build', 'fuzz-corpus', target);
  const found = inRoot('tests', 'fuzz', 'found', target);
  mkdirSync(learnt, { recursive: true });
  mkdirSync(found, { recursive: true });
  writeFileSync(log, '');
  const { code } = await run(
    log,
    program(target),
    [
      `-max_total_time=${seconds}`,
      '-timeout=10',
      '-rss_limit_mb=2048',
      '-max_len=8192',
      '-print_final_stats=1',
      `-artifact_prefix=${found}/`,
      learnt,
      ...committedInputs(target),
    ],
    { timeoutMinutes: seconds / 60 + 5 },
  );
  return { passed: code === 0, seconds, ...readStatistics(readFileSync(log, 'utf8')) };
}

/**
 * Fuzzes the message protocol with its committed inputs, then with new ones. An input that breaks it is kept too.
 *
 * @param {number} seconds
 * @param {string} log
 * @returns {Promise<FuzzResult>}
 */
export async function fuzzMessages(seconds, log) {
  writeFileSync(log, '');
  const script = inRoot('tests', 'fuzz', 'messages', 'fuzz.ts');
  const { code } = await run(log, process.execPath, ['--import', 'tsx', script, '--seconds', String(seconds)], {
    timeoutMinutes: seconds / 60 + 5,
  });
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const figures = last.startsWith('{') ? JSON.parse(last) : { executions: 0, edges: 0, allEdges: 0 };
  return { ...figures, seconds, passed: code === 0 && figures.executions > 0 };
}

/** @param {string} target */
function program(target) {
  return `${BINARIES}/${target}_fuzz`;
}

/**
 * @param {string} output of libFuzzer, which has no other format
 * @returns {{ executions: number, edges: number, allEdges: number }} 0 for what is missing
 */
export function readStatistics(output) {
  const executions = /^stat::number_of_executed_units:\s*(\d+)$/m.exec(output)?.[1];
  const edges = [...output.matchAll(/\bcov: (\d+)/g)].at(-1)?.[1];
  const allEdges = /^INFO: Loaded .*\((\d+) inline 8-bit counters\)/m.exec(output)?.[1];
  return { executions: Number(executions ?? 0), edges: Number(edges ?? 0), allEdges: Number(allEdges ?? 0) };
}
