// @ts-check
// docs/quality.md: what is promised, the command that proves it, and the figures of its last run.

export const QUALITY_FIGURES = 'docs/quality.json';
export const QUALITY_PAGE = 'docs/quality.md';

/** The share of faults put into the core that its tests must notice, of those that change what it does. */
export const WANTED_SHARE = 0.95;

/** Percent with one decimal, never rounded up: only all of them are 100.0. @param {number} share */
export const percentDown = (share) => (Math.floor(share * 1000) / 10).toFixed(1);

/** @typedef {Record<string, any>} Figures by command; what is missing has not been measured */
/** @typedef {{ promise: string, command: string, figure: (figures: Figures) => string }} Line */

const each = () => 'each run';
const count = (/** @type {number} */ value) => value.toLocaleString('en');

/** @type {Line[]} */
const LINES = [
  { promise: 'No byte that comes from outside breaks a reader', command: 'npm run fuzz', figure: fuzzFigure },
  {
    promise: 'The same inputs, and new ones for ten seconds a target',
    command: 'npm test -- --only fuzz',
    figure: each,
  },
  {
    promise:
      'No error of memory and no undefined behaviour in the native suite, but for the tests that count allocations themselves',
    command: 'npm test -- --only asan',
    figure: each,
  },
  {
    promise: 'A million evaluations leave the memory as it was, natively',
    command: 'npm test -- --only native',
    figure: each,
  },
  { promise: 'The same in WebAssembly', command: 'npm test -- --only node', figure: each },
  {
    promise: 'Every cell of the answer grid decides alike natively, in WebAssembly and in the JavaScript twin',
    command: 'npm test -- --only node',
    figure: each,
  },
  {
    promise: 'A model file cut short or with a bit turned is refused or harmless',
    command: 'npm test -- --only native',
    figure: each,
  },
  {
    promise: `The tests notice at least ${WANTED_SHARE * 100} % of small faults put into the core`,
    command: 'npm run mutate',
    figure: mutateFigure,
  },
  {
    promise: 'The tool is hardened: a fault of memory stops it and is hard to use; its file is read to see it',
    command: 'npm test -- --only node',
    figure: each,
  },
  { promise: 'What the hardening costs', command: 'npm run bench -- --only hardening', figure: hardeningFigure },
  { promise: 'clang-tidy finds nothing in the core and the tool', command: 'npm test -- --only tidy', figure: each },
  {
    promise: 'cppcheck finds nothing in the core, the tool and the bridge',
    command: 'npm test -- --only cppcheck',
    figure: each,
  },
  {
    promise:
      'Whoever builds the sources gets the same bytes: tool, WebAssembly, twin, model, loader, pages and package',
    command: 'npm run reproduce',
    figure: reproduceFigure,
  },
  {
    promise: 'The manifest of a release holds the hash of every file that is sent',
    command: 'npm test -- --only node',
    figure: each,
  },
  {
    promise: 'What ships and what builds it is listed, with versions and licences',
    command: 'npm run sbom',
    figure: () => 'writes `build/sbom.json`',
  },
  {
    promise: 'No npm package has a known vulnerability',
    command: 'npm audit',
    figure: () => '**not answered** where this was measured: its registry has no such service',
  },
  {
    promise: 'The whole way of an applicant, inline and framed, in three engines',
    command: 'npm run test:browsers',
    figure: browsersFigure,
  },
  { promise: 'A long day on one page leaves nothing behind', command: 'npm run test:life', figure: lifeFigure },
];

const INTRODUCTION = `# Quality

What is promised, the command that proves it, and what its last run found. \`npm run quality\` writes this page from
\`docs/quality.json\`, which holds the figures as the commands left them. *Each run*: a part of \`npm test\`, which fails
where the promise does not hold.`;

const NOT_TRIED = `## What was not tried

- No one from outside has attacked it. All that stands here was measured by those who wrote it, on one machine: x86-64,
  Debian 12.
- WebKitGTK stands in for Safari, a slowed-down Chromium for a cheap phone: no iPhone and no Android device was driven.
- Nothing hides how long a decision takes, or which branches it takes. The model is public and the answers are the
  applicant's own, so neither gives anything away.
- The bank's server, its network and its logs: [hosting.md](hosting.md) says what they must hold to.`;

/** @param {Figures} figures @returns {string} the page */
export function renderQuality(figures) {
  const rows = LINES.map(({ promise, command, figure }) => `| ${promise} | \`${command}\` | ${figure(figures)} |`);
  return [
    INTRODUCTION,
    '',
    '| promise | command | last figures |',
    '| --- | --- | --- |',
    ...rows,
    '',
    NOT_TRIED,
    '',
    ...fuzzTable(figures),
    ...survivors(figures),
  ].join('\n');
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
  const share = percentDown(mutate.caught / mutate.judged);
  const short = mutate.caught / mutate.judged < WANTED_SHARE ? ', **below the aim**' : '';
  return `${mutate.date}: ${count(mutate.caught)} of ${count(mutate.judged)} caught (${share} %)${short}`;
}

/** @param {Figures} figures */
function hardeningFigure(figures) {
  const run = figures['bench-hardening'];
  if (!run) return 'not measured';
  const extra = (/** @type {number} */ ratio) => `${ratio >= 1 ? '+' : ''}${Math.round((ratio - 1) * 100)} %`;
  const { score, scoreFull, train } = run.ratios;
  return `${run.date}: score ${extra(score)}, with 18 columns ${extra(scoreFull)}, train ${extra(train)} of the time`;
}

/** @param {Figures} figures */
function reproduceFigure({ reproduce }) {
  if (!reproduce) return 'not measured';
  const { date, files, different } = reproduce;
  const but = different.length === 0 ? '' : `, **not** ${different.join(', ')}`;
  return `${date}: ${count(files - different.length)} of ${count(files)} files the same in two folders${but}`;
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
  const rows = Object.entries(fuzz.targets).map(
    ([name, { executions, seconds, edges, allEdges }]) =>
      `| ${name} | ${count(executions)} | ${(seconds / 60).toFixed(1)} | ${count(edges)} of ${count(allEdges)} |`,
  );
  return [
    '## Fuzzing',
    '',
    'Edges count all that is linked into a target, the libraries and the unused half of the code too.',
    '',
    '| target | executions | minutes | edges covered |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}

/** @param {Figures} figures */
function survivors({ mutate }) {
  if (!mutate || mutate.survivors.length === 0) return [];
  return [
    '## Faults that no test noticed',
    '',
    `Of ${count(mutate.mutants)} faults ${count(mutate.equivalent)} change nothing that anybody could see, each for the reason in ` +
      '`tests/mutation/explained.json`. Of the others these survived or lie where no test comes.',
    '',
    '```',
    ...mutate.survivors,
    '```',
    '',
  ];
}
