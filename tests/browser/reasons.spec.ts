// The reasons as a person meets them: which answers counted and in which direction, in words.

import { answersFor } from './support/core.ts';
import { modes } from './support/modes.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, openForm, test, textsOf } from './support/site.ts';
import type { Language } from '../../site/widget/texts.ts';

const languages: Language[] = ['ru', 'en'];

for (const language of languages) {
  const { ui, programme } = textsOf(language);

  test(`another card is offered, ${language}: the answers that raised the risk stand open, strongest first`, async ({ page }) => {
    const { answers, decision } = await answersFor('alternative_offer by risk');
    await openForm(page, language);
    await submitWithMouse(page, answers, language);
    const reasons = page.locator('.reasons');
    await expect(reasons.getByRole('heading', { name: ui['reasons.alternative_offer'] })).toBeVisible();
    const { against, inFavour } = decision.reasons;
    expect(against.length).toBeGreaterThan(0);
    expect(against.length).toBeLessThanOrEqual(4);
    const words = [...against.flat(), ...inFavour].map((code) => programme.reasons[code] ?? code);
    await expect(reasons.getByRole('listitem')).toHaveText(words);
    for (const item of await reasons.getByRole('listitem').all()) await expect(item).toBeVisible();
    // A bank's own name for a card may hold a digit; a reason never does.
    expect(words.join(' ')).not.toMatch(/\d|score|балл/i);
  });

  test(`the programme suits, ${language}: what counted in favour opens with the keyboard`, async ({ page }) => {
    const { answers, decision } = await answersFor('likely_approval by risk');
    await openForm(page, language);
    await submitWithMouse(page, answers, language);
    const items = page.locator('.reasons').getByRole('listitem');
    await expect(page.locator('.reasons')).not.toHaveAttribute('open');
    await page.locator('.reasons summary').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.reasons')).toHaveAttribute('open');
    await expect(items).toHaveText(decision.reasons.inFavour.map((code) => programme.reasons[code] ?? code));
    await expect(items.first()).toBeVisible();
  });
}

for (const [mode, open] of modes) {
  test(`${mode}: who is turned away by a rule is told the rule, not a risk`, async ({ page }) => {
    const { answers } = await answersFor('alternative_offer by eligibility');
    const place = await open(page);
    await submitWithMouse(place, answers);
    await place.locator('.decision').waitFor();
    await expect(place.locator('.reasons')).toHaveCount(0);
  });

  test(`${mode}: what could help is not said unless the policy asks for it`, async ({ page }) => {
    const { answers } = await answersFor('alternative_offer by risk');
    const place = await open(page);
    await submitWithMouse(place, answers);
    await expect(place.locator('.reasons')).toBeVisible();
    const [opening = ''] = textsOf('ru').ui['reasons.helpOpens'].split('{');
    expect(opening.length).toBeGreaterThan(5);
    await expect(place.locator('.reasons')).not.toContainText(opening);
  });
}
