import type { Page } from '@playwright/test';
import type { Language } from '../../site/shared/languages.ts';
import { answersFor } from './support/core.ts';
import { submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, pagePath, readerFontSize, test } from './support/site.ts';

const widths = [320, 768, 1440];
const languages: Language[] = ['ru', 'en'];

/** The sum of layout shifts that no one asked for, from the first byte on. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!shift.hadRecentInput) shifts.push(shift.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => {
      const { shifts } = globalThis as unknown as { shifts: number[] };
      return shifts.reduce((sum, value) => sum + value, 0);
    });
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const width of widths) {
  for (const language of languages) {
    test.describe(`${width} px, ${language}`, () => {
      test.use({ viewport: { width, height: width < 700 ? 640 : 900 } });

      test('nothing moves while the page loads slowly', async ({ page }) => {
        const shifts = await watchShifts(page);
        await page.route('**/*.js', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 200));
          await route.continue();
        });
        // The WebAssembly waits until the skeleton was seen: however busy the machine, it cannot be missed.
        let release = (): void => undefined;
        const seen = new Promise<void>((resolve) => (release = resolve));
        await page.route('**/*.wasm', async (route) => {
          await seen;
          await route.continue();
        });
        await page.goto(pagePath[language], { waitUntil: 'commit' });
        await page.locator('.skeleton').waitFor();
        const skeleton = await page.locator('prescore-widget').boundingBox();
        release();
        await page.locator('form:not([inert] *)').waitFor();
        expect(await page.locator('prescore-widget').boundingBox()).toEqual(skeleton);
        expect(await shifts()).toBe(0);
      });

      test('no view is wider than the screen', async ({ page }) => {
        const { answers } = await answersFor('alternative_offer by risk');
        await openForm(page, language);
        expect(await overflow(page)).toBe(0);
        await submitButton(page, language).click();
        await page.locator('#summary').waitFor();
        expect(await overflow(page)).toBe(0);
        await submitWithMouse(page, answers, language);
        await page.locator('.decision').waitFor();
        expect(await overflow(page)).toBe(0);
      });

      test('what one presses is at least 44 px high', async ({ page }) => {
        await openForm(page, language);
        const targets = page.locator('header a:visible, .option, .field input, button');
        for (const target of await targets.all()) {
          const box = await target.boundingBox();
          expect(box?.height, await target.innerHTML()).toBeGreaterThanOrEqual(44);
        }
      });
    });
  }
}

test('all questions and the button fit on one desktop screen', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openForm(page);
  const button = await submitButton(page).boundingBox();
  expect((button?.y ?? 900) + (button?.height ?? 0)).toBeLessThanOrEqual(900);
});

test('text twice as large breaks nothing', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 900 });
  await openForm(page);
  await readerFontSize(page, 32);
  await expect(page.locator('.lead, h1').first()).toHaveCSS('font-size', /^[4-9]\d/);
  expect(await overflow(page)).toBe(0);
});

test('a decision below the fold comes into view on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openForm(page);
  await submitWithMouse(page, (await answersFor('likely_approval by risk')).answers);
  await expect(page.locator('#heading')).toBeInViewport({ ratio: 1 });
  await page.locator('.decision .change').click();
  await expect(page.locator('#heading')).toBeInViewport({ ratio: 1 });
});
