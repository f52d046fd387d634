// A few states as pictures: what no other test would miss, such as a button that moved. After a wanted change look at
// `npm run screenshots`, then renew them by `npx playwright test looks --update-snapshots` and look at them once more.
//
// They are set in DejaVu Sans, which `npm test` sees to: other letters would move everything.

import type { Locator } from '@playwright/test';
import { bank, bankSite, frameIn, serve } from './support/origins.ts';
import type { Place } from './support/person.ts';
import { expect, test } from './support/site.ts';
import { enterFrame, enterInline, states } from './support/states.ts';

interface Picture {
  readonly state: string;
  readonly mode: 'inline' | 'frame';
  readonly language: 'ru' | 'en';
  readonly width: number;
  readonly media: Parameters<import('@playwright/test').Page['emulateMedia']>[0];
}

const pictures: readonly Picture[] = [
  { state: 'form', mode: 'inline', language: 'ru', width: 1280, media: {} },
  { state: 'form-filled', mode: 'inline', language: 'en', width: 375, media: { colorScheme: 'dark' } },
  { state: 'issues', mode: 'inline', language: 'ru', width: 320, media: {} },
  {
    state: 'form-filled',
    mode: 'inline',
    language: 'ru',
    width: 768,
    media: { forcedColors: 'active', colorScheme: 'dark' },
  },
  { state: 'alternative', mode: 'inline', language: 'ru', width: 768, media: {} },
  { state: 'approval-reasons', mode: 'inline', language: 'en', width: 1024, media: { colorScheme: 'dark' } },
  { state: 'failed', mode: 'inline', language: 'ru', width: 375, media: {} },
  { state: 'form', mode: 'frame', language: 'ru', width: 768, media: {} },
];

/** Whatever type the machine prefers. */
async function setType(place: Place): Promise<void> {
  await place.locator('html').evaluate(() => {
    const type = new CSSStyleSheet();
    type.replaceSync(":root { --prescore-font: 'DejaVu Sans' } pre, textarea { font-family: 'DejaVu Sans Mono' }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, type];
  });
}

async function expectPicture(box: Locator, name: string): Promise<void> {
  // The edges of letters differ from machine to machine, whole letters and buttons do not.
  await expect(box).toHaveScreenshot(`${name}.png`, { maxDiffPixels: 300, threshold: 0.25, animations: 'disabled' });
}

for (const { state, mode, language, width, media } of pictures) {
  const look = media?.forcedColors ? 'forced' : (media?.colorScheme ?? 'light');
  const name = `${state}-${mode}-${language}-${width}-${look}`;
  test(name, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia(media);
    // A decision shows its day.
    await page.clock.setFixedTime('2026-11-28T12:00:00');
    const enter = mode === 'inline' ? enterInline : enterFrame;
    await setType(await enter(page, states.find((known) => known.name === state)!, language));
    await page.mouse.move(0, 0);
    await expectPicture(page.locator(mode === 'inline' ? 'prescore-widget' : 'prescore-frame'), name);
  });
}

test('configurator-ru-1280-light', async ({ page }) => {
  await serve(page.context(), { [bank]: bankSite });
  await page.goto(`${bank}/configurator/`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  await page.locator('#check').fill("default-src 'self'");
  await page.locator('#check').blur();
  // A release of its own changes the name of the loader and its hash.
  await page
    .locator('#snippet')
    .evaluate((snippet) => (snippet.textContent = snippet.textContent!.replace(/src=[\s\S]*/, '…')));
  await setType(page);
  await setType(frameIn(page));
  await expectPicture(page.locator('main'), 'configurator-ru-1280-light');
});
