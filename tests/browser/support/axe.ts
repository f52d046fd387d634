// What axe finds on a page and in the frames on it, in light and in dark.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import type axe from 'axe-core';
import { root } from './site.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const source = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

export type Violation = readonly [rule: string, elements: readonly string[]];

export async function axeViolations(page: Page): Promise<Violation[]> {
  // A frame that did not come holds a page of the browser's own.
  const frames = page.frames().filter((frame) => !frame.url().startsWith('chrome-error:'));
  await page.emulateMedia({ colorScheme: 'light' });
  for (const frame of frames) await frame.evaluate(source);
  const [own, ...others] = frames.map((frame) => [frame]);
  const light = [
    ...(await run(own ?? [], { type: 'tag', values: [...standards, 'best-practice'] })),
    // Headings and landmarks of a whole page are not asked of a part of one.
    ...(await run(others.flat(), { type: 'tag', values: standards })),
  ];
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await run(frames, { type: 'rule', values: ['color-contrast'] }))];
}

async function run(frames: readonly Frame[], runOnly: axe.RunOnly): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const frame of frames) {
    found.push(
      ...(await frame.evaluate(async (only): Promise<Violation[]> => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const options = { runOnly: only, resultTypes: ['violations' as const], iframes: false };
        const { violations } = await axe.run(document, options);
        return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
      }, runOnly)),
    );
  }
  return found;
}
