// @ts-check
// What a page holds in memory once it has decided, beside the peers, and after the widget is removed.
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../../scripts/lib/browser.mjs';
import { serveCompressed } from '../support/compressed-server.mjs';
import { servedFiles, timedPages } from '../support/pages.mjs';
import { median } from '../support/statistics.mjs';
import { digits, table } from '../support/table.mjs';

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

/** @type {import('../support/suites.mjs').Suite} */
export const suite = {
  name: 'memory',
  title: 'Memory in Chromium',
  run: async ({ build, peers, quick }) => {
    await build('site');
    const server = await serveCompressed(await servedFiles(peers));
    for (const { peer } of timedPages) if (peer) peers.used.add(peer);
    const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments() });
    try {
      const rows = [];
      for (const timed of timedPages) {
        rows.push(await rowOf(timed.name, quick ? 1 : 5, () => visit(browser, server.origin, timed, false)));
        if (timed.script) {
          const name = `${timed.name}, its widget removed`;
          rows.push(await rowOf(name, quick ? 1 : 5, () => visit(browser, server.origin, timed, true)));
        }
      }
      const text = 'Megabytes after the decision and a collection of garbage: the JavaScript heap, and beside it the ' +
        'memories of WebAssembly. Medians.';
      return `${text}\n\n${table(['page', 'JavaScript heap', 'WebAssembly'], rows)}`;
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/**
 * @param {string} name
 * @param {number} rounds
 * @param {() => Promise<Held>} measure
 */
async function rowOf(name, rounds, measure) {
  const all = [];
  for (let round = 0; round < rounds; ++round) all.push(await measure());
  return [name, digits(median(all.map(({ heap }) => heap))), digits(median(all.map(({ wasm }) => wasm)))];
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
    const decided = page.waitForEvent('console', { predicate: (message) => /^decided /.test(message.text()), timeout: 120_000 });
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
