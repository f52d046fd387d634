// @ts-check
// The decision service: what a durable decision with reasons costs, beside nginx, FastAPI and the core alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { findNginx, findPostgres } from '../../../scripts/machine/requirements.mjs';
import { TOOL } from '../support/made-up.mjs';
import {
  flushesOf,
  flushTime,
  memoryOf,
  putLoad,
  startNginx,
  startPostgres,
  startPython,
  startService,
} from '../support/servers.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { median } from '../support/statistics.mjs';
import { digits, table, times } from '../support/table.mjs';
import { buildTargets } from '../support/targets.mjs';
import { otherLoad, quietVerdict, verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {import('../support/servers.mjs').Measured} Measured */
/** @typedef {import('../support/servers.mjs').Running} Running */

const FOLDER = inRoot('build', 'bench-service');
/** A file system in memory, where a flush takes no time. */
const IN_MEMORY = '/dev/shm/prescore-bench';
const MODEL = inRoot('model', 'instant-card', 'model.json');
/** Its eight other values come from the bank. */
const FULL_MODEL = inRoot('model', 'instant-card-full', 'model.json');
const SERVICE = inRoot('build', 'prescore-service');
const CLIENTS = 10_000;
const CONNECTIONS = 128;
const RATE = 6_000;
const TARGETS = {
  beyondCore: 35,
  perSecond: 10_000,
  memory: 32,
  ready: 50,
  python: 150,
  audit: 0.5,
  postgres: 4_000,
  full: { beyondCore: 50, perSecond: 8_000 },
};

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'service',
  title: 'The decision service',
  missing: ({ host, peers }) => {
    if (findNginx(host) === undefined) return 'nginx is not installed (Debian package nginx-light)';
    if (findPostgres(host) === undefined) return 'PostgreSQL is not installed (Debian package postgresql)';
    if (!['fastapi', 'uvicorn', 'sklearn', 'pandas'].every((module) => peers.hasPython(module)))
      return 'FastAPI and scikit-learn are not installed (python3-fastapi, python3-uvicorn, python3-sklearn, python3-pandas)';
    return undefined;
  },
  run: async (context) => {
    await buildTargets(context, 'release', 'prescore-service', 'prescore', 'explain_rows', 'load_http');
    mkdirSync(FOLDER, { recursive: true });
    const found = await measure(context);
    return report(found, await otherLoad());
  },
};

/**
 * Six answers in many ways, one body a line.
 *
 * @param {string} name of the file
 * @param {(turn: number) => Record<string, string>} rest of the body
 * @returns {string} the path of the file
 */
function writeBodies(name, rest) {
  const choices = ['education', 'stable_job', 'car', 'foreign_passport'];
  const known = JSON.parse(readFileSync(MODEL, 'utf8')).questionnaire.questions;
  const lines = Array.from({ length: 256 }, (_, turn) => {
    /** @type {Record<string, string>} */
    const answers = { age: String(21 + ((turn * 7) % 45)), income: String(10_000 + ((turn * 79) % 200) * 1000) };
    for (const [index, question] of choices.entries()) {
      const options = known.find((/** @type {{ id: string }} */ { id }) => id === question).options;
      answers[question] = options[Math.floor(turn / (index + 1)) % options.length].id;
    }
    return JSON.stringify({ ...rest(turn), answers });
  });
  const file = join(FOLDER, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/**
 * Microseconds of the processor's time that the core takes for a decision with reasons, encoding included.
 *
 * @param {boolean} quick
 * @returns {(model: string) => number}
 */
function coreTime(quick) {
  const data = join(FOLDER, 'applicants.csv');
  mustSpawn(TOOL, ['sample', '--rows', '4000', '--output', data]);
  const program = inRoot('build', 'release', 'tests', 'bench', 'explain_rows');
  return (model) => Number(JSON.parse(mustSpawn(program, [model, data, quick ? '50' : '500']).stdout).reasons_us);
}

/**
 * Makes clients up and loads them beside the database of a service that runs.
 *
 * @param {string} database
 */
function loadClients(database) {
  const file = join(FOLDER, 'clients.csv');
  rmSync(file, { force: true });
  mustSpawn(SERVICE, ['demo-data', '--programme', FULL_MODEL, '--clients', String(CLIENTS), '--output', file]);
  const options = ['--id', 'client', '--source', 'made-up', '--as-of', new Date().toISOString().slice(0, 10)];
  mustSpawn(SERVICE, ['load-clients', file, '--database', database, '--programme', FULL_MODEL, ...options]);
}

/**
 * Throws unless the service finds the data of the client in a body of a file, so that this is what is measured.
 *
 * @param {Running} service
 * @param {string} bodies
 */
async function requireClientData({ port }, bodies) {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/decisions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'bench-client-data-1' },
    body: readFileSync(bodies, 'utf8').split('\n')[0] ?? '',
  });
  const { enrichment } = /** @type {{ enrichment?: { status: string } }} */ (await answer.json());
  if (enrichment?.status !== 'found') throw new Error(`No client data: ${JSON.stringify(enrichment)}`);
}

