// What the focus goes to is in view with all that belongs to it: on phones, on wide and low screens, and with the page
// enlarged; on the bank's page and in the frame, where only the page around can scroll.

import type { Locator, Page } from '@playwright/test';
import { answersFor, reachable } from './support/core.ts';
import { frameIn, openPartner, partnerSite, partnerSnippet } from './support/origins.ts';
import { type Place, questionsAsked, submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">';
const filler = `<p>${'Текст партнёра. '.repeat(80)}</p>`;

const places: readonly [name: string, open: (page: Page) => Promise<Place>][] = [
  [
    'page',
    async (page) => {
      await openForm(page);
      return page;
    },
  ],
  [
    'frame',
    async (page) => {
      await page.goto('about:blank');
      const site = partnerSite(`${viewport}${filler}${partnerSnippet()}${filler}`);
      const opened = openPartner(page, site);
      await page.locator('prescore-frame').scrollIntoViewIfNeeded();
      await opened;
      return frameIn(page);
    },
  ],
];

const screens = [
  { name: 'a phone', use: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true } },
  { name: 'a narrow window', use: { viewport: { width: 320, height: 568 } } },
  { name: 'a low window', use: { viewport: { width: 1280, height: 480 } } },
] as const;

/** Whether all of them are inside the screen, as the person sees it. */
async function expectSeen(page: Page, ...parts: readonly Locator[]): Promise<void> {
  const height = page.viewportSize()?.height ?? 0;
  for (const part of parts) {
    await expect
      .poll(async () => {
        const box = await part.boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= height
          ? 'seen'
          : `${JSON.stringify(box)} of ${height}`;
      }, String(part))
      .toBe('seen');
  }
}

/** Waits until the page has scrolled to what has the focus: in the frame, that takes messages between two processes. */
async function expectStill(page: Page): Promise<void> {
  let last = Number.NaN;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await page.evaluate(() => scrollY);
        return last === before;
      },
      { intervals: [250] },
    )
    .toBe(true);
}

for (const { name, use } of screens) {
  for (const [where, open] of places) {
    test.describe(`${name}, ${where}`, () => {
      test.use(use);

      test('each link of the error summary shows its question, its error and its control', async ({ page }) => {
        const place = await open(page);
        for (const [index, { id, kind }] of (await questionsAsked()).entries()) {
          await submitButton(place).click();
          await expectStill(page);
          await place.locator('#summary a').nth(index).click();
          const control = place.locator(kind === 'choice' ? `[name="question-${id}"]` : `#question-${id}`).first();
          await expect(control).toBeFocused();
          const question = place.locator('.question', { has: control });
          await expectSeen(page, question.locator('[part=label]'), question.locator('.error'), control);
        }
      });

      for (const kind of reachable) {
        test(`${kind}: the heading and the next step are in view together`, async ({ page }) => {
          const place = await open(page);
          await submitWithMouse(place, (await answersFor(kind)).answers);
          await expect(place.locator('#heading')).toBeFocused();
          await expectSeen(page, place.locator('#heading'), place.locator('.decision .primary').first());
        });
      }
    });
  }
}

test('where the partner sees the page scroll, it is the same for every outcome', async ({ browser }) => {
  const scrolled: number[] = [];
  for (const kind of reachable) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 500 } });
    const page = await context.newPage();
    const place = await (places[1]?.[1] ?? openForm)(page);
    await submitWithMouse(place as Place, (await answersFor(kind)).answers);
    await expect(frameIn(page).locator('#heading')).toBeFocused();
    await expectSeen(page, frameIn(page).locator('#heading'));
    // The frame's height, and with it the place, follows in a message of its own.
    await expectStill(page);
    scrolled.push(await page.evaluate(() => scrollY));
    await context.close();
  }
  expect(new Set(scrolled).size).toBe(1);
});

test('an error shown on a page that scrolls smoothly is there at once', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openForm(page);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { scroll-behavior: smooth }');
    document.adoptedStyleSheets = [sheet];
  });
  await submitButton(page).click();
  await page.locator('#summary a').last().click();
  const top = await page.locator('.question').last().boundingBox();
  expect(top?.y).toBeLessThan(640);
});
