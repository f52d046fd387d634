// @ts-check
// From CSV to CSV with `prescore score`, and by the package's call in WebAssembly: megabytes a second on one thread and on
// two, and memory as the input grows.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { interleave } from '../support/interleave.mjs';
import { makeApplicants, TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { median, pairedRatio, summarise } from '../support/statistics.mjs';
import { digits, percent, table, times } from '../support/table.mjs';
import { otherLoad, quietVerdict, verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** `packed`: the same model. @typedef {{ name: string, model: string, packed: string, file: string }} Work */
/** @typedef {{ rows: number, megabytes: number, seconds: number, processor: number, memory: number }} Told */

const FOLDER = inRoot('build', 'bench-csv');
const SHIPPED = inRoot('model', 'instant-card', 'model.json');
const FULL = inRoot('model', 'instant-card-full', 'model.json');
/** What the six questions ask for. */
const NARROW_COLUMNS = ['education', 'age', 'car', 'car_type', 'good_work', 'income', 'foreign_passport'];
const ROWS = 3_000_000;
/** Of made-up applications, a row of all columns. */
const BYTES_A_ROW = 70;
const MEGABYTES_A_SECOND = 100;
const SPEED_UP = 1.8;
const MEMORY_MB = 64;
const SCORE_FILE = inRoot('tests', 'bench', 'support', 'score-file.mjs');
/** What a row of the table is called that tells of it. */
const IN_WASM = '1, in WebAssembly, through the public call';

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'csv',
  title: 'From CSV to CSV',
  run: async (context) => {
    await context.build('native');
    await context.build('package');
    mkdirSync(FOLDER, { recursive: true });
    try {
      return [await throughput(context), await memory(context)].join('\n\n');
    } finally {
      rmSync(FOLDER, { recursive: true });
    }
  },
};

/**
 * @param {string} file
 * @returns {string} a copy with the columns of the six questions alone
 */
function narrowed(file) {
  const start = Buffer.alloc(4096);
  const opened = openSync(file, 'r');
  const header = start.subarray(0, readSync(opened, start)).toString().split('\n')[0] ?? '';
  closeSync(opened);
  const fields = NARROW_COLUMNS.map((name) => header.split(',').indexOf(name) + 1).sort((a, b) => a - b);
  const path = join(FOLDER, 'narrow.csv');
  const output = openSync(path, 'w');
  const { status } = spawnSync('cut', ['-d', ',', '-f', fields.join(','), file], {
    stdio: ['ignore', output, 'inherit'],
  });
  closeSync(output);
  if (status !== 0) throw new Error('cut failed');
  return path;
}

/** @param {string} text of `--verbose` @returns {Told} */
function readTold(text) {
  const found = /(\d+) rows, ([\d.]+) MB in ([\d.]+) s .*; processor ([\d.]+) s, peak memory ([\d.]+) MB/.exec(text);
  if (!found) throw new Error(`The tool said something else: ${text}`);
  const [rows = NaN, megabytes = NaN, seconds = NaN, processor = NaN, peak = NaN] = found.slice(1).map(Number);
  return { rows, megabytes, seconds, processor, memory: peak };
}

/** @param {Work} work @param {number} threads @returns {Told} */
function score({ model, file }, threads) {
  const output = join(FOLDER, 'scores.csv');
  rmSync(output, { force: true });
  const { stderr } = mustSpawn(TOOL, [
    'score',
    '--model',
    model,
    '--input',
    file,
    '--output',
    output,
    '--threads',
    String(threads),
    '--verbose',
  ]);
  return readTold(stderr);
}

/** @param {string} model @returns {string} the packed file of it */
function packed(model) {
  const path = join(FOLDER, `${basename(dirname(model))}.bin`);
  mustSpawn(TOOL, ['pack', model, '--output', path]);
  return path;
}

/**
 * The same in node, by `prescore/batch`.
 * @param {string} model packed
 * @param {string} file
 * @param {number} [bytes] to which the file's rows are repeated; then no output is kept
 * @returns {Told}
 */
function scoreInWasm(model, file, bytes) {
  const output = bytes === undefined ? [join(FOLDER, 'scores.csv')] : ['/dev/null', String(bytes)];
  const { stdout } = mustSpawn(process.execPath, [SCORE_FILE, file, model, ...output]);
  /** @type {import('../support/score-file.mjs').FileScored} */
  const { rows, bytes: read, seconds, processor, memory: held } = JSON.parse(stdout);
  return { rows, megabytes: read / 1e6, seconds, processor, memory: held / 1e6 };
}

/** @param {BenchContext} context */
async function throughput({ quick }) {
  const load = await otherLoad();
  const wide = makeApplicants(quick ? 100_000 : ROWS);
  const narrow = narrowed(wide);
  /** @type {Work[]} */
  const works = [
    { name: 'six questions, their columns alone', model: SHIPPED, packed: packed(SHIPPED), file: narrow },
    { name: 'six questions, all 19 columns', model: SHIPPED, packed: packed(SHIPPED), file: wide },
    { name: 'all 18 questions, all 19 columns', model: FULL, packed: packed(FULL), file: wide },
  ];
  const lines = [];
  const verdicts = [];
  for (const work of works) {
    const { rows, judged } = await measure(work, quick, load);
    lines.push(...rows);
    verdicts.push(...judged);
  }
  if (!quick) rmSync(wide);
  const head = [
    'file and model',
    'threads',
    'MB a second, best / median',
    'spread',
    'rows a second',
    'MB a processor second',
    'as quick as one thread',
  ];
  return [
    `\`prescore score\` over ${(quick ? 100_000 : ROWS).toLocaleString('en-US')} made-up applications ` +
      '(`prescore sample`), the whole command from file to file, input in the cache of the system; the output is a new ' +
      'file each time, because some file systems make a command that replaces a file wait; runs are interleaved. ' +
      'A second is one on the wall; a *processor second* is one of work on one core, whatever else ran on the machine. ' +
      'In WebAssembly: `scoreParts` of `prescore/batch` in node, from file to file, its start included; in a page it runs in a worker.',
    table(head, lines),
    verdicts.join('\n'),
  ].join('\n\n');
}

/** @param {Work} work @param {boolean} quick @param {number | undefined} load of other programs, see otherLoad */
async function measure(work, quick, load) {
  /** @type {Map<string, Told[]>} */
  const told = new Map([
    ['1', []],
    ['2', []],
    [IN_WASM, []],
  ]);
  const names = [...told.keys()];
  const contenders = names.map((name) => ({
    name,
    run: () => {
      const run = name === IN_WASM ? scoreInWasm(work.packed, work.file) : score(work, Number(name));
      told.get(name)?.push(run);
      return run.seconds;
    },
  }));
  const warmUps = quick ? 0 : 1;
  const samples = await interleave(contenders, { rounds: quick ? 1 : 9, warmUps });
  const asQuick = (/** @type {string} */ name) => pairedRatio(samples.get('1') ?? [], samples.get(name) ?? []);
  const speedUp = asQuick('2');
  const of = (/** @type {string} */ name) => (told.get(name) ?? []).slice(warmUps);
  const bytes = statSync(work.file).size / 1e6;
  const rate = (/** @type {Told[]} */ runs) => runs.map(({ seconds }) => bytes / seconds);
  const rows = names.map((name) => {
    const runs = of(name);
    return [
      work.name,
      name,
      `${digits(Math.max(...rate(runs)))} / ${digits(median(rate(runs)))}`,
      percent(summarise(rate(runs)).spread),
      Math.round(median(runs.map((run) => run.rows / run.seconds))).toLocaleString('en-US'),
      digits(median(runs.map(({ processor }) => bytes / processor))),
      name === '1' ? '' : times(asQuick(name)),
    ];
  });
  const onOne = median(of('1').map(({ processor }) => bytes / processor));
  const judged = [
    verdict(
      `${work.name}: ${digits(onOne)} MB a processor second on one thread`,
      `at least ${MEGABYTES_A_SECOND}`,
      onOne >= MEGABYTES_A_SECOND,
    ),
    quietVerdict(
      `${work.name}: two threads are ${times(speedUp)} as quick as one`,
      `at least ${times(SPEED_UP)}`,
      speedUp >= SPEED_UP,
      load,
    ),
  ];
  return { rows, judged };
}

/** @param {BenchContext} context */
async function memory({ quick }) {
  const sizes = quick ? [1, 10] : [1, 100, 10_000];
  const runs = [];
  for (const megabytes of sizes) runs.push(await scoreStream(Math.round((megabytes * 1e6) / BYTES_A_ROW)));
  const rows = runs.map(({ rows: count, megabytes, memory: peak }) => [
    digits(megabytes),
    count.toLocaleString('en-US'),
    digits(peak),
  ]);
  const small = makeApplicants(10_000);
  const inWasm = (quick ? sizes : [1, 100, 1_000]).map((megabytes) =>
    scoreInWasm(packed(SHIPPED), small, megabytes * 1e6),
  );
  const held = Math.max(...inWasm.map(({ memory: bytes }) => bytes));
  const most = Math.max(...runs.map(({ memory: peak }) => peak));
  return [
    '### Memory',
    'Applications streamed into the standard input of `prescore score --threads 2`, so that nothing but the ' +
      'tool holds them; the memory in real use at its most, the tool itself and its libraries included.',
    table(['input, MB', 'rows', 'peak memory, MB'], rows),
    'In WebAssembly, through the public call: the memory of the module, which never gives any back.',
    table(
      ['input, MB', 'rows', 'WebAssembly memory, MB'],
      inWasm.map(({ rows: count, megabytes, memory: bytes }) => [
        digits(megabytes),
        count.toLocaleString('en-US'),
        digits(bytes),
      ]),
    ),
    [
      verdict(`in WebAssembly ${digits(held)} MB at most`, 'no more for a larger file', held === inWasm[0]?.memory),
      verdict(`${digits(most)} MB at most`, `at most ${MEMORY_MB} MB, whatever the size`, most <= MEMORY_MB),
    ].join('\n'),
  ].join('\n\n');
}

/** @param {number} rows @returns {Promise<Told>} */
function scoreStream(rows) {
  const source = spawn(TOOL, ['sample', '--rows', String(rows), '--seed', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const tool = spawn(
    TOOL,
    ['score', '--model', SHIPPED, '--input', '-', '--output', '-', '--threads', '2', '--verbose'],
    {
      stdio: [source.stdout, 'ignore', 'pipe'],
    },
  );
  // The pipe is the tool's alone.
  source.stdout.destroy();
  let text = '';
  tool.stderr.setEncoding('utf8').on('data', (part) => (text += part));
  return new Promise((resolve, reject) => {
    tool.on('error', reject);
    tool.on('close', (code) => (code === 0 ? resolve(readTold(text)) : reject(new Error(`The tool failed: ${text}`))));
  });
}
