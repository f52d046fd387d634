// @ts-check
// docs/quality.md: each promise, the command that proves it, and the figures of its last run.

export const QUALITY_FIGURES = 'docs/quality.json';
export const QUALITY_PAGE = 'docs/quality.md';

/** The share of the core's mutants that its tests must notice. Mutants that change nothing are not counted. */
export const WANTED_SHARE = 0.95;

/** Percent with one decimal, rounded down: only a share of 1 is 100.0. @param {number} share */
export const percentDown = (share) => (Math.floor(share * 1000) / 10).toFixed(1);

/** @typedef {Record<string, any>} Figures by command; a missing command was not measured */
/** @typedef {{ promise: string, command: string, figure: (figures: Figures) => string }} Line */

const each = () => 'each run';
const count = (/** @type {number} */ value) => value.toLocaleString('en');

/** @type {Line[]} */
const LINES = [
  { promise: 'No bytes from outside break a reader', command: 'npm run fuzz', figure: fuzzFigure },
  {
    promise: 'The same inputs, and new ones for ten seconds per target',
    command: 'npm test -- --only fuzz',
    figure: each,
  },
  {
    promise:
      'No memory error and no undefined behaviour in the native tests, except the tests that count allocations themselves',
    command: 'npm test -- --only asan',
    figure: each,
  },
  {
    promise: 'A million native evaluations do not change the memory in use',
    command: 'npm test -- --only native',
    figure: each,
  },
  {
    promise: 'A million evaluations in WebAssembly do not change it either',
    command: 'npm test -- --only node',
    figure: each,
  },
  {
    promise:
      'Every cell of the answer grid gives the same decision natively, in WebAssembly and in the JavaScript twin',
    command: 'npm test -- --only node',
    figure: each,
  },
  {
    promise: 'A model file that is cut short or has a wrong bit is refused or harmless',
    command: 'npm test -- --only native',
    figure: each,
  },
  {
    promise: `The tests notice at least ${WANTED_SHARE * 100} % of small changes that break the core`,
    command: 'npm run mutate',
    figure: mutateFigure,
  },
  {
    promise:
      'The tool is hardened: a memory error stops it and is hard to exploit; the test reads the flags in its file',
    command: 'npm test -- --only node',
    figure: each,
  },
  { promise: 'What the hardening costs', command: 'npm run bench -- --only hardening', figure: hardeningFigure },
  {
    promise: 'clang-tidy finds nothing in the core, the tool, the service and the bridge',
    command: 'npm test -- --only tidy',
    figure: each,
  },
  {
    promise: 'cppcheck finds nothing in the core, the tool, the service and the bridge',
    command: 'npm test -- --only cppcheck',
    figure: each,
  },
  {
    promise:
      'Building the sources elsewhere gives the same bytes: tool, WebAssembly, twin, model, loader, pages and package',
    command: 'npm run reproduce',
    figure: reproduceFigure,
  },
  {
    promise: 'The manifest of a release contains the hash of every file that a server sends',
    command: 'npm test -- --only node',
    figure: each,
  },
  {
    promise: 'Everything that ships, and everything that builds it, is listed with version and licence',
    command: 'npm run sbom',
    figure: () => 'writes `build/sbom.json`',
  },
  {
    promise: 'No npm package has a known vulnerability',
    command: 'npm audit',
    figure: () => '**unknown**: the registry of the measuring machine has no such service',
  },
  {
    promise:
      "An applicant's whole journey, inline and in the frame, and partners' pages of many kinds work in three browser engines",
    command: 'npm run test:browsers',
    figure: browsersFigure,
  },
  { promise: 'A long day on one page leaks nothing', command: 'npm run test:life', figure: lifeFigure },
  {
    promise: "A partner's page that records everything sees the same of 200 applicants, the clock aside",
    command: 'npm test -- --only browser',
    figure: each,
  },
  {
    promise: 'The decision service loses and doubles nothing, and keeps its memory',
    command: 'npm run test:service',
    figure: serviceFigure,
  },
  {
    promise:
      'A full, removed, locked or read-only database, a clock set back, PostgreSQL stopped or cut off: 503, and nothing lost',
    command: 'npm test -- --only service',
    figure: each,
  },
  {
    promise:
      'No answer, reference, client data, key or token is in a log line, a metric, a trace or an error of the service',
    command: 'npm test -- --only service',
    figure: each,
  },
  {
    promise: 'Server, tool and WebAssembly decide the same on the whole answer grid',
    command: 'npm test -- --only service',
    figure: each,
  },
  {
    promise: 'The time of a message from the frame does not hint at outcome, income or kind of issue',
    command: 'npm run test:timing',
    figure: timingFigure,
  },
];

const INTRODUCTION = `# Quality

Each promise, the command that proves it, and the result of its last run. \`npm run quality\` writes this page from the
figures in \`docs/quality.json\`. *Each run* means that \`npm test\` checks the promise and fails when it is broken.`;

const NOT_TRIED = `## What was not tested

- No outsider has attacked it. The authors measured everything on this page, on one machine: x86-64, Debian 12.
- WebKitGTK was tested instead of Safari, and a slowed-down Chromium instead of a cheap phone. No iPhone and no Android
  device was used.
- The time of a decision is hidden from partners' pages only as the table says: on a machine that takes more than 120 ms to
  decide and draw, the message waits for it. The branches that a decision takes are not hidden from the applicant's own
  machine; the model is public and the answers are the applicant's own, so they reveal nothing.
- The bank's server, its network and its logs: [hosting.md](hosting.md) says what they must do.`;

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
  const short = mutate.caught / mutate.judged < WANTED_SHARE ? ', **below the target**' : '';
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
  return run ? `${run.date}: ${run.lines.join('; ')}; ${run.passed} passed, ${run.failed} failed` : 'not measured';
}

/** @param {Figures} figures */
function serviceFigure(figures) {
  const run = figures['test-service'];
  return run ? `${run.date}: ${run.lines.join('; ')}; ${run.passed} passed, ${run.failed} failed` : 'not measured';
}

/** @param {Figures} figures */
function timingFigure(figures) {
  const run = figures['test-timing'];
  if (!run) return 'not measured';
  return `${run.date}: difference of medians and p-value, ${count(run.count)} measurements in each group: ${run.lines.join('; ')}`;
}

/** @param {Figures} figures */
function fuzzTable({ fuzz }) {
  if (!fuzz) return [];
  const rows = Object.entries(fuzz.targets).map(
    ([name, { date, executions, seconds, edges, allEdges }]) =>
      `| ${name} | ${date} | ${count(executions)} | ${(seconds / 60).toFixed(1)} | ${count(edges)} of ${count(allEdges)} |`,
  );
  return [
    '## Fuzzing',
    '',
    'The edges are those of everything that is linked into a target, including the libraries and unused code.',
    '',
    '| target | last run | executions | minutes | edges covered |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}

/** @param {Figures} figures */
function survivors({ mutate }) {
  if (!mutate || mutate.survivors.length === 0) return [];
  return [
    '## Mutants that no test noticed',
    '',
    `${count(mutate.equivalent)} of ${count(mutate.mutants)} mutants change nothing visible; \`scripts/mutation/explained.json\` gives the ` +
      'reasons. These others survived, or no test reaches them.',
    '',
    '```',
    ...mutate.survivors,
    '```',
    '',
  ];
}