/** @typedef {Awaited<ReturnType<typeof measure>>} Found */
/** @param {BenchContext} context */
async function measure({ host, quick }) {
  const bodies = writeBodies('bodies', () => ({ programme: 'instant-card' }));
  const fullBodies = writeBodies('full-bodies', (turn) => ({
    programme: 'instant-card-full',
    client: `c-${String(((turn * 37) % CLIENTS) + 1).padStart(7, '0')}`,
  }));
  const seconds = quick ? 1 : 5;
  const packed = join(FOLDER, 'instant-card.bin');
  mustSpawn(TOOL, ['pack', MODEL, '--output', packed]);
  const fullPacked = join(FOLDER, 'instant-card-full.bin');
  mustSpawn(TOOL, ['pack', FULL_MODEL, '--output', fullPacked]);
  const starts = await startTimes(packed, quick ? 1 : 9);
  const core = coreTime(quick);
  /** @type {Running[]} */
  const running = [];
  /** Of what the servers need, which ends after them. @type {(() => Promise<void>)[]} */
  const stops = [];
  /** @template {Running} T @param {T} server */
  const keep = (server) => {
    running.push(server);
    return server;
  };
  const full = { connections: CONNECTIONS, seconds, bodies };
  const steady = { ...full, rate: RATE };
  /** @type {{ core: number, flush: number, full: Measured, nginx: Measured, steady: Measured, steadyNginx: Measured, steadyInMemory: Measured, flushes: ReturnType<typeof flushesOf>, postgres: Measured, fullCore: number, withData: Measured }[]} */
  const rounds = [];
  try {
    const service = keep(await startService(join(FOLDER, 'log'), packed));
    const inMemory = keep(await startService(IN_MEMORY, packed));
    stops.push(async () => rmSync(IN_MEMORY, { recursive: true, force: true }));
    const nginx = keep(await startNginx(join(FOLDER, 'nginx'), host, 'x'.repeat(500)));
    const python = keep(await startPython());
    const { place, stop } = await startPostgres(join(FOLDER, 'postgres'));
    stops.push(stop);
    const onPostgres = keep(await startService(join(FOLDER, 'replica'), packed, place));
    const withData = keep(await startService(join(FOLDER, 'with-data'), fullPacked, { client_data: { table: {} } }));
    loadClients(withData.database);
    await requireClientData(withData, fullBodies);
    putLoad(onPostgres, { ...full, seconds: 1 });
    putLoad(withData, { ...full, seconds: 1, bodies: fullBodies });
    putLoad(service, { ...full, seconds: 1 });
    for (let round = 0; round < (quick ? 1 : 5); ++round) {
      rounds.push({
        core: core(MODEL),
        flush: flushTime(FOLDER),
        full: putLoad(service, full),
        nginx: putLoad(nginx, full),
        steady: putLoad(service, steady),
        steadyNginx: putLoad(nginx, steady),
        steadyInMemory: putLoad(inMemory, steady),
        flushes: flushesOf(FOLDER, seconds),
        postgres: putLoad(onPostgres, full),
        fullCore: core(FULL_MODEL),
        withData: putLoad(withData, { ...full, bodies: fullBodies }),
      });
    }
    const slow = putLoad(python, { connections: 8, seconds: seconds * 2, bodies });
    const memory = memoryOf(service.pids[0] ?? NaN);
    return { starts, rounds, slow, memory, audit: auditTime(service.database) };
  } finally {
    for (const { stop } of running) await stop();
    for (const stop of stops) await stop();
  }
}

