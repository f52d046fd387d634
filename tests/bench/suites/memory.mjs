// @ts-check
// What a page holds in memory once it has decided, beside the peers, and after the widget is removed.
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../../scripts/machine/browser.mjs';
import { serveCompressed } from '../support/compressed-server.mjs';
import { own, servedFiles, timedPages } from '../support/pages.mjs';
import { median } from '../support/statistics.mjs';
import { digits, table } from '../support/table.mjs';
import { verdict } from '../support/verdict.mjs';

/** @typedef {import('../support/pages.mjs').TimedPage} TimedPage */
/** @typedef {{ heap: number, wasm: number }} Held megabytes */

/** Notes every memory of WebAssembly, imported or exported, without keeping it alive. */
const watchMemories = `const seen = globalThis.memories = [];
const note = (value) => value instanceof WebAssembly.Memory && seen.push(new WeakRef(value));
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (source, imports) => {
    for (const group of Object.values(imports ?? {})) Object.values(group).forEach(note);
    const made = await original.call(WebAssembly, source, imports);
    Object.values((made.instance ?? made).exports).forEach(note);
    return made;
  };
}`;
const wasmBytes = `[...new Set(memories.map((memory) => memory.deref()))]
  .reduce((sum, memory) => sum + (memory?.buffer.byteLength ?? 0), 0)`;

/** Floors hold nothing of ours. */
const pages = timedPages.filter((page) => page !== own.plain && page !== own.bytes);
const REMOVED = 'its widget removed';
const HEAP_MB = 4;
const WASM_MB = 2;

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'memory',
  title: 'Memory in Chromium',
  run: async ({ build, peers, quick }) => {
    await build('site');
    await build('package');
    const server = await serveCompressed(await servedFiles(peers));
    for (const { peer } of pages) if (peer) peers.used.add(peer);
    const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments() });
    try {
      const rounds = quick ? 1 : 5;
      /** @type {Map<string, Held>} */
      const held = new Map();
      for (const timed of pages) {
        held.set(timed.name, await medians(rounds, () => visit(browser, server.origin, timed, false)));
        if (!timed.script) continue;
        held.set(`${timed.name}, ${REMOVED}`, await medians(rounds, () => visit(browser, server.origin, timed, true)));
      }
      const rows = [...held].map(([name, { heap, wasm }]) => [name, digits(heap), digits(wasm)]);
      const text =
        'Megabytes after the decision and a collection of garbage: the JavaScript heap, and beside it the ' +
        'memories of WebAssembly. Medians.';
      return `${text}\n\n${table(['page', 'JavaScript heap', 'WebAssembly'], rows)}\n\n${verdicts(held)}`;
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/**
 * @param {number} rounds
 * @param {() => Promise<Held>} measure
 * @returns {Promise<Held>}
 */
async function medians(rounds, measure) {
  const all = [];
  for (let round = 0; round < rounds; ++round) all.push(await measure());
  return { heap: median(all.map(({ heap }) => heap)), wasm: median(all.map(({ wasm }) => wasm)) };
}

/** @param {Map<string, Held>} held */
function verdicts(held) {
  const [empty, bank] = timedPages.map(({ name }) => name);
  const none = { heap: NaN, wasm: NaN };
  const ours = held.get(bank ?? '') ?? none;
  const removed = held.get(`${bank}, ${REMOVED}`) ?? none;
  const heap = ours.heap - (held.get(empty ?? '') ?? none).heap;
  return [
    verdict(
      `the bank's page holds ${digits(heap)} MB of heap more than the empty page`,
      `at most ${HEAP_MB} MB`,
      heap <= HEAP_MB,
    ),
    verdict(`its WebAssembly holds ${digits(ours.wasm)} MB`, `at most ${WASM_MB} MB`, ours.wasm <= WASM_MB),
    verdict(`with the widget removed ${digits(removed.wasm)} MB of WebAssembly are left`, 'none', removed.wasm === 0),
  ].join('\n');
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {TimedPage} timed
 * @param {boolean} removes whether the widget is taken out of the page first
 * @returns {Promise<Held>}
 */
async function visit(browser, origin, { path, script }, removes) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchMemories);
    if (script) await page.addInitScript(script);
    const decided = page.waitForEvent('console', {
      predicate: (message) => /^decided /.test(message.text()),
      timeout: 120_000,
    });
    await page.goto(origin + path, { waitUntil: 'commit' });
    await decided;
    if (removes) await page.evaluate(() => document.querySelector('prescore-widget')?.remove());
    const devTools = await context.newCDPSession(page);
    for (let pass = 0; pass < 3; ++pass) await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    return { heap: usedSize / 2 ** 20, wasm: Number(await page.evaluate(wasmBytes)) / 2 ** 20 };
  } finally {
    await context.close();
  }
}
