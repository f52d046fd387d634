// Pages of somebody who installed the package, as each bundler makes them and without one, under the strictest policy
// that lets WebAssembly run: the engine twice over, the element, and a file that is scored; that one more time where a
// worker may start.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headersFor, headerZones } from '../../site/hosting/headers.mjs';
import { readPartners } from '../../site/hosting/partners.mjs';
import { buildPage, bundlers, writeBarePage } from '../package/bundlers.ts';
import { installedDir } from '../package/consumer.ts';
import { applicants, MODEL, runTool } from '../tool/support.ts';
import { answersFor } from './support/core.ts';
import { bank, type Site, serve, typeOf } from './support/origins.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, root, test } from './support/site.ts';

const bankHeaders = headersFor(headerZones(readPartners()), '/');
const html = (classic: boolean): string => `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Банк</title>
<prescore-widget id="mine" application="https://bank.example/apply"></prescore-widget>
<script src="/app.js" ${classic ? 'defer' : 'type="module"'}></script></html>`;

/** The files below `folders`, the first that has one. */
function siteOf(folders: readonly string[], page: string, policy: () => string): Site {
  return (path) => {
    const headers = { ...bankHeaders, 'Content-Security-Policy': policy() };
    if (path === '/') return { body: page, headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } };
    const file = folders.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
    return file === undefined
      ? undefined
      : { body: readFileSync(file), headers: { ...headers, 'Content-Type': typeOf(file) } };
  };
}

interface Started {
  readonly started?: readonly string[];
  readonly heard?: string;
  evaluate(answers: object): readonly object[];
  score(text: string, options?: object): Promise<string>;
}

const rows = applicants(500, 6);
const scored = runTool(root, ['score', '--model', MODEL], rows).out;

/** Under a policy with Trusted Types, which lets no address make a worker. */
const scoreHere = (text: string): Promise<string> =>
  (globalThis as unknown as Started).score(text, { worker: undefined });

for (const maker of [...bundlers, 'nobody'] as const) {
  test(`a page bundled by ${maker} decides with the bytes, with the file, and in the element, and scores a file`, async ({
    page,
    pageErrors,
  }) => {
    test.setTimeout(90_000);
    let policy = bankHeaders['Content-Security-Policy'] ?? '';
    const folders = maker === 'nobody' ? [writeBarePage(), installedDir] : [await buildPage(maker)];
    const site = siteOf(folders, html(maker === 'webpack'), () => policy);
    const asked = await serve(page.context(), {
      [bank]: (path) => site(path.replace(/^\/prescore\//, '/')),
    });
    await page.goto(`${bank}/`);
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as Started).started)).toEqual(['wasm', 'wasm']);
    const { answers, decision } = await answersFor('alternative_offer by risk');
    const decided = await page.evaluate((given) => (globalThis as unknown as Started).evaluate(given), answers);
    expect(decided).toEqual([decision, decision]);
    await submitWithMouse(page, answers);
    await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
    await expect(page.locator('.decision .primary')).toHaveAttribute('href', /campaign=early$/);
    expect(await page.evaluate(() => (globalThis as unknown as Started).heard)).toBe(decision.outcome);
    expect(asked.filter((address) => address.endsWith('.wasm'))).toHaveLength(1);
    expect(asked.filter((address) => /twin/.test(address))).toEqual([]);
    expect(pageErrors).toEqual([]);
    expect(await page.evaluate(scoreHere, rows)).toBe(scored);
    expect(pageErrors).toEqual([]);

    policy = policy.replace(/; require-trusted-types-for.*/, '').replace("worker-src 'none'", "worker-src 'self'");
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await page.goto(`${bank}/`);
    await expect.poll(() => page.evaluate(() => 'score' in globalThis)).toBe(true);
    expect(await page.evaluate((text) => (globalThis as unknown as Started).score(text), rows)).toBe(scored);
    // esbuild makes no file of the worker's script: the page does the work itself.
    if (maker === 'esbuild') return;
    expect(workers).toHaveLength(1);
    expect(pageErrors).toEqual([]);
  });
}
