// @ts-check
// One decision: the whole way through the public API, the reasons, and the bare forest beside the peers.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleScript } from '../../../site/build/bundle.mjs';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { interleave, microsecondsPerCall } from '../support/interleave.mjs';
import { prepareTasks } from '../support/scoring-tasks.mjs';
import { checkScores, nativeTimer, peerScorers, TOLERANCE, wasmTimer } from '../support/scorers.mjs';
import { pairedRatio, summarise } from '../support/statistics.mjs';
import { digits, minimumAndMedian, percent, table, times } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../../../scripts/quality/suites.mjs').BenchContext} BenchContext */
/** @typedef {import('../support/scoring-tasks.mjs').PreparedTask} PreparedTask */

const FOLDER = inRoot('build', 'bench-single');
const NATIVE = 'Prescore';
const WASM = 'Prescore in WebAssembly';
/** Microseconds, median. */
const GOALS = {
  evaluate: 6,
  explain: 50,
  bare: new Map([
    ['100 × depth 8', 1.5],
    ['300 × depth 10', 8],
  ]),
};

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'single',
  title: 'One decision',
  run: async (context) => {
    await context.build('site');
    const parts = [await throughTheApi(context)];
    for await (const task of prepareTasks(context)) parts.push(await bareForest(context, task));
    return parts.join('\n\n');
  },
};

/** Answers as most people give them, all options among them. @returns {Record<string, string>[]} */
function variedAnswers() {
  /** @type {{ questions: { id: string, options?: { id: string }[] }[] }} */
  const { questions } = JSON.parse(readFileSync(inRoot('model', 'instant-card', 'questionnaire.json'), 'utf8'));
  const choices = questions.filter(({ options }) => options);
  return Array.from({ length: 256 }, (_, turn) => ({
    age: String(21 + ((turn * 7) % 45)),
    income: String(10_000 + ((turn * 79) % 200) * 1000),
    ...Object.fromEntries(
      choices.map(({ id, options = [] }, index) => [
        id,
        options[Math.floor(turn / (index + 1)) % options.length]?.id ?? '',
      ]),
    ),
  }));
}

/** @param {BenchContext} context */
async function throughTheApi({ quick }) {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, 'prescore.mjs');
  writeFileSync(
    file,
    await bundleScript(inRoot('tests', 'bench', 'support', 'bare.ts'), inRoot('build', 'wasm', 'prescore.mjs')),
  );
  const { createPrescore } = await import(pathToFileURL(file).href);
  const prescore = await createPrescore({
    wasm: readFileSync(inRoot('build', 'wasm', 'prescore.wasm')),
    model: readFileSync(inRoot('build', 'instant-card.bin')),
  });
  const all = variedAnswers();
  const kinds = new Set(all.map((answers) => prescore.evaluate(answers).outcome));
  if (kinds.has(undefined) || kinds.size < 2)
    throw new Error(`The answers lead to ${[...kinds]}: they measure too little.`);
  let next = 0;
  const answers = () => all[next++ % all.length];
  const milliseconds = quick ? 20 : 200;
  const samples = await interleave(
    [
      { name: '`evaluate`', run: () => microsecondsPerCall(() => prescore.evaluate(answers()), milliseconds) },
      { name: '`explain`', run: () => microsecondsPerCall(() => prescore.explain(answers()), milliseconds) },
    ],
    { rounds: quick ? 1 : 15 },
  );
  const [evaluate, explain] = [...samples.values()].map(summarise);
  const rows = [...samples].map(([name, micros]) => [
    name,
    minimumAndMedian(summarise(micros)),
    percent(summarise(micros).spread),
  ]);
  return [
    'One thread of Node. Through the public TypeScript API with the shipped programme: validation of the six texts, ' +
      'encoding, forest, probability of default, rules and offers, and for `explain` the reasons and what would help; ' +
      `${all.length} different applicants in turns.`,
    table(['call', 'µs, minimum / median', 'spread'], rows),
    [
      verdict(
        `\`evaluate\` takes ${digits(evaluate?.median ?? NaN)} µs`,
        `at most ${GOALS.evaluate} µs`,
        (evaluate?.median ?? NaN) <= GOALS.evaluate,
      ),
      verdict(
        `\`explain\` takes ${digits(explain?.median ?? NaN)} µs`,
        `at most ${GOALS.explain} µs`,
        (explain?.median ?? NaN) <= GOALS.explain,
      ),
    ].join('\n'),
  ].join('\n\n');
}

/**
 * @param {BenchContext} context
 * @param {PreparedTask} prepared
 */
async function bareForest({ peers, quick }, { name, heading, task }) {
  const native = nativeTimer(task);
  const wasm = await wasmTimer(task);
  const others = await peerScorers(peers, task);
  try {
    checkScores(task, NATIVE, await native.scores('bare'), 0);
    checkScores(task, WASM, await wasm.scores('bare'), 0);
    for (const { name: other, scores } of others) checkScores(task, other, await scores(), TOLERANCE);
    const milliseconds = quick ? 20 : 200;
    const samples = await interleave(
      [
        { name: NATIVE, run: () => native.time('bare', milliseconds) },
        { name: WASM, run: () => wasm.time('bare', milliseconds) },
        ...others.map(({ name: other, single }) => ({ name: other, run: () => single(milliseconds) })),
      ],
      { rounds: quick ? 1 : 9 },
    );
    const ours = samples.get(WASM) ?? [];
    const rows = [...samples].map(([engine, micros]) => [
      engine,
      minimumAndMedian(summarise(micros)),
      percent(summarise(micros).spread),
      times(pairedRatio(micros, ours)),
    ]);
    const head = ['engine', 'µs a row, minimum / median', 'spread', 'as long as ours in WebAssembly'];
    return [
      `### The bare forest, ${heading}`,
      "Microseconds of the processor's time. XGBoost and scikit-learn are asked through Python, whose call is most of their time.",
      table(head, rows),
      ...verdictsOf(name, samples),
    ].join('\n\n');
  } finally {
    for (const { close } of [native, wasm, ...others]) close();
  }
}

/**
 * @param {string} name
 * @param {Map<string, number[]>} samples
 * @returns {string[]} one list, or none where there is no target
 */
function verdictsOf(name, samples) {
  const goal = GOALS.bare.get(name);
  if (goal === undefined) return [];
  const lines = [NATIVE, WASM].map((engine) => {
    const { median } = summarise(samples.get(engine) ?? []);
    return verdict(`${engine} takes ${digits(median)} µs`, `at most ${goal} µs`, median <= goal);
  });
  return [lines.join('\n')];
}
