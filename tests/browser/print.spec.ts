// A decision on paper: light, whole, dated, and readable, whatever the screen shows.

import { answersFor } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, openForm, test, textsOf } from './support/site.ts';

const { ui, programme } = textsOf('ru');

/** How light a colour is, from 0 to 1, where it covers what is below it. */
const lightness = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (red + green + blue) / 765;
};

test.describe('on a dark screen', () => {
  test.use({ colorScheme: 'dark' });

  test('everything is printed dark on light', async ({ page }) => {
    await openForm(page);
    await submitWithMouse(page, (await answersFor('alternative_offer by risk')).answers);
    await page.locator('.decision').waitFor();
    expect(lightness(await page.locator('#heading').evaluate((node) => getComputedStyle(node).color))).toBeGreaterThan(
      0.5,
    );
    await page.emulateMedia({ media: 'print' });
    const colours = await page.locator('prescore-widget').evaluate((widget) =>
      [...widget.shadowRoot!.querySelectorAll('h2, h3, p, li, a, dt, dd')].map((node) => {
        const { color, backgroundColor } = getComputedStyle(node);
        return [color, backgroundColor] as const;
      }),
    );
    expect(colours.length).toBeGreaterThan(20);
    for (const [ink, ground] of colours) {
      expect(lightness(ink)).toBeLessThan(0.25);
      expect(ground).toBe('rgba(0, 0, 0, 0)');
    }
    expect(await page.locator('html').evaluate((node) => getComputedStyle(node).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
  });
});

test('closed parts are printed too, with the date, the answers and addresses, and no buttons', async ({ page }) => {
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await submitWithMouse(page, answers);
  await page.locator('.decision').waitFor();
  const other = page.getByText(programme.offers[decision.offers[1] ?? '']?.description ?? '?');
  await expect(other).not.toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(other).toBeVisible();
  await expect(page.locator('.decision')).toContainText(String(new Date().getFullYear()));
  await expect(page.locator('.answers')).toContainText(
    programme.questions['car']?.options?.[answers['car'] ?? ''] ?? '?',
  );
  const address = page.locator('.decision .primary').first();
  expect(await address.evaluate((link) => getComputedStyle(link, '::after').content)).toContain('/apply');
  await expect(page.getByRole('button', { name: ui['decision.change'] })).not.toBeVisible();
  await expect(page.locator('.top .phone')).toBeVisible();
  await expect(page.locator('.facts')).not.toBeVisible();
});
