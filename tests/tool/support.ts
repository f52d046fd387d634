// What the tests of the tool share: a folder of their own, the built tool, made-up applicants.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';

export const TOOL = inRoot('build', 'prescore');
export const PROGRAMME = inRoot('model', 'instant-card');
export const MODEL = join(PROGRAMME, 'model.json');

/** The exit codes that `prescore --help` promises. */
export const EXIT = { done: 0, usage: 2, badInput: 3, files: 4, interrupted: 130 } as const;

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** A folder that lives as long as the test file. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `prescore-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the tool in `cwd`, so that messages name short paths. */
export function runTool(cwd: string, args: string[], input: string | Buffer = ''): Run {
  const { status, stdout, stderr } = spawnSync(TOOL, args, { cwd, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, out: stdout, err: stderr };
}

/** Runs the tool on what it reads from its input, and returns the most memory that it held before the end, in KiB. */
export async function peakMemory(cwd: string, args: string[], input: string): Promise<number> {
  const child = spawn(TOOL, args, { cwd, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdin.write(input, resolve));
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  child.stdin.end();
  if ((await ended) !== 0) throw new Error(`prescore ${args.join(' ')} failed.`);
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
}

/** A data file of made-up applications, as `prescore sample` writes it. */
export function applicants(rows: number, seed: number): string {
  return execFileSync(TOOL, ['sample', '--rows', String(rows), '--seed', String(seed)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

/** Writes a file into `folder` and returns its name. */
export function put(folder: string, name: string, content: string | Buffer): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
  return name;
}

/** The files of `folder` that a run left unfinished. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.includes('.partial'));
}

/** One applicant in the columns that the shipped questionnaire names. */
export const HEADER = 'age,income,education,good_work,car,car_type,foreign_passport';
export const GOOD_ROW = '33,50000,GRD,1,N,N,Y';

/** CRC-32 as docs/model-format.md has it; `zlib.crc32` is younger than the oldest Node that the project takes. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return ~remainder >>> 0;
}
