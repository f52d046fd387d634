// One file a state, a width and a look, below build/screenshots.

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../../site/shared/languages.ts';
import {
  bank,
  bankSite,
  frameIn,
  partnerSite,
  partnerSnippet,
  samplePartner,
  serve,
} from '../browser/support/origins.ts';
import { languageFolder, readerFontSize, root, test } from '../browser/support/site.ts';
import { enterFrame, enterInline, enterSample, enterUnreachable, states } from '../browser/support/states.ts';

const folder = join(root, 'build/screenshots');
const languages: readonly Language[] = ['ru', 'en'];
const widths = [320, 390, 768, 1024, 1440];
const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
] as const;

/** Milliseconds until a frame has told its height and is painted once more. */
const settled = 150;

/** The state in every width and look, without loading the page again. */
async function takeAll(page: Page, name: string): Promise<void> {
  for (const [look, media] of looks) {
    await page.emulateMedia(media);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await take(page, `${name}-${look}-${width}`);
    }
  }
  await page.emulateMedia(looks[0][1]);
  await takeZoomed(page, name);
}

/** What 200 % make of 1280 pixels, and letters twice as large. */
async function takeZoomed(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 640, height: 450 });
  await take(page, `${name}-zoom-200`);
  await readerFontSize(page, 32);
  await fitHeight(page);
  // A new size of the screen brings the usual letters back.
  await readerFontSize(page, 32);
  await shoot(page, `${name}-text-200`);
}

/** A screen as high as the page: Chromium paints of a frame of another origin only what a screen can show. */
async function fitHeight(page: Page): Promise<void> {
  await page.waitForTimeout(settled);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize()!.width, height });
}

async function take(page: Page, name: string): Promise<void> {
  const isFramed = page.frames().length > 1;
  if (isFramed) await fitHeight(page);
  await shoot(page, name, !isFramed);
}

async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  await page.waitForTimeout(settled);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}

for (const state of states) {
  for (const language of languages) {
    test(`inline ${state.name} ${language}`, async ({ page }) => {
      await enterInline(page, state, language);
      await takeAll(page, `inline-${state.name}-${language}`);
    });
    test(`framed ${state.name} ${language}`, async ({ page }) => {
      await enterFrame(page, state, language);
      await takeAll(page, `framed-${state.name}-${language}`);
    });
  }
  test(`sample ${state.name} ru`, async ({ page }) => {
    await enterSample(page, state);
    await takeAll(page, `sample-${state.name}-ru`);
  });
}

test('framed unreachable', async ({ page }) => {
  await enterUnreachable(page, partnerSite(`<main><h1>Дом</h1>${partnerSnippet()}</main>`));
  await takeAll(page, 'framed-unreachable-ru');
});

test('sample unreachable', async ({ page }) => {
  await enterUnreachable(page, await samplePartner());
  await takeAll(page, 'sample-unreachable-ru');
});

for (const language of languages) {
  test(`configurator ${language}`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await page.goto(`${bank}/configurator/${languageFolder(language)}`);
    await frameIn(page).locator('form:not([inert] *)').first().waitFor();
    await page.locator('#check').fill("default-src 'self'");
    await takeAll(page, `configurator-${language}`);
  });
}

for (const language of languages) {
  test(`score ${language}`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await page.goto(`${bank}/score/${languageFolder(language)}`);
    await takeAll(page, `score-${language}`);
    const rows =
      'age,income,education,good_work,car,car_type,foreign_passport\n33,50000,GRD,1,N,N,Y\n33,many,GRD,1,N,N,Y\n';
    const file = { name: 'applications.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
    await page.locator('[name=file]').setInputFiles(file);
    await page.locator('#choices button').click();
    await page.locator('#outcome.refused').waitFor();
    await takeAll(page, `score-refused-${language}`);
    await page.locator('[name=keepGoing]').check();
    await page.locator('#choices button').click();
    await page.locator('#rejects').waitFor();
    await takeAll(page, `score-done-${language}`);
  });
}
