// Where the element is put: parents of every kind, columns of every width.

import type { Page } from '@playwright/test';
import {
  bank,
  bankSite,
  frameIn,
  openPartner,
  partner,
  partnerSite,
  partnerSnippet,
  serve,
} from './support/origins.ts';
import { atEachDecision, submitButton } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

const parents = [
  'display:flex',
  'display:flex;flex-direction:column;align-items:center',
  'display:inline-flex',
  'display:grid;grid-template-columns:auto 1fr',
  'display:grid;justify-items:start',
  'display:inline-block',
  'float:left',
  'position:absolute;left:20px',
  'display:table-cell',
  'width:fit-content',
  'width:max-content',
  'width:min-content',
  'writing-mode:vertical-rl',
  'columns:2',
];

/** High enough to show the whole frame: a click right after a jump of the page can land where the frame was before. */
const high = (width: number) => ({ width, height: 9000 });

const loose = `default-src 'self' ${bank}; style-src 'unsafe-inline'`;
const shown = (body: string) => partnerSite(body, {}, loose);
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const style of parents) {
  test(`it has a width and shows the form in a parent with ${style}`, async ({ page }) => {
    const { frame } = await openPartner(page, shown(`<div style="${style}">${partnerSnippet()}</div>`));
    const box = await page.locator('prescore-frame').boundingBox();
    expect(box!.width).toBeGreaterThanOrEqual(230);
    await expect(submitButton(frame)).toBeVisible();
  });

  test(`the widget on the bank's page has a width in a parent with ${style}`, async ({ page }) => {
    await openForm(page);
    await page.locator('#questions').evaluate((panel, css) => ((panel as HTMLElement).style.cssText = css), style);
    expect((await page.locator('prescore-widget').boundingBox())!.width).toBeGreaterThanOrEqual(230);
  });
}

test('what gives it a width makes no page wider than its screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const style of ['', 'display:flex', 'float:left', 'display:grid', 'width:160px', 'display:inline-block']) {
    await page.unrouteAll();
    await openPartner(page, shown(`<div style="${style}">${partnerSnippet()}</div>`));
    expect(await overflow(page), style).toBe(0);
  }
});

test('a parent without a width gets the link and a code, and the form as soon as it has one', async ({ page }) => {
  await page.addInitScript(() => {
    const codes: string[] = [];
    Object.assign(globalThis, { codes });
    addEventListener('prescore-error', ({ detail }: CustomEventInit<{ code: string }>) => codes.push(detail!.code));
  });
  const site = shown(`<div id="slot" style="width:0">${partnerSnippet()}</div>`);
  await serve(page.context(), { [bank]: bankSite, [partner]: site });
  await page.goto(`${partner}/`);
  await expect.poll(() => page.evaluate('codes')).toEqual(['no_width']);
  await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible();
  await page.locator('#slot').evaluate((slot) => (slot.style.width = '500px'));
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeHidden();
  expect(await page.evaluate('codes')).toEqual(['no_width']);
});

test('in a tab that is not shown yet it waits, without a code', async ({ page }) => {
  const site = shown(`<div id="tab" style="display:none">${partnerSnippet()}</div>`);
  await serve(page.context(), { [bank]: bankSite, [partner]: site });
  await page.goto(`${partner}/`);
  await page.waitForTimeout(1500);
  await page.locator('#tab').evaluate((tab) => (tab.style.display = 'block'));
  await frameIn(page).locator('form:not([inert] *)').waitFor();
});

for (const width of [160, 200, 240, 264]) {
  test(`nothing is cut off in a column of ${width} px`, async ({ page }) => {
    await page.setViewportSize(high(1280));
    const { frame } = await openPartner(page, shown(`<div style="width:${width}px">${partnerSnippet()}</div>`));
    const wider = () => frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(await wider()).toBe(0);
    await submitButton(frame).click();
    await frame.locator('#summary').waitFor();
    expect(await wider()).toBe(0);
    await atEachDecision(frame, async (kind) => {
      expect(await wider(), kind).toBe(0);
    });
  });
}

for (const size of [16, 32]) {
  for (const width of [160, 280, 344, 684, 1264]) {
    test(`nothing scrolls inside the frame: ${width} px, letters of ${size} px`, async ({ playwright }) => {
      const launch = { ...test.info().project.use.launchOptions };
      const browser = await playwright.chromium.launch({
        ...launch,
        args: [...(launch.args ?? []), `--blink-settings=defaultFontSize=${size}`],
      });
      try {
        const context = await browser.newContext({ viewport: high(1300), reducedMotion: 'reduce' });
        const page = await context.newPage();
        const { frame } = await openPartner(page, shown(`<div style="width:${width}px">${partnerSnippet()}</div>`));
        const hidden = () =>
          frame.locator('html').evaluate((html) => {
            const details = document.querySelector('prescore-widget')!.shadowRoot!.querySelectorAll('details');
            for (const each of details) each.open = true;
            return html.scrollHeight - innerHeight;
          });
        await expect.poll(hidden).toBeLessThanOrEqual(0);
        await submitButton(frame).click();
        await frame.locator('#summary').waitFor();
        await expect.poll(hidden).toBeLessThanOrEqual(0);
        await atEachDecision(frame, async (kind) => {
          await expect.poll(hidden, kind).toBeLessThanOrEqual(0);
        });
      } finally {
        await browser.close();
      }
    });
  }
}
