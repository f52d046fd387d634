// @ts-check
// The sizing of docs/deployment.md: what a number of decisions a day takes, from 10^3 to 10^9.
//
//   measured    what one core answers a second with everything recorded, and the memory: docs/benchmarks.md;
//               what a decision takes in the database: docs/service.md
//   assumed     how much busier the busiest moment is than the day, and how busy a core may be then
//   calculated  everything else: cores, processes, disk
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../base/paths.mjs';
import { BENCHMARKS } from './benchmarks-page.mjs';

const PAGE = 'docs/deployment.md';
const [OPENING, CLOSING] = ['<!-- sizing -->', '<!-- end of sizing -->'];

const DAY = 86_400;
/** The busiest second has this many times the decisions of an average one. */
const PEAK = 10;
/** A core is to be this busy at most then. */
const BUSY = 0.5;
/** Decisions a day, as powers of ten. */
const POWERS = [3, 4, 5, 6, 7, 8, 9];

/**
 * @typedef {object} Figures
 * @property {number} perCore decisions that one core answers a second
 * @property {number} memory MB, at most
 * @property {number} kilobytes that a decision takes in the database
 * @property {number} audit microseconds of a core that the audit takes for each decision in the log
 * @property {number | undefined} postgres decisions that one service keeps a second in a PostgreSQL beside it; undefined
 *   until that was measured
 */

/**
 * @param {string} benchmarks the text of docs/benchmarks.md
 * @param {string} service the text of docs/service.md
 * @returns {Figures}
 */
export function readFigures(benchmarks, service) {
  /** @param {string} text @param {RegExp} pattern @param {string} where */
  const find = (text, pattern, where) => {
    const [, figure] = pattern.exec(text) ?? [];
    if (figure === undefined) throw new Error(`${where} has no line that fits ${pattern}.`);
    return Number(figure.replaceAll(',', ''));
  };
  return {
    perCore: find(benchmarks, /one core answers ([\d,]+) decisions a second/, BENCHMARKS),
    memory: find(benchmarks, /the memory is [\d.,]+ MB, at most ([\d.,]+) MB/, BENCHMARKS),
    postgres: /PostgreSQL on this machine keeps/.test(benchmarks)
      ? find(benchmarks, /PostgreSQL on this machine keeps ([\d,]+) decisions a second/, BENCHMARKS)
      : undefined,
    audit: find(benchmarks, /the audit takes ([\d.,]+) µs of CPU a decision/, BENCHMARKS),
    kilobytes: find(service, /A decision takes about ([\d.]+) kB in the database/, 'docs/service.md'),
  };
}

/** @param {number} value @returns {string} two digits that count, with commas */
function digits(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** @param {number} gigabytes */
const disk = (gigabytes) => (gigabytes >= 1000 ? `${digits(gigabytes / 1000)} TB` : `${digits(gigabytes)} GB`);

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 120) return `${digits(seconds)} s`;
  if (seconds < 7200) return `${digits(seconds / 60)} min`;
  return seconds < 172_800 ? `${digits(seconds / 3600)} h` : `${digits(seconds / DAY)} days`;
}

/** @param {Figures} figures @param {number} perDay */
function needsOf({ perCore, kilobytes, audit }, perDay) {
  const average = perDay / DAY;
  const peak = average * PEAK;
  const rows = perDay * 365;
  return {
    perDay,
    average,
    peak,
    cores: peak / (perCore * BUSY),
    yearly: (rows * kilobytes) / 1e6,
    auditing: (rows * audit) / 1e6,
  };
}

/** A bar of a length that grows with the number of digits. @param {number} cores */
function bar(cores) {
  const length = Math.round((Math.log10(cores) + 5) * 6);
  return '█'.repeat(Math.max(1, length));
}

/**
 * @param {Figures} figures
 * @returns {string} the section, between its marks
 */
export function sizingSection(figures) {
  const { perCore, memory, kilobytes, postgres, audit } = figures;
  const needs = POWERS.map((power) => needsOf(figures, 10 ** power));
  const servers = (/** @type {number} */ peak) =>
    postgres === undefined ? '' : ` ${Math.ceil(peak / (postgres * BUSY)).toLocaleString('en-US')} |`;
  const rows = needs.map(({ perDay, average, peak, cores, yearly, auditing }) => {
    const cells = [perDay.toLocaleString('en-US'), digits(average), digits(peak), digits(cores), Math.ceil(cores)];
    return `| ${cells.join(' | ')} |${servers(peak)} ${disk(yearly)} | ${duration(auditing)} |`;
  });
  const server = postgres === undefined ? ['', ''] : [' PostgreSQL servers |', ' ---: |'];
  const bars = needs.map(
    ({ perDay, cores }) =>
      `${perDay.toLocaleString('en-US').padStart(13)}  ${bar(cores)} ${cores < 1 ? `${digits(cores * 100)} % of a core` : `${digits(cores)} cores`}`,
  );
  const millionsADay = (/** @type {number} */ perSecond) => digits((perSecond * BUSY * (DAY / PEAK)) / 1e6);
  const onPostgres =
    postgres === undefined
      ? 'PostgreSQL was not measured yet.'
      : `PostgreSQL on the same machine keeps ${digits(postgres)} a second, ${millionsADay(postgres)} million
a day.`;
  return `${OPENING}
**Measured** ([benchmarks.md](benchmarks.md#the-decision-service)): one core answers ${digits(perCore)} decisions a second, each
computed with reasons and on the disk before its answer, with ${digits(memory)} MB of memory; a decision takes ${kilobytes} kB in the
database, and the nightly audit ${audit} µs of a core for each. **Assumed:** the busiest second has ${PEAK} times the decisions
of an average one, and a core is then ${BUSY * 100} % busy.
**Calculated:** everything in the table. One core and an SQLite file so carry ${millionsADay(perCore)} million
decisions a day. ${onPostgres}

| decisions a day | a second | at the peak | cores then | services on SQLite |${server[0]} database after a year | audit of that |
| ---: | ---: | ---: | ---: | ---: |${server[1]} ---: | ---: |
${rows.join('\n')}

\`\`\`
decisions a day  processor at the peak, each step of ten as long as the next
${bars.join('\n')}
\`\`\`
${CLOSING}`;
}

/** @param {string} page @returns {string} the section as it stands there */
export function presentSizing(page) {
  const [begin, end] = [page.indexOf(OPENING), page.indexOf(CLOSING)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} lacks the marks ${OPENING} and ${CLOSING}.`);
  return page.slice(begin, end + CLOSING.length);
}

/** Writes the section again, from the figures of today. */
export function writeSizing() {
  const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');
  const page = read(PAGE);
  const section = sizingSection(readFigures(read(BENCHMARKS), read('docs/service.md')));
  writeFileSync(
    inRoot(PAGE),
    page.replace(presentSizing(page), () => section),
  );
}
