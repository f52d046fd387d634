import { fill } from '../../site/shared/fill.ts';
import { answersFor, reachable } from './support/core.ts';
import { answersInForm, questionsAsked, submitWithKeyboard, submitWithMouse } from './support/person.ts';
import {
  decisionHeading,
  expect,
  focusedId,
  formHeading,
  openForm,
  preliminaryWords,
  test,
  textsOf,
} from './support/site.ts';

const { ui, programme } = textsOf('ru');

for (const kind of reachable) {
  test.describe(kind, () => {
    test('says the outcome at once, why, and what one can do', async ({ page, pageErrors }) => {
      const { answers, decision } = await answersFor(kind);
      await openForm(page);
      await submitWithMouse(page, answers);

      await expect(page.getByRole('heading', { name: decisionHeading(decision, 'ru') })).toBeFocused();
      const widget = page.locator('prescore-widget');
      const product = programme.offers['instant_card']?.object ?? '?';
      await expect(widget).toContainText(fill(ui[`decision.${decision.outcome}.${decision.basis}`], { product }, 'ru'));
      const notOffered = 'Мгновенную карту по\u00a0этим ответам предложить не\u00a0можем.';
      await expect(widget.getByText(notOffered)).toHaveCount(decision.outcome === 'alternative_offer' ? 1 : 0);
      await expect(widget).toContainText(ui[`decision.made.${decision.basis}`]);
      await expect(widget).toContainText(preliminaryWords('ru'));
      await expect(widget).toContainText(ui['decision.nothingSent']);
      for (const id of decision.questions) await expect(widget).toContainText(programme.questions[id]?.short ?? id);
      await expect(widget.getByRole('link', { name: textsOf('ru').brand.phone ?? '' })).toHaveAttribute(
        'href',
        /^tel:/,
      );
      await expect(page.locator('form')).toHaveCount(0);
      expect(pageErrors).toEqual([]);
    });

    test("leads on to the bank's application", async ({ page }) => {
      const { answers, decision } = await answersFor(kind);
      await openForm(page);
      await submitWithMouse(page, answers);
      const shown = decision.outcome === 'likely_approval' ? decision.offers.slice(0, 1) : decision.offers;
      const links = page.locator('.decision a[href^="https:"]');
      const expected = shown.length > 0 ? shown.map((id) => new RegExp(`/apply\\?card=${id}$`)) : [/\/apply$/];
      await expect(links).toHaveCount(expected.length);
      for (const [index, address] of expected.entries()) {
        await expect(links.nth(index)).toHaveAttribute('href', address);
      }
    });

    test('is reached with the keyboard alone, and back with every answer kept', async ({ page }) => {
      const { answers } = await answersFor(kind);
      await openForm(page);
      await submitWithKeyboard(page, answers);
      expect(await focusedId(page)).toBe('heading');
      await page.getByRole('button', { name: ui['decision.change'] }).press('Enter');
      await expect(page.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
      expect(await answersInForm(page)).toEqual(answers);
    });

    test('shows no probability', async ({ page }) => {
      const { answers, decision } = await answersFor(kind);
      await openForm(page);
      await submitWithMouse(page, answers);
      await page.locator('.decision').waitFor();
      const content = await page.locator('prescore-widget').evaluate((widget) => widget.shadowRoot?.innerHTML ?? '');
      expect(content).not.toContain('%');
      if (decision.pd !== null) expect(content).not.toContain(String(decision.pd).slice(0, 5));
    });
  });
}

test('changed answers lead to another decision', async ({ page }) => {
  const first = await answersFor('likely_approval by risk');
  const second = await answersFor('alternative_offer by eligibility');
  await openForm(page);
  await submitWithMouse(page, first.answers);
  await page.getByRole('button', { name: ui['decision.change'] }).click();
  await submitWithMouse(page, second.answers);
  await expect(page.locator('.decision')).toHaveClass(/alternative_offer/);
});

test('Enter in a field submits', async ({ page }) => {
  const { answers } = await answersFor('likely_approval by risk');
  const number = (await questionsAsked()).find((question) => question.kind === 'number');
  await openForm(page);
  await submitWithMouse(page, { ...answers, [number?.id ?? '']: '' });
  await page.locator(`#question-${number?.id}`).fill(answers[number?.id ?? ''] ?? '');
  await page.keyboard.press('Enter');
  await expect(page.locator('.decision')).toBeVisible();
});
