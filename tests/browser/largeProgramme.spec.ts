// What a large programme costs a visitor: twenty questions and a forest of five thousand nodes, to the first decision.

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Response } from '@playwright/test';
import { readContent } from '../../site/build/content/content.mjs';
import { buildSite } from '../../site/build.mjs';
import { createSiteServer } from '../../site/hosting/serve.mjs';
import { type LargeFolders, makeLargeProgramme } from './support/largeProgramme.ts';
import { expect, root, test } from './support/site.ts';

/** The page of six questions may take 45,000. */
const budget = 50_000;

const folder = mkdtempSync(join(tmpdir(), 'prescore-large-'));
const siteDir = join(folder, 'site');
let large: LargeFolders;
test.beforeAll(async () => {
  large = makeLargeProgramme(folder);
  const content = readContent({ programmes: [large.programme], brand: large.brand });
  const wasmDir = join(root, 'build/wasm');
  await buildSite({ outDir: siteDir, hostingDir: join(folder, 'hosting'), wasmDir, modelsDir: folder, content });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('its frame measures itself, whatever the questions are called, and each number gets its keys', async ({
  page,
  pageErrors,
}) => {
  const server = createSiteServer({ dir: siteDir });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/frame/en/`);
  await page.locator('form:not([inert] *)').first().waitFor();
  await expect(page.locator('prescore-widget .field input')).toHaveCount(10);
  // A phone's keys for digits lack the decimal mark and the minus.
  const keys = { children: 'numeric', remove: 'text', contains: 'decimal' };
  for (const [id, mode] of Object.entries(keys)) {
    await expect(page.locator(`#question-${id}`)).toHaveAttribute('inputmode', mode);
  }
  // Measuring draws each view, one after another.
  await page.waitForTimeout(1000);
  server.close();
  expect(pageErrors).toEqual([]);
});

test(`it weighs at most ${budget} bytes to its first decision`, async ({ page, pageErrors }) => {
  expect(large.nodes).toBeGreaterThanOrEqual(5000);
  const server = createSiteServer({ dir: siteDir });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith('data:')) responses.push(response);
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.locator('form:not([inert] *)').first().waitFor();
  await expect(page.locator('prescore-widget h2')).toHaveText('20 short questions');
  // Nobody answers that many questions in a minute.
  await expect(page.locator('h1')).toHaveText('Find out in 2 minutes whether the Large suits you');
  await expect(page.locator('.human')).toHaveCount(0);
  for (const field of await page.locator('prescore-widget .field input').all()) await field.fill('100');
  for (const choice of await page.getByRole('radiogroup').all()) await choice.getByRole('radio').first().check();
  const taken = await page.evaluate(() => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    const start = performance.now();
    root.querySelector<HTMLElement>('button[type=submit]')!.click();
    return { milliseconds: performance.now() - start, decided: root.querySelector('.decision') !== null };
  });
  expect(taken.decided).toBe(true);
  const sizes = await Promise.all(
    responses.map(async (response): Promise<[string, number]> => {
      const body = await response.body();
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      const name = new URL(response.url()).pathname.replace(/\.[0-9a-f]{8}\./, '.');
      return [name, brotliCompressSync(body, { params }).length];
    }),
  );
  server.close();
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(
    `${large.nodes} nodes: ${total} bytes, decided in ${taken.milliseconds.toFixed(0)} ms`,
    Object.fromEntries(sizes),
  );
  expect(total).toBeLessThanOrEqual(budget);
  expect(pageErrors).toEqual([]);
});
