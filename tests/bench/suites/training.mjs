// @ts-check
// Growing a forest, beside scikit-learn, XGBoost's forest mode and ranger: same rows, trees and depth.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { interleave } from '../support/interleave.mjs';
import { makeApplicants, programmeOf, TOOL } from '../support/made-up.mjs';
import { mustSpawn } from '../support/spawn.mjs';
import { median, pairedRatio, summarise } from '../support/statistics.mjs';
import { digits, minimumAndMedian, table, times } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {{ trees: number, depth: number, threads: number }} Size */
/** @typedef {{ seconds: number, auroc: number, peakBytes?: number }} Fit */
/** @typedef {{ name: string, auroc: number, faster: number, line: string[] }} Fitted `faster`: we are, so many times */

const FOLDER = inRoot('build', 'bench-training');
const FIRST_TEST_DAY = '2014-04-01';
const OURS = 'Prescore';
const DATA_ROWS = 74_000;
const LEAF_ROWS = 20;

/** What the trainer must reach. */
const TIMES_SKLEARN = 20;
const TIMES_FASTEST = 3;
const BYTES_A_ROW = 64;
/** Seeds alone move the AUROC of a forest by so much. */
const AUROC_NOISE = 0.0005;
/** The bytes a row are told where the tool itself, some ten megabytes, is lost among them. */
const MANY_ROWS = 10_000_000;

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'training',
  title: 'Growing a forest',
  run: async (context) => {
    await context.build('native');
    mkdirSync(FOLDER, { recursive: true });
    const data = makeApplicants(DATA_ROWS);
    writeNumbers(data);
    const sections = [await besidePeers(context, data), growth(context)];
    return sections.join('\n\n');
  },
};

/** @param {string} month as in the file @returns {number} */
const monthNumber = (month) => ['JAN', 'FEB', 'MAR', 'APR'].indexOf(month);

/** The same rows as numbers, for those who read no words: the six questions, then the outcome. @param {string} data */
function writeNumbers(data) {
  const [header = '', ...lines] = readFileSync(data, 'utf8').trim().split('\n');
  const names = header.split(',');
  const education = ['SCH', 'UGR', 'GRD', 'PGR', 'ACD', ''];
  /** @type {Record<'train' | 'test', string[]>} */
  const parts = { train: [], test: [] };
  for (const line of lines) {
    const cells = line.split(',');
    const cell = (/** @type {string} */ name) => cells[names.indexOf(name)] ?? '';
    const car = cell('car') === 'N' ? 0 : cell('car_type') === 'N' ? 1 : 2;
    const numbers = [
      cell('age'),
      cell('income'),
      education.indexOf(cell('education')),
      cell('good_work'),
      car,
      cell('foreign_passport') === 'Y' ? 1 : 0,
      cell('default'),
    ];
    parts[monthNumber(cell('app_date').slice(2, 5)) < 3 ? 'train' : 'test'].push(numbers.join(','));
  }
  const head = 'age,income,education,good_work,car,foreign_passport,default';
  for (const [name, rows] of Object.entries(parts)) {
    writeFileSync(join(FOLDER, `${name}.csv`), `${[head, ...rows].join('\n')}\n`);
  }
}

/**
 * @param {string} data
 * @param {Size} size
 * @param {number} seed
 * @param {boolean} judge whether to measure the AUROC too
 * @returns {Fit & { wholeSeconds: number, rows: number }}
 */
function fitOurs(data, size, seed, judge) {
  const model = join(FOLDER, 'model.json');
  const start = performance.now();
  const programme = programmeOf(join(FOLDER, 'bench-card'), { ...size, leafRows: LEAF_ROWS });
  const { stderr } = mustSpawn(TOOL, [
    'train',
    '--programme',
    programme,
    '--data',
    data,
    '--before',
    FIRST_TEST_DAY,
    '--output',
    model,
    '--seed',
    String(seed),
    '--threads',
    String(size.threads),
  ]);
  const wholeSeconds = (performance.now() - start) / 1000;
  const told = (/** @type {RegExp} */ pattern) => Number(pattern.exec(stderr)?.[1] ?? NaN);
  const evaluate = () =>
    JSON.parse(
      mustSpawn(TOOL, ['evaluate', '--model', model, '--data', data, '--since', FIRST_TEST_DAY, '--json']).stdout,
    ).pd.auroc;
  return {
    seconds: told(/trees ([\d.e+-]+) s/),
    auroc: judge ? evaluate() : NaN,
    wholeSeconds,
    peakBytes: told(/peak memory ([\d.e+-]+) MB/) * 1e6,
    rows: told(/Trained on (\d+)/),
  };
}

