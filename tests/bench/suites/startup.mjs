// @ts-check
// From navigation to the first decision in Chromium, beside the peers.
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../../scripts/machine/browser.mjs';
import { serveCompressed } from '../support/compressed-server.mjs';
import { plainPage } from '../support/floors.mjs';
import { interleave } from '../support/interleave.mjs';
import { fillForm, own, servedFiles, timedPages } from '../support/pages.mjs';
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

/**
 * The driver has the browser note which line made a request. Unless V8 keeps those lines when it compiles, it parses the
 * whole script once more at the first request, as no visitor's browser does.
 */
const noSecondParse = '--js-flags=--no-enable-lazy-source-positions';

const slowLine = { offline: false, latency: 150, downloadThroughput: 1.64e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** How many times as long above the empty page the peers must take. */
const QUICKER_THAN = new Map([
  ['onnxruntime-web', 10],
  ['ydf-inference', 6],
]);

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'startup',
  title: 'Start-up in Chromium',
  run: async ({ build, peers, quick }) => {
    await build('site');
    await build('package');
    const files = await servedFiles(peers);
    for (const { peer } of timedPages) if (peer) peers.used.add(peer);
    const browser = await chromium.launch({
      executablePath: await browserPath(),
      args: [...browserArguments(), noSecondParse],
    });
    await addPlainPage(files, browser);
    const server = await serveCompressed(files);
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

/**
 * @param {Map<string, import('../support/pages.mjs').Served>} files gets those of the floor of the bank's page
 * @param {import('@playwright/test').Browser} browser
 */
async function addPlainPage(files, browser) {
  const server = await serveCompressed(files);
  try {
    for (const [path, file] of await plainPage(browser, server.origin, fillForm, (name) => files.get(name)))
      files.set(path, file);
  } finally {
    server.close();
  }
}

/** @param {string} version */
const explanation = (version) =>
  `Milliseconds from the start of the navigation until the decision on the same applicant, by the same forest, is drawn ` +
  `(the page's own clock, the frame after), each in a fresh context without a cache. Everything is served with ` +
  `Brotli at its best and preload links, the bank's page with its own headers. On the bank's page the six answers are ` +
  `given one after another, by the events that a person's would make, once the form says that it is ready, and the form is ` +
  `sent: all that happens then until the decision stands there is counted. The peers' pages hold a paragraph and no ` +
  `form, as does that of \`createPrescore\` alone: those are compared.\n\n` +
  `Two pages are floors: they load the bytes of ours under the headers of ours and draw what ours draw, with nothing of ` +
  `ours run. What lies between a page and its floor is ours to lower; what lies below is the line's and the browser's. The package's page is one ` +
  'bundled script, as a bundler makes it of the package; the peers come as the files that they are. Chromium ' +
  `${version}, started for all pages with \`${noSecondParse}\`: the driver has it note which line made a request, and ` +
  "without those lines at hand it would parse every script once more, as no visitor's browser does.";

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {Condition} condition
 * @param {number} rounds
 */
async function measure(browser, origin, condition, rounds) {
  const contenders = timedPages.map((page) => ({
    name: page.name,
    run: () => visit(browser, origin, page, condition),
  }));
  const samples = await interleave(contenders, { rounds, warmUps: condition.slowLine ? 0 : 1 });
  const of = (/** @type {TimedPage} */ { name }) => samples.get(name) ?? [];
  const empty = of(own.empty);
  const above = (/** @type {TimedPage} */ page) => median(of(page).map((each, round) => each - (empty[round] ?? NaN)));
  const rows = timedPages.map((page) => [
    page.name,
    minimumAndMedian(summarise(of(page))),
    page === own.empty ? '' : digits(above(page)),
    page.peer ? times(above(page) / above(own.engine)) : '',
    page.peer ? times(above(page) / above(own.packed)) : '',
  ]);
  const head = [
    'page',
    'ms, minimum / median',
    'above the empty page',
    'as long as `createPrescore`, above the empty page',
    'as long as that of the package',
  ];
  const judged = verdicts(condition, (page) => summarise(of(page)), above);
  return `### ${condition.name}\n\n${table(head, rows)}\n\nOf ${rounds} each.\n\n${judged}`;
}

/** @typedef {import('../support/statistics.mjs').Summary} Summary */
/**
 * @param {Condition} condition
 * @param {(page: TimedPage) => Summary} taken
 * @param {(page: TimedPage) => number} above the empty page, median of the pairs
 */
function verdicts({ above: target, whole }, taken, above) {
  const lines = [];
  const least = (/** @type {TimedPage} */ page) => taken(page).minimum - taken(own.empty).minimum;
  if (target !== undefined) {
    for (const [what, page, floor] of /** @type {const} */ ([
      ['`createPrescore` alone', own.engine, own.bytes],
      ["the bank's page with its form", own.bank, own.plain],
    ])) {
      const line = `${what} takes ${digits(least(page))} ms above the empty page, minimum, its floor ${digits(least(floor))} ms`;
      lines.push(verdict(line, `at most ${target} ms`, least(page) <= target));
    }
  }
  if (whole !== undefined) {
    const { median: bank } = taken(own.bank);
    lines.push(verdict(`the bank's page takes ${digits(bank)} ms, median`, `at most ${whole} ms`, bank <= whole));
  }
  for (const peer of timedPages) {
    if (!peer.peer) continue;
    const goal = QUICKER_THAN.get(peer.peer) ?? 1;
    for (const [what, page] of /** @type {const} */ ([
      ['`createPrescore` alone', own.engine],
      ['that of the package', own.packed],
    ])) {
      const ratio = above(peer) / above(page);
      lines.push(
        verdict(
          `above the empty page ${peer.name} takes ${times(ratio)} as long as ${what}`,
          `at least ${times(goal)}`,
          ratio >= goal,
        ),
      );
    }
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
    const decided = page.waitForEvent('console', {
      predicate: (message) => /^decided /.test(message.text()),
      timeout: 120_000,
    });
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
