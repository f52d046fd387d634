// What axe finds on a page, in light and in dark.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Fault = readonly [rule: string, elements: readonly string[]];

/** @param frames whether frames of other origins are judged too, which takes a window more */
export async function axeFaults(page: Page, { frames = false } = {}): Promise<Fault[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await builder(page, frames).withTags(standards).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await builder(page, frames).withRules('color-contrast').analyze();
  return [...light.violations, ...dark.violations].map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

function builder(page: Page, frames: boolean): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(!frames);
}