/**
 * @param {string} peer
 * @param {Size} size
 * @param {number} seed
 * @returns {Fit}
 */
function fitPeer(peer, { trees, depth, threads }, seed) {
  const here = inRoot('tests', 'bench', 'training');
  const files = ['train.csv', 'test.csv'].map((name) => join(FOLDER, name));
  const numbers = [trees, depth, threads, seed].map(String);
  const [command, script] = peer === 'ranger' ? ['Rscript', 'forest.R'] : ['/usr/bin/python3', 'forest.py'];
  return JSON.parse(mustSpawn(command, [join(here, script), peer, ...files, ...numbers]).stdout);
}

/** @param {BenchContext} context @returns {{ present: string[], missing: string[] }} */
function findPeers({ peers }) {
  const known = [
    { name: 'sklearn', present: peers.hasPython('sklearn'), from: 'python3-sklearn' },
    { name: 'xgboost', present: peers.hasPython('xgboost') && peers.hasPython('sklearn'), from: 'python3-xgboost' },
    { name: 'ranger', present: peers.hasR('ranger'), from: 'r-cran-ranger' },
  ];
  for (const { name, present } of known) if (present) peers.used.add(name);
  return {
    present: known.filter(({ present }) => present).map(({ name }) => name),
    missing: known.filter(({ present }) => !present).map(({ from }) => from),
  };
}

/**
 * @param {BenchContext} context
 * @param {string} data
 * @returns {Promise<string>}
 */
async function besidePeers(context, data) {
  const { present, missing } = findPeers(context);
  const sizes = [
    { trees: 100, depth: 8 },
    { trees: 300, depth: 10 },
  ].flatMap((size) => [1, 2].map((threads) => ({ ...size, threads })));
  const rows = [];
  const verdicts = [];
  for (const size of context.quick ? sizes.slice(0, 1) : sizes) {
    const fits = await measure(present, data, size, context.quick);
    rows.push(...fits.map(({ line }) => line));
    verdicts.push(...judge(size, fits));
  }
  const head = ['forest', 'trainer', 'seconds, minimum / median', 'AUROC in April', 'Prescore is faster by'];
  const absent = missing.length === 0 ? '' : `\n\nNot installed, so not measured: ${missing.join(', ')}.`;
  return (
    `${DATA_ROWS.toLocaleString('en-US')} made-up applications (\`prescore sample --rows ${DATA_ROWS}\`), six ` +
    'questions, January to March for training, April for the AUROC; 2 questions drawn for each split, at least 20 rows in ' +
    'a leaf. Timed is the fit alone, from numbers in memory to the forest; ours includes the out-of-bag scores. Runs are ' +
    `interleaved, every round with another seed.${absent}\n\n${table(head, rows)}\n\n${verdicts.join('\n')}`
  );
}

/**
 * @param {string[]} peers
 * @param {string} data
 * @param {Size} size
 * @param {boolean} quick
 * @returns {Promise<Fitted[]>} one a trainer, ours first
 */
