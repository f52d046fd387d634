// The way back from another page, by the browser's cache of whole pages.

import config from '../../playwright.config.ts';
import { answersFor } from './support/core.ts';
import { answersInForm, submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

// Playwright turns that cache off.
test.use({ launchOptions: { ...config.use?.launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] } });

test('back from another page by the back-forward cache, the answers and the decision are there', async ({
  page,
  siteUrl,
}) => {
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await submitWithMouse(page, answers);
  await page.locator('.decision').waitFor();
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted })));
  await page.goto(`${siteUrl.replace('127.0.0.1', 'localhost')}/en/`);
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
  expect(await page.evaluate('globalThis.persisted'), 'the page was kept, not loaded again').toBe(true);
  await page.locator('.change').click();
  expect(await answersInForm(page)).toEqual(answers);
  await submitButton(page).click();
  await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
});

test('back from the application, by the same cache, the next person finds an empty form', async ({ page, siteUrl }) => {
  await page.route('https://gavan.example/**', (route) =>
    route.fulfill({ status: 302, headers: { Location: `${siteUrl.replace('127.0.0.1', 'localhost')}/en/` } }),
  );
  await openForm(page);
  await submitWithMouse(page, (await answersFor('likely_approval by risk')).answers);
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted })));
  await page.locator('.decision .primary').first().click();
  await page.waitForURL(/localhost/);
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.locator('form')).toBeVisible();
  expect(await page.evaluate('globalThis.persisted'), 'the page was kept, not loaded again').toBe(true);
  expect(await answersInForm(page)).toEqual({});
});
