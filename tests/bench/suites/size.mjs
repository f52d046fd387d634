// @ts-check
// What a browser downloads until one decision stands, beside the peers.
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../../scripts/machine/browser.mjs';
import { serveCompressed } from '../support/compressed-server.mjs';
import { own, servedFiles, timedPages } from '../support/pages.mjs';
import { table, times } from '../support/table.mjs';

/** @typedef {import('../support/pages.mjs').TimedPage} TimedPage */
/** @typedef {{ raw: number, sent: number, files: string[] }} Downloaded bytes before and after compression */

/** Pages that stand for nobody's product. */
const FLOORS = [own.empty, own.plain, own.bytes];

/** @type {import('../../../scripts/quality/suites.mjs').Suite} */
export const suite = {
  name: 'size',
  title: 'Bytes to the first decision',
  run: async ({ build, peers }) => {
    await build('site');
    await build('package');
    const served = await servedFiles(peers);
    const server = await serveCompressed(served);
    const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments() });
    try {
      /** @type {Map<string, Downloaded>} */
      const downloaded = new Map();
      for (const page of timedPages.filter((each) => !FLOORS.includes(each))) {
        if (page.peer) peers.used.add(page.peer);
        const paths = await pathsAsked(browser, server.origin, page);
        downloaded.set(page.name, {
          raw: sum(paths.map((path) => Buffer.byteLength(served.get(path)?.content ?? ''))),
          sent: sum(paths.map((path) => server.bytes.get(path) ?? 0)),
          files: paths.map((path) => path.split('/').at(-1) || 'the page'),
        });
      }
      return section(downloaded);
    } finally {
      await browser.close();
      server.close();
    }
  },
};

/** @param {Map<string, Downloaded>} downloaded */
function section(downloaded) {
  const ours = downloaded.get(own.engine.name)?.sent ?? NaN;
  const rows = [...downloaded].map(([name, { raw, sent, files }]) => [
    name,
    raw.toLocaleString('en-US'),
    sent.toLocaleString('en-US'),
    times(sent / ours),
    files.join(', '),
  ]);
  const text =
    'Every file that Chromium asks for until the decision is drawn, the page itself and the shipped model ' +
    'included, compressed by Brotli at its best. The pages are those of the start-up below: the page of the bank has the form ' +
    'and its words; the others are an engine, a model and one line of script.';
  return `${text}\n\n${table(['page', 'bytes', 'compressed', 'as many as `createPrescore` alone', 'files'], rows)}`;
}

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {TimedPage} page
 * @returns {Promise<string[]>} the paths asked for until the decision, each once
 */
async function pathsAsked(browser, origin, { path, script }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    /** @type {Set<string>} */
    const asked = new Set();
    page.on('request', (request) => asked.add(new URL(request.url()).pathname));
    if (script) await page.addInitScript(script);
    const decided = page.waitForEvent('console', {
      predicate: (message) => /^decided /.test(message.text()),
      timeout: 120_000,
    });
    await page.goto(origin + path, { waitUntil: 'commit' });
    await decided;
    return [...asked].filter((each) => each !== '/favicon.ico');
  } finally {
    await context.close();
  }
}