async function measure(peers, data, size, quick) {
  /** @type {Map<string, number[]>} */
  const aurocs = new Map([OURS, ...peers].map((name) => [name, []]));
  let seed = 0;
  const contender = (/** @type {string} */ name) => ({
    name,
    run: () => {
      const fit = name === OURS ? fitOurs(data, size, ++seed, true) : fitPeer(name, size, ++seed);
      aurocs.get(name)?.push(fit.auroc);
      return fit.seconds;
    },
  });
  const samples = await interleave([OURS, ...peers].map(contender), { rounds: quick ? 1 : 5, warmUps: quick ? 0 : 1 });
  const ours = samples.get(OURS) ?? [];
  return [...samples].map(([name, seconds]) => {
    const auroc = median(aurocs.get(name) ?? []);
    const faster = pairedRatio(seconds, ours);
    const line = [
      nameOf(size),
      name,
      minimumAndMedian(summarise(seconds)),
      auroc.toFixed(4),
      name === OURS ? '' : times(faster),
    ];
    return { name, auroc, faster, line };
  });
}

/** @param {Size} size @returns {string} */
const nameOf = ({ trees, depth, threads }) =>
  `${trees} × depth ${depth}, ${threads === 1 ? '1 thread' : `${threads} threads`}`;

/**
 * @param {Size} size
 * @param {Fitted[]} fits ours first
 * @returns {string[]} lines of a list
 */
function judge(size, [ours, ...peers]) {
  if (!ours || peers.length === 0) return [];
  const fastest = peers.reduce((a, b) => (b.faster < a.faster ? b : a));
  const best = peers.reduce((a, b) => (b.auroc > a.auroc ? b : a));
  const judged = peers
    .filter(({ name }) => name === 'sklearn')
    .map(({ faster }) =>
      verdict(
        `${nameOf(size)}: ${times(faster)} as quick as sklearn`,
        `at least ${TIMES_SKLEARN} ×`,
        faster >= TIMES_SKLEARN,
      ),
    );
  judged.push(
    verdict(
      `${nameOf(size)}: ${times(fastest.faster)} as quick as the quickest peer, ${fastest.name}`,
      `at least ${TIMES_FASTEST} ×`,
      fastest.faster >= TIMES_FASTEST,
    ),
    verdict(
      `${nameOf(size)}: AUROC ${ours.auroc.toFixed(4)}, of the best peer, ${best.name}, ${best.auroc.toFixed(4)}`,
      `equal to ${AUROC_NOISE}, or above`,
      ours.auroc >= best.auroc - AUROC_NOISE,
    ),
  );
  return judged;
}

/** @param {BenchContext} context */
function growth({ quick }) {
  const size = { trees: 100, depth: 8, threads: 2 };
  const fits = (quick ? [DATA_ROWS] : [DATA_ROWS, 740_000, MANY_ROWS]).map((count) => {
    const data = makeApplicants(count);
    const fit = fitOurs(data, size, 1, false);
    if (count !== DATA_ROWS) rmSync(data);
    return { count, ...fit, aRow: fit.wholeSeconds / fit.rows, bytesARow: (fit.peakBytes ?? NaN) / fit.rows };
  });
  const rows = fits.map(({ count, wholeSeconds, aRow, seconds, peakBytes = NaN, bytesARow }) => [
    count.toLocaleString('en-US'),
    digits(wholeSeconds),
    digits(aRow * 1e6),
    digits(seconds),
    digits(peakBytes / 1e6),
    digits(bytesARow),
  ]);
  const head = ['rows of the file', 'whole command, s', 'µs a row', 'trees alone, s', 'peak memory, MB', 'bytes a row'];
  const steps = fits.slice(1).map(({ aRow }, index) => aRow / (fits[index]?.aRow ?? NaN));
  const verdicts = fits
    .filter(({ count }) => count === MANY_ROWS)
    .flatMap(({ bytesARow }) => [
      verdict(
        `from one size to the next a row takes ${steps.map(digits).join(' and ')} times as long`,
        'at most linear',
        steps.every((step) => step <= 1),
      ),
      verdict(`${digits(bytesARow)} bytes a row of the largest`, `at most ${BYTES_A_ROW}`, bytesARow <= BYTES_A_ROW),
    ]);
  return (
    '### Growth\n\n100 trees × depth 8, 2 threads, the whole command from CSV to model; time and memory a row are for the ' +
    'rows before April, which train. The memory holds the tool itself and its libraries, which small files do not fill.' +
    `\n\n${table(head, rows)}\n\n${verdicts.join('\n')}`
  );
}
