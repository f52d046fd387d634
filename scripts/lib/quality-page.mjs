// @ts-check
// docs/quality.md: what is promised, the command that proves it, and the figures of its last run.

export const QUALITY_FIGURES = 'docs/quality.json';
export const QUALITY_PAGE = 'docs/quality.md';

/** The share of faults put into the core that its tests must notice, of those that change what it does. */
export const WANTED_SHARE = 0.95;

/** @typedef {Record<string, any>} Figures by command; what is missing has not been measured */
/** @typedef {{ promise: string, command: string, figure: (figures: Figures) => string }} Line */

const each = () => 'each run';
const count = (/** @type {number} */ value) => value.toLocaleString('en');

/** @type {Line[]} */
const LINES = [
  { promise: 'No byte that comes from outside breaks a reader', command: 'npm run fuzz', figure: fuzzFigure },
  { promise: 'The same inputs, and new ones for ten seconds a target', command: 'npm test -- --only fuzz', figure: each },
  { promise: 'No error of memory and no undefined behaviour in the whole native suite', command: 'npm test -- --only asan', figure: each },
  { promise: 'Every cell of the answer grid decides alike natively, in WebAssembly and in the JavaScript twin', command: 'npm test -- --only node', figure: each },
  { promise: 'A model file cut short or with a bit turned is refused or harmless', command: 'npm test -- --only native', figure: each },
  { promise: `The tests notice at least ${WANTED_SHARE * 100} % of small faults put into the core`, command: 'npm run mutate', figure: mutateFigure },
  { promise: 'The whole way of an applicant, inline and framed, in three engines', command: 'npm run test:browsers', figure: browsersFigure },
  { promise: 'A long day on one page leaves nothing behind', command: 'npm run test:life', figure: lifeFigure },
];

/** @param {Figures} figures @returns {string} the page */
export function renderQuality(figures) {
  const rows = LINES.map(({ promise, command, figure }) => `| ${promise} | \`${command}\` | ${figure(figures)} |`);
  return ['# Quality', '', 'What is promised, the command that proves it, and what its last run found. `npm run quality` writes this page.', '',
    '| promise | command | last figures |', '| --- | --- | --- |', ...rows, '', ...fuzzTable(figures), ...survivors(figures)].join('\n');
}

/** @param {Figures} figures */
function fuzzFigure({ fuzz }) {
  if (!fuzz) return 'not measured';
  const all = Object.values(fuzz.targets);
  const sum = (/** @type {string} */ name) => all.reduce((total, target) => total + target[name], 0);
  const broken = all.filter(({ passed }) => !passed).length;
  return `${fuzz.date}: ${count(sum('executions'))} executions in ${Math.round(sum('seconds') / 60)} minutes, ${broken} targets broke`;
}

/** @param {Figures} figures */
function mutateFigure({ mutate }) {
  if (!mutate) return 'not measured';
  const share = ((mutate.caught / mutate.judged) * 100).toFixed(1);
  const short = mutate.caught / mutate.judged < WANTED_SHARE ? ', **below the aim**' : '';
  return `${mutate.date}: ${count(mutate.caught)} of ${count(mutate.judged)} caught (${share} %)${short}`;
}

/** @param {Figures} figures */
function browsersFigure(figures) {
  const run = figures['test-browsers'];
  return run ? `${run.date}: ${run.engines.join(', ')}; ${run.passed} passed, ${run.failed} failed` : 'not measured';
}

/** @param {Figures} figures */
function lifeFigure(figures) {
  const run = figures['test-life'];
  return run ? `${run.date}: ${run.told.join('; ')}; ${run.passed} passed, ${run.failed} failed` : 'not measured';
}

/** @param {Figures} figures */
function fuzzTable({ fuzz }) {
  if (!fuzz) return [];
  const rows = Object.entries(fuzz.targets).map(([name, { executions, seconds, edges, allEdges }]) =>
    `| ${name} | ${count(executions)} | ${(seconds / 60).toFixed(1)} | ${count(edges)} of ${count(allEdges)} |`);
  return ['## Fuzzing', '', 'Edges count all that is linked into a target, the libraries and the unused half of the code too.', '',
    '| target | executions | minutes | edges covered |', '| --- | ---: | ---: | ---: |', ...rows, ''];
}

/** @param {Figures} figures */
function survivors({ mutate }) {
  if (!mutate || mutate.survivors.length === 0) return [];
  return ['## Faults that no test noticed', '',
    `Of ${count(mutate.mutants)} faults these survived or lie where no test comes; those that change nothing are not yet told apart.`, '',
    '```', ...mutate.survivors, '```', ''];
}
