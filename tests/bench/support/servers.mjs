// @ts-check
// Servers that are measured, each pinned to one core, and the load that they get from another.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { findNginx } from '../../../scripts/machine/requirements.mjs';
import { mustSpawn } from './spawn.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {object} Measured what a load found
 * @property {number} answers with status 200
 * @property {number} others with another status
 * @property {number} seconds
 * @property {number} p50_ms
 * @property {number} p99_ms
 * @property {number} cpu microseconds of the server's processor time an answer
 */
/**
 * @typedef {object} Running
 * @property {number} port
 * @property {number[]} pids all processes of the server
 * @property {number} ready milliseconds from its start until it was ready
 * @property {() => Promise<void>} stop
 */

const SERVICE = inRoot('build', 'prescore-service');
const LOAD = inRoot('build', 'release', 'tests', 'bench', 'load_http');
const TICKS = 100;
/** The server has core 0 and the load the last one. */
const SERVER_CORE = ['taskset', '-c', '0'];
const LOAD_CORE = ['taskset', '-c', String(availableParallelism() - 1)];

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : NaN;
}

/** @param {number[]} pids @returns {number} seconds of the processor's time so far */
export function cpuOf(pids) {
  const seconds = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  });
  return seconds.reduce((sum, each) => sum + each, 0);
}

/** @param {number} pid @returns {{ now: number, peak: number }} MB */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/**
 * @param {Running} server
 * @param {{ connections: number, seconds: number, rate?: number, bodies: string }} load `bodies`: a file, one body a line
 * @returns {Measured}
 */
export function putLoad({ port, pids }, { connections, seconds, rate = 0, bodies }) {
  const before = cpuOf(pids);
  const [program = '', ...words] = [...LOAD_CORE, LOAD, port, connections, seconds, rate, bodies].map(String);
  const { stdout } = mustSpawn(program, words);
  const found = JSON.parse(stdout);
  if (found.others > 0) throw new Error(`${found.others} requests were not answered 200.`);
  return { ...found, cpu: ((cpuOf(pids) - before) * 1e6) / found.answers };
}

/**
 * A PostgreSQL with the service's tables, on no core of its own: it needs what is left of both.
 *
 * @param {string} folder is emptied
 * @returns {Promise<{ place: Record<string, string>, stop: () => Promise<void> }>} `place`: for {@link startService}
 */
export async function startPostgres(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const words = [folder, `port=${port}`, 'listen_addresses=127.0.0.1'];
  const child = spawn(inRoot('tests', 'support', 'postgres.sh'), words, { stdio: 'ignore' });
  const urlOf = (/** @type {string} */ role, /** @type {string} */ name) =>
    `postgresql://${role}@127.0.0.1:${port}/${name}`;
  const sql = (/** @type {string} */ statement) =>
    spawnSync('psql', [urlOf('admin', 'postgres'), '-X', '-c', statement], { stdio: 'ignore' }).status === 0;
  while (!sql('SELECT 1')) {
    if (child.exitCode !== null) throw new Error('PostgreSQL ended before it was ready.');
    await sleep(50);
  }
  sql('CREATE ROLE service LOGIN');
  sql('CREATE DATABASE bank');
  mustSpawn(SERVICE, ['migrate', '--database', urlOf('admin', 'bank'), '--service-role', 'service']);
  return {
    place: { database: urlOf('service', 'bank'), request_key: 'request.key' },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** @param {number} port @param {string} path @param {import('node:child_process').ChildProcess} child */
async function untilReady(port, path, child) {
  const start = performance.now();
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}${path}`);
      return;
    } catch {
      if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended before it was ready.`);
      if (performance.now() - start > 60_000) {
        child.kill();
        throw new Error(`Nobody listens on port ${port}.`);
      }
      await sleep(1);
    }
  }
}

/**
 * @param {string} folder is emptied
 * @param {string} model a packed model
 * @param {Record<string, unknown>} place other members of the configuration, such as another database than a file
 * @returns {Promise<Running & { database: string }>}
 */
export async function startService(folder, model, place = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const configuration = join(folder, 'service.json');
  const database = join(folder, 'decisions.sqlite');
  const settings = {
    listen: { address: '127.0.0.1', port },
    database: 'decisions.sqlite',
    programmes: [model],
    workers: 1,
    rate: { per_second: 1e6, burst: 1e6 },
    ...place,
  };
  writeFileSync(configuration, JSON.stringify(settings));
  const log = openSync(join(folder, 'log'), 'w');
  const start = performance.now();
  const [program = '', ...words] = [...SERVER_CORE, SERVICE, 'serve', '--config', configuration];
  const child = spawn(program, words, { stdio: ['ignore', log, 'inherit'] });
  closeSync(log);
  await untilReady(port, '/v1/health/ready', child);
  const ready = performance.now() - start;
  return { port, pids: [child.pid ?? NaN], ready, database, stop: () => stop(child) };
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

/**
 * nginx, which answers every request with the same text, and writes no log.
 *
 * @param {string} folder
 * @param {import('../../../scripts/machine/host.mjs').Host} host
 * @param {string} answer
 * @returns {Promise<Running>}
 */
export async function startNginx(folder, host, answer) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx-errors warn;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 100000000; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; default_type application/json; location / { return 200 '${answer}'; } }
}
`,
  );
  const nginx = findNginx(host) ?? 'nginx';
  const [program = '', ...words] = [...SERVER_CORE, nginx, '-p', folder, '-c', file];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilReady(port, '/', child);
  const workers = execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  return { port, pids: workers, ready: NaN, stop: () => stop(child) };
}

/** @returns {Promise<Running>} FastAPI and scikit-learn */
export async function startPython() {
  const port = await freePort();
  const script = inRoot('tests', 'bench', 'python', 'serve_forest.py');
  const [program = '', ...words] = [...SERVER_CORE, '/usr/bin/python3', script, String(port)];
  const child = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  await untilReady(port, '/docs', child);
  return { port, pids: [child.pid ?? NaN], ready: NaN, stop: () => stop(child) };
}

/**
 * How long the disk takes to keep what was written.
 *
 * @param {string} folder on that disk
 * @returns {number} milliseconds, median
 */
export function flushTime(folder) {
  const file = openSync(join(folder, 'flush'), 'w');
  const page = Buffer.alloc(4096, 1);
  const samples = Array.from({ length: 200 }, () => {
    writeSync(file, page);
    const start = performance.now();
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  rmSync(join(folder, 'flush'));
  return median(samples);
}

/** Bytes that a commit of the service writes, about, and milliseconds between two of them. */
const COMMIT_BYTES = 20_000;
const PAUSE = 0.5;

/**
 * How long the disk takes for each of the flushes that follow one another as the service's do.
 *
 * @param {string} folder on that disk
 * @param {number} seconds
 * @returns {{ times: number[], elapsed: number }} milliseconds of each flush, and of all with their pauses
 */
export function flushesOf(folder, seconds) {
  const path = join(folder, 'flushes');
  const file = openSync(path, 'w');
  const bytes = Buffer.alloc(COMMIT_BYTES, 1);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const times = [];
  const begin = performance.now();
  while (performance.now() - begin < seconds * 1000) {
    // As much as the service's log has before it begins again.
    writeSync(file, bytes, 0, COMMIT_BYTES, (times.length % 1600) * COMMIT_BYTES);
    const start = performance.now();
    fdatasyncSync(file);
    times.push(performance.now() - start);
    Atomics.wait(pause, 0, 0, PAUSE);
  }
  const elapsed = performance.now() - begin;
  closeSync(file);
  rmSync(path);
  return { times, elapsed };
}
