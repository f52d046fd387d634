// A language that is written from right to left, made up like the third one: page, form, decision and frame are laid out
// from the right, and nothing sticks out of a phone's screen.

import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator } from '@playwright/test';
import { headersFor, headerZones } from '../../site/hosting/headers.mjs';
import { answersFor } from './support/core.ts';
import { bank, partners, serve, typeOf } from './support/origins.ts';
import { expect, test } from './support/site.ts';
import { type BuiltCopy, buildWithThirdLanguage, thirdLanguage } from './support/thirdLanguage.ts';

let copy: BuiltCopy;
test.beforeAll(() => {
  copy = buildWithThirdLanguage('rtl');
});
test.afterAll(() => rmSync(dirname(dirname(copy.siteDir)), { recursive: true }));

const zones = headerZones(partners);
const site = (path: string) => {
  const file = join(copy.siteDir, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  return { body: readFileSync(file), headers: { ...headersFor(zones, path), 'Content-Type': typeOf(file) } };
};

const edges = async (place: Locator) => {
  const box = await place.boundingBox();
  return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
};

for (const [width, height] of [
  [360, 640],
  [1280, 900],
] as const) {
  for (const path of [`/${thirdLanguage}/`, `/frame/${thirdLanguage}/`]) {
    test(`${path} at ${width} pixels`, async ({ page, pageErrors }) => {
      await page.setViewportSize({ width, height });
      await serve(page.context(), { [bank]: site });
      await page.goto(bank + path);
      await page.locator('form:not([inert] *)').first().waitFor();
      await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      await expect(page.locator('prescore-widget .root')).toHaveCSS('direction', 'rtl');
      // The unit is on the left of its field, and the dot of an option on the right of its words.
      const input = page.locator('#question-age');
      expect((await edges(page.locator('#unit-age'))).right).toBeLessThanOrEqual((await edges(input)).left);
      const option = page.locator('.option').first();
      expect((await edges(option.locator('input'))).left).toBeGreaterThanOrEqual(
        (await edges(option.locator('span'))).right,
      );
      const { answers } = await answersFor('alternative_offer by risk');
      for (const [id, answer] of Object.entries(answers)) {
        const field = page.locator(`#question-${id}`);
        if ((await page.locator(`input#question-${id}`).count()) > 0) await field.fill(answer);
        else await page.locator(`#option-${id}-${answer}`).check();
      }
      await page.locator('form button[type=submit]').click();
      await page.locator('.decision').waitFor();
      const item = page.locator('.how li').first();
      await expect(item).toHaveCSS('padding-right', /^2\dpx$/);
      await expect(item).toHaveCSS('padding-left', '0px');
      // The groups of a phone number would stand in reverse order between these words.
      await expect(page.locator('.human a.phone')).toHaveText(/^\u2066.+\u2069$/);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(pageErrors).toEqual([]);
    });
  }
}

test('the phone stands in its order on the page', async ({ page }) => {
  await serve(page.context(), { [bank]: site });
  await page.goto(`${bank}/${thirdLanguage}/`);
  await expect(page.locator('header a.phone')).toHaveText(/^\u2066.+\u2069$/);
  await expect(page.locator('.facts .human p')).toContainText(/\u2066.+\u2069/);
});

test('code runs from left to right in the configurator', async ({ page }) => {
  await serve(page.context(), { [bank]: site });
  await page.goto(`${bank}/configurator/${thirdLanguage}/`);
  for (const id of ['snippet', 'policy', 'check']) {
    await expect(page.locator(`#${id}`)).toHaveCSS('direction', 'ltr');
  }
});
