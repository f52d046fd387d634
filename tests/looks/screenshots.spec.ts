// One file a state, a width and a look, below build/screenshots.

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../../site/widget/texts.ts';
import { bank, bankSite, frameIn, serve } from '../browser/support/origins.ts';
import { root, test } from '../browser/support/site.ts';
import { enterFrame, enterInline, states } from '../browser/support/states.ts';

const folder = join(root, 'build/screenshots');
const languages: readonly Language[] = ['ru', 'en'];
const widths = [320, 375, 768, 1024, 1440];
const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
] as const;

/** The state in every width and look, without loading anew. */
async function takeAll(page: Page, name: string): Promise<void> {
  for (const [look, media] of looks) {
    await page.emulateMedia(media);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(100);
      await page.screenshot({ path: join(folder, `${name}-${look}-${width}.png`), fullPage: true });
    }
  }
  await page.emulateMedia(looks[0][1]);
  await takeZoomed(page, name);
}

/** What 200 % make of 1280 pixels. */
async function takeZoomed(page: Page, name: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setDeviceMetricsOverride', { width: 640, height: 450, deviceScaleFactor: 2, mobile: false });
  await page.waitForTimeout(100);
  await page.screenshot({ path: join(folder, `${name}-zoom-200.png`), fullPage: true });
}

for (const language of languages) {
  for (const state of states) {
    test(`inline ${state.name} ${language}`, async ({ page }) => {
      await enterInline(page, state, language);
      await takeAll(page, `inline-${state.name}-${language}`);
    });
    test(`framed ${state.name} ${language}`, async ({ page }) => {
      await enterFrame(page, state, language);
      await takeAll(page, `framed-${state.name}-${language}`);
    });
  }
  test(`configurator ${language}`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await page.goto(`${bank}/configurator/${language === 'en' ? 'en/' : ''}`);
    await frameIn(page).locator('form:not([inert] *)').first().waitFor();
    await page.locator('#check').fill("default-src 'self'");
    await takeAll(page, `configurator-${language}`);
  });
}
