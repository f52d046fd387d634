// @ts-check
// Podman and Buildah, with a store of their own below build/, so that a test touches no other image or container.
//
// Where a whole machine is no more than a container itself, only runc starts containers, cgroups are written directly, and
// limits on files must not be raised: the configuration says so, and harms nowhere.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../base/paths.mjs';
import { mustRun } from '../base/run.mjs';

const FOLDER = inRoot('build', 'containers');
const CONFIGURATION = join(FOLDER, 'containers.conf');
const STORE = ['--root', join(FOLDER, 'store'), '--runroot', join(FOLDER, 'run')];

const CONFIGURED = `[containers]
default_ulimits = ["nofile=20000:20000", "nproc=1000:1000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
`;

/** @returns {NodeJS.ProcessEnv} the environment of podman and buildah */
function environment() {
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(CONFIGURATION)) writeFileSync(CONFIGURATION, CONFIGURED);
  return { ...process.env, CONTAINERS_CONF: CONFIGURATION };
}

/** For scripts that start podman themselves. @returns {{ command: string[], env: NodeJS.ProcessEnv }} */
export const engineCommand = () => ({ command: ['podman', ...STORE], env: environment() });

/**
 * Runs podman to its end.
 *
 * @param {readonly string[]} args
 * @param {{ input?: string, timeout?: number }} [options]
 * @returns {{ status: number | null, stdout: string, stderr: string }}
 */
export function podman(args, { input, timeout = 120_000 } = {}) {
  const run = { env: environment(), encoding: /** @type {const} */ ('utf8'), timeout, ...(input ? { input } : {}) };
  return spawnSync('podman', [...STORE, ...args], run);
}

/**
 * Starts podman and leaves it running.
 *
 * @param {readonly string[]} args
 * @returns {import('node:child_process').ChildProcess}
 */
export const startPodman = (args) => spawn('podman', [...STORE, ...args], { env: environment() });

/**
 * Builds an image from a Containerfile.
 *
 * @param {string} log
 * @param {{ file: string, tag: string, context: string, base: string }} build
 */
export async function buildah(log, { file, tag, context, base }) {
  const args = [
    'bud',
    '--isolation',
    'chroot',
    '--layers',
    '--build-arg',
    `BASE=${base}`,
    '--file',
    file,
    '--tag',
    tag,
  ];
  await mustRun(log, 'buildah', [...STORE, ...args, context], { env: environment(), timeoutMinutes: 60 });
}

/** The base image of Containerfiles in tests: Debian, made here by mmdebstrap. */
export const BASE = 'localhost/debian-base:bookworm';

/**
 * Makes {@link BASE} where it is missing, from this machine's package sources.
 *
 * @param {string} log
 */
export async function makeBase(log) {
  if (podman(['image', 'exists', BASE]).status === 0) return;
  environment();
  const archive = join(FOLDER, 'base.tar');
  await mustRun(log, 'mmdebstrap', ['--variant=minbase', '--quiet', 'bookworm', archive, ...packageSources()]);
  await mustRun(log, 'podman', [...STORE, 'import', '--quiet', archive, BASE], { env: environment() });
}

/** @returns {string[]} the files that say where apt-get finds packages here */
function packageSources() {
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'];
  const found = files.find((path) => existsSync(path));
  return found ? [found] : [];
}