/** Milliseconds from the start to ready. @param {string} packed @param {number} count */
async function startTimes(packed, count) {
  const samples = [];
  // The first start is that of whatever waits for it, too.
  for (let start = 0; start <= count; ++start) {
    const service = await startService(join(FOLDER, 'start'), packed);
    if (start > 0) samples.push(service.ready);
    await service.stop();
  }
  return samples;
}

/**
 * The share of the time that goes into flushes which take longer than `limit` milliseconds.
 *
 * @param {ReturnType<typeof flushesOf>} flushes
 * @param {number} limit
 */
function shareAbove({ times, elapsed }, limit) {
  return times.filter((time) => time > limit).reduce((sum, time) => sum + time, 0) / elapsed;
}

/** @param {string} database @returns {{ decisions: number, cpu: number }} `cpu`: microseconds a decision */
function auditTime(database) {
  const words = ['audit', '--database', database];
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, 'audit', SERVICE, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The audit failed: ${stdout}${stderr}`);
  const decisions = Number(/^(\d+) decisions;/m.exec(stdout)?.[1]);
  const [user = NaN, system = NaN] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { decisions, cpu: ((user + system) * 1e6) / decisions };
}

/**
 * @param {Found} found
 * @param {number | undefined} load
 */
function report({ starts, rounds, slow, memory, audit }, load) {
  const of = (/** @type {(round: Found['rounds'][number]) => number} */ value) => median(rounds.map(value));
  const core = of((round) => round.core);
  const flush = of((round) => round.flush);
  const cpu = of((round) => round.full.cpu);
  const perSecond = of((round) => round.full.answers / round.full.seconds);
  const row = (
    /** @type {string} */ name,
    /** @type {'full' | 'nginx' | 'steady' | 'steadyNginx' | 'steadyInMemory' | 'postgres' | 'withData'} */ which,
  ) => [
    name,
    digits(of((round) => round[which].cpu)),
    digits(of((round) => round[which].answers / round[which].seconds)),
    digits(of((round) => round[which].p50_ms)),
    digits(of((round) => round[which].p99_ms)),
  ];
  const rows = [
    row(`durable decision with reasons, ${CONNECTIONS} connections`, 'full'),
    row(`the same on PostgreSQL on this machine, ${CONNECTIONS} connections`, 'postgres'),
    row(`with client data from the table, ${CONNECTIONS} connections`, 'withData'),
    row(`nginx, a static answer, ${CONNECTIONS} connections`, 'nginx'),
    row(`durable decision with reasons, ${digits(RATE)} a second`, 'steady'),
    row(`the same with the log in memory, ${digits(RATE)} a second`, 'steadyInMemory'),
    row(`nginx, a static answer, ${digits(RATE)} a second`, 'steadyNginx'),
    [
      'FastAPI and scikit-learn, no log, no reasons',
      digits(slow.cpu),
      digits(slow.answers / slow.seconds),
      digits(slow.p50_ms),
      digits(slow.p99_ms),
    ],
  ];
  const onPostgres = of((round) => round.postgres.answers / round.postgres.seconds);
  const limit = of((round) => round.steadyNginx.p99_ms + 2 * round.flush);
  const p99 = of((round) => round.steady.p99_ms);
  const inMemory = of((round) => round.steadyInMemory.p99_ms);
  const stalled = median(rounds.map(({ flushes }) => shareAbove(flushes, limit)));
  const beyond = of((round) => round.full.cpu - round.core);
  const beyondWithData = of((round) => round.withData.cpu - round.fullCore);
  const withDataPerSecond = of((round) => round.withData.answers / round.withData.seconds);
  return [
    'One core for the server and another for the load; one worker, SQLite, a flush before every answer; PostgreSQL has what ' +
      'is left of both cores. The same six ' +
      'answers, 256 applicants in turns, with the shipped programme. At a rate, requests fall due at even times and the ' +
      'times of answers count from then. CPU times are those of the whole process of the server, its journal and its log ' +
      `included. The core alone takes ${digits(core)} µs for the decision with its reasons; the disk takes ` +
      `${digits(flush)} ms to keep 4 kB. With client data the programme is \`instant-card-full\`: eight more values of one of ` +
      `${CLIENTS.toLocaleString('en-US')} clients, where the core alone takes ${digits(of((round) => round.fullCore))} µs. ` +
      `Alone, flushing 20 kB at the service's pace, the disk spends ${digits(100 * stalled)} % of the time in flushes that ` +
      `take longer than ${digits(limit)} ms: a decision that comes then waits as long, whatever the service does. ` +
      `Medians of ${rounds.length} rounds.`,
    table(['server', 'CPU µs an answer', 'answers a second', 'ms, median', 'ms, p99'], rows),
    [
      verdict(
        `a durable decision takes ${digits(beyond)} µs of CPU beyond the core`,
        `at most ${TARGETS.beyondCore} µs`,
        beyond <= TARGETS.beyondCore,
      ),
      verdict(
        `FastAPI and scikit-learn take ${times(slow.cpu / cpu)} as much CPU`,
        `at least ${TARGETS.python} ×`,
        slow.cpu / cpu >= TARGETS.python,
      ),
      quietVerdict(
        `one core answers ${digits(perSecond)} decisions a second`,
        `at least ${digits(TARGETS.perSecond)}`,
        perSecond >= TARGETS.perSecond,
        load,
      ),
      verdict(
        `with client data a durable decision takes ${digits(beyondWithData)} µs of CPU beyond the core`,
        `at most ${TARGETS.full.beyondCore} µs`,
        beyondWithData <= TARGETS.full.beyondCore,
      ),
      quietVerdict(
        `one core answers ${digits(withDataPerSecond)} decisions with client data a second`,
        `at least ${digits(TARGETS.full.perSecond)}`,
        withDataPerSecond >= TARGETS.full.perSecond,
        load,
      ),
      quietVerdict(
        `PostgreSQL on this machine keeps ${digits(onPostgres)} decisions a second`,
        `at least ${digits(TARGETS.postgres)}`,
        onPostgres >= TARGETS.postgres,
        load,
      ),
      quietVerdict(
        `at ${digits(RATE)} a second p99 is ${digits(p99)} ms, and with the log in memory ${digits(inMemory)} ms`,
        `at most nginx's and two flushes, ${digits(limit)} ms`,
        p99 <= limit,
        load,
      ),
      verdict(
        `the memory is ${digits(memory.now)} MB, at most ${digits(memory.peak)} MB`,
        `at most ${TARGETS.memory} MB`,
        memory.peak <= TARGETS.memory,
      ),
      quietVerdict(
        `the service is ready ${digits(median(starts))} ms after its start`,
        `at most ${TARGETS.ready} ms`,
        median(starts) <= TARGETS.ready,
        load,
      ),
      verdict(
        `the audit takes ${digits(audit.cpu)} µs of CPU a decision (${audit.decisions.toLocaleString('en-US')} of them), ${times(core / audit.cpu)} the core's speed`,
        `at least ${TARGETS.audit} ×`,
        core / audit.cpu >= TARGETS.audit,
      ),
    ].join('\n'),
  ].join('\n\n');
}
