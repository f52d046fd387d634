// The core compiled to JavaScript takes over where WebAssembly does not start, and only there.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { bundleScript } from '../../site/build/bundle.mjs';
import { countCodeVectors, digestGrid, type GridModel } from '../support/grid.ts';
import type { TestApi } from './support/api.ts';
import { answersFor, reachable, startCore } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { builtFile, expect, formHeading, openForm, root, siteDir, test } from './support/site.ts';

const wasm = readFileSync(builtFile(/^prescore\.\w+\.wasm$/));
const model = JSON.parse(readFileSync(join(root, 'model/instant-card/model.json'), 'utf8')) as GridModel;
const address = (pattern: RegExp): string => relative(siteDir, builtFile(pattern));

/** Serves the page under its own policy without the word that WebAssembly needs. */
async function forbidWasm(page: Page, html?: string): Promise<void> {
  await page.route('**/', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers['content-security-policy']?.replace(" 'wasm-unsafe-eval'", '') ?? '';
    await route.fulfill({
      response,
      ...(html && { body: html }),
      headers: { ...headers, 'content-security-policy': policy },
    });
  });
}

const refusals: [name: string, refuse: (page: Page) => Promise<unknown>, says: RegExp][] = [
  [
    'a browser without WebAssembly',
    (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly')),
    /does not run WebAssembly/,
  ],
  ['a policy that forbids WebAssembly', (page) => forbidWasm(page), /refused to compile/],
  ['no wasm', (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404 })), /status 404/],
  [
    'wasm as text',
    (page) => page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'text/plain', body: wasm })),
    /must be served as application\/wasm/,
  ],
];

for (const [name, refuse, says] of refusals) {
  test(`${name}: the twin answers every applicant, and the engineer is told`, async ({ page, pageErrors }) => {
    await refuse(page);
    await openForm(page);
    expect(pageErrors.filter((text) => text.includes('PrescoreStartError') && says.test(text))).toHaveLength(1);
    for (const kind of reachable) {
      const { answers, decision } = await answersFor(kind);
      await submitWithMouse(page, answers);
      await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
      await page.locator('.decision .change').click();
    }
    await expect(page.getByRole('heading', { name: formHeading('ru') })).toBeVisible();
  });
}

test('over the whole answer grid the twin answers here as the WebAssembly does in node', async ({
  page,
  pageErrors,
}) => {
  test.setTimeout(120_000);
  const core = await startCore();
  const expected = digestGrid(core, model);
  const script = await bundleScript(join(root, 'tests/browser/support/api.ts'), join(root, 'build/wasm/prescore.mjs'));
  await page.route('**/api.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: Buffer.from(script) }),
  );
  await forbidWasm(page, '<!doctype html><script type="module" src="api.js"></script>');
  await page.goto('/');
  const files = { wasm: address(/^prescore\.\w+\.wasm$/), twin: `/${address(/twin/)}`, model: address(/\.bin$/) };
  const given = await page.evaluate(
    async ({ sources, grid }) => {
      const api = globalThis as unknown as TestApi;
      const prescore = await api.createPrescore(sources);
      return { fault: prescore.fault?.code, ...api.digestGrid(prescore, grid) };
    },
    { sources: files, grid: { encoding: model.encoding } },
  );
  expect(expected.cells).toBeGreaterThanOrEqual(countCodeVectors(core, model));
  expect(expected.cells).toBeGreaterThan(10_000);
  expect(given).toEqual({ fault: 'wasm_refused', ...expected });
  expect(pageErrors.filter((text) => !text.includes('WebAssembly'))).toEqual([]);
});

test('the twin is not loaded where WebAssembly runs', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await openForm(page);
  await page.waitForLoadState('networkidle');
  expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  expect(requests.filter((url) => url.includes('twin'))).toEqual([]);
});
