// The same ways through the widget, inline on the bank's page and in the frame on a partner's.

import { answersFor, issuesOf, reachable } from './support/core.ts';
import { modes } from './support/modes.ts';
import { answersInForm, issueWords, submitButton, submitWithMouse } from './support/person.ts';
import { decisionHeading, expect, formHeading, preliminaryWords, test, textsOf } from './support/site.ts';

const { ui } = textsOf('ru');

for (const [mode, open] of modes) {
  test.describe(mode, () => {
    for (const kind of reachable) {
      test(`${kind}: heading, reason, next step, and back with every answer`, async ({ page, pageErrors }) => {
        const { answers, decision } = await answersFor(kind);
        const place = await open(page);
        await submitWithMouse(place, answers);
        await expect(place.getByRole('heading', { name: decisionHeading(decision, 'ru') })).toBeFocused();
        await expect(place.locator('.decision')).toContainText(preliminaryWords('ru'));
        await expect(place.locator('.decision .primary')).toHaveAttribute('href', /^https:\/\/gavan\.example\/apply/);
        await place.getByRole('button', { name: ui['decision.change'] }).click();
        await expect(place.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
        expect(await answersInForm(place)).toEqual(answers);
        expect(pageErrors).toEqual([]);
      });
    }

    test('an empty form names every question and takes the focus to the list', async ({ page }) => {
      const place = await open(page);
      await submitButton(place).click();
      await expect(place.locator('#summary')).toBeFocused();
      const words = (await issuesOf({})).map((issue) => issueWords(issue));
      await expect(place.locator('#summary').getByRole('link')).toHaveText(words);
      await place.locator('#summary').getByRole('link').first().click();
      await expect(place.locator('input').first()).toBeFocused();
    });

    test('another language keeps the answers', async ({ page }) => {
      const { answers } = await answersFor('alternative_offer by risk');
      const place = await open(page);
      await submitWithMouse(place, { ...answers, age: '' });
      await page.evaluate(() => {
        document.querySelector('prescore-frame')?.removeAttribute('lang');
        document.documentElement.lang = 'en';
      });
      await expect(place.getByRole('heading', { name: formHeading('en') })).toBeVisible();
      expect(await answersInForm(place)).toEqual(
        Object.fromEntries(Object.entries(answers).filter(([id]) => id !== 'age')),
      );
    });
  });
}
