// What a visitor downloads until the first decision, from the network log of a real page load. Sizes are those of
// Brotli at its best; a server may do worse, no file may grow beyond its budget.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import type { Language } from '../../site/widget/texts.ts';
import { answersFor } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { builtFile, expect, openForm, root, test } from './support/site.ts';

const kB = 1000;
const budgets = { whole: 40 * kB, wasm: 13 * kB, glue: 8 * kB, model: 3 * kB, loader: 2.5 * kB, twin: 30 * kB };

function brotliSize(content: Buffer): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params }).length;
}

/** Every body that the page asks for until a decision shows, by its path without the hash. */
async function loadToDecision(page: Page, language: Language): Promise<Map<string, number>> {
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith('data:')) responses.push(response);
  });
  await openForm(page, language);
  await submitWithMouse(page, (await answersFor('likely_approval by risk')).answers, language);
  await page.locator('.decision').waitFor();
  await page.waitForLoadState('networkidle');
  const sized = responses.map(async (response): Promise<[string, number]> => {
    const path = new URL(response.url()).pathname.replace(/\.[0-9a-f]{8}\./, '.');
    return [path, brotliSize(await response.body())];
  });
  return new Map(await Promise.all(sized));
}

for (const language of ['ru', 'en'] as const) {
  test(`the page weighs at most ${budgets.whole} bytes to its first decision, ${language}`, async ({ page }) => {
    const sizes = await loadToDecision(page, language);
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    console.log(`bytes to the first decision, ${language}: ${total}`, Object.fromEntries(sizes));
    expect(total).toBeLessThanOrEqual(budgets.whole);
    expect(sizes.get('/assets/prescore.wasm')).toBeLessThanOrEqual(budgets.wasm);
    expect(sizes.get('/assets/instant-card.bin')).toBeLessThanOrEqual(budgets.model);
    const texts = [...sizes.keys()].filter((path) => path.includes('texts-'));
    expect(texts).toEqual([`/assets/texts-${language}.json`]);
  });
}

const built: readonly [part: keyof typeof budgets, file: () => string][] = [
  ['glue', () => join(root, 'build/wasm/prescore.mjs')],
  ['loader', () => builtFile(/^prescore-embed-.*\.js$/)],
  ['twin', () => builtFile(/^prescore-twin\..*\.js$/)],
];
for (const [part, file] of built) {
  test(`the ${part} weighs at most ${budgets[part]} bytes`, () => {
    expect(brotliSize(readFileSync(file()))).toBeLessThanOrEqual(budgets[part]);
  });
}
