// @ts-check
// From navigation to the first decision in Chromium, beside the peers.
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../../scripts/lib/browser.mjs';
import { serveCompressed } from '../support/compressed-server.mjs';
import { interleave } from '../support/interleave.mjs';
import { servedFiles, timedPages } from '../support/pages.mjs';
import { median, summarise } from '../support/statistics.mjs';
import { digits, minimumAndMedian, table, times } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../support/pages.mjs').TimedPage} TimedPage */
/**
 * @typedef {object} Condition
 * @property {string} name
 * @property {number} slowdown
 * @property {boolean} slowLine
 * @property {number} [above] the target: at most so many milliseconds above the empty page, minimum over minimum
 * @property {number} [whole] the target: at most so many milliseconds in all, median
 */

/** @type {Condition[]} */
const conditions = [
  { name: 'CPU as is, fast line', slowdown: 1, slowLine: false, above: 50 },
  { name: 'CPU ÷ 4, fast line', slowdown: 4, slowLine: false, above: 150 },
  { name: 'CPU ÷ 6, fast line', slowdown: 6, slowLine: false, above: 250 },
  { name: 'CPU ÷ 4, 1.64 Mbit/s and 150 ms', slowdown: 4, slowLine: true, whole: 1300 },
];

const slowLine = { offline: false, latency: 150, downloadThroughput: 1.64e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** How many times as long above the empty page the peers must take. */
const QUICKER_THAN = new Map([['onnxruntime-web', 10], ['ydf-inference', 6]]);

/** @type {import('../support/suites.mjs').Suite} */
export const suite = {
  name: 'startup',
  title: 'Start-up in Chromium',
  run: async ({ build, peers, quick }) => {
    await build('site');
    const server = await serveCompressed(await servedFiles(peers));
    for (const { peer } of timedPages) if (peer) peers.used.add(peer);
    const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments() });
    try {
      const sections = [];
      for (const condition of quick ? [conditions[0], conditions[3]] : conditions) {
        if (condition) sections.push(await measure(browser, server.origin, condition, quick ? 1 : 15));
      }
      return `${explanation(browser.version())}\n\n${sections.join('\n\n')}`;
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/** @param {string} version */
const explanation = (version) =>
  `Milliseconds from the start of the navigation until the decision on the same applicant, by the same forest, is drawn ` +
  `(the page's own clock, the frame after), each in a fresh context without a cache. Everything is served with ` +
  `Brotli at its best and preload links, the bank's page with its own headers. The peers' pages hold a paragraph and no ` +
  `form, as does that of \`createPrescore\` alone: those are compared. Chromium ${version}.`;

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {Condition} condition
 * @param {number} rounds
 */
async function measure(browser, origin, condition, rounds) {
  const contenders = timedPages.map((page) => ({ name: page.name, run: () => visit(browser, origin, page, condition) }));
  const samples = await interleave(contenders, { rounds, warmUps: condition.slowLine ? 0 : 1 });
  const of = (/** @type {string} */ name) => samples.get(name) ?? [];
  const [empty, bank, engine] = timedPages.map(({ name }) => of(name));
  const above = (/** @type {readonly number[] | undefined} */ taken) =>
    median((taken ?? []).map((each, round) => each - (empty?.[round] ?? NaN)));
  const rows = timedPages.map(({ name, peer }, index) => [
    name, minimumAndMedian(summarise(of(name))), index === 0 ? '' : digits(above(of(name))),
    peer ? times(above(of(name)) / above(engine)) : '',
  ]);
  const ratios = new Map(timedPages.filter(({ peer }) => peer).map(({ name }) => [name, above(of(name)) / above(engine)]));
  const [emptyTimes, bankTimes, engineTimes] = [empty, bank, engine].map((taken) => summarise(taken ?? []));
  const judged = emptyTimes && bankTimes && engineTimes ? verdicts(condition, emptyTimes, bankTimes, engineTimes, ratios) : '';
  const head = ['page', 'ms, minimum / median', 'above the empty page', 'as long as `createPrescore`, above the empty page'];
  return `### ${condition.name}\n\n${table(head, rows)}\n\nOf ${rounds} each.\n\n${judged}`;
}

/** @typedef {import('../support/statistics.mjs').Summary} Summary */
/**
 * @param {Condition} condition
 * @param {Summary} empty
 * @param {Summary} bank the whole page, with its form
 * @param {Summary} engine alone, as the peers are
 * @param {Map<string, number>} ratios of the peers to the engine
 */
function verdicts({ above, whole }, empty, bank, engine, ratios) {
  const lines = [];
  if (above !== undefined) {
    for (const [what, { minimum }] of /** @type {const} */ ([['`createPrescore` alone', engine], ['the bank\'s page with its form', bank]])) {
      const least = minimum - empty.minimum;
      lines.push(verdict(`${what} takes ${digits(least)} ms above the empty page, minimum`, `at most ${above} ms`, least <= above));
    }
  }
  if (whole !== undefined) {
    lines.push(verdict(`the bank's page takes ${digits(bank.median)} ms, median`, `at most ${whole} ms`, bank.median <= whole));
  }
  for (const [name, ratio] of ratios) {
    const goal = QUICKER_THAN.get(name) ?? 1;
    const what = `above the empty page ${name} takes ${times(ratio)} as long as \`createPrescore\` alone`;
    lines.push(verdict(what, `at least ${times(goal)}`, ratio >= goal));
  }
  return lines.join('\n');
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {TimedPage} timed
 * @param {Condition} condition
 * @returns {Promise<number>} milliseconds
 */
async function visit(browser, origin, { name, path, script }, { slowdown, slowLine: isSlow }) {
  const context = await browser.newContext({ locale: 'ru-RU' });
  try {
    const page = await context.newPage();
    if (script) await page.addInitScript(script);
    const devTools = await context.newCDPSession(page);
    await devTools.send('Network.enable');
    if (isSlow) await devTools.send('Network.emulateNetworkConditions', slowLine);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const decided = page.waitForEvent('console', { predicate: (message) => /^decided /.test(message.text()), timeout: 120_000 });
    const failed = page.waitForEvent('pageerror', { timeout: 0 }).then((error) => {
      throw new Error(`${name}: ${error}`);
    });
    failed.catch(() => undefined);
    await page.goto(origin + path, { waitUntil: 'commit' });
    const message = await Promise.race([decided, failed]);
    return Number(message.text().split(' ')[1]);
  } finally {
    await context.close();
  }
}
