import { answersFor } from './support/core.ts';
import { answersInForm, answerWithMouse, submitButton } from './support/person.ts';
import { expect, formHeading, nameOf, openForm, test, textsOf } from './support/site.ts';

const russian = textsOf('ru').ui;
const english = textsOf('en').ui;

test('changing the language keeps the answers and asks only for its words', async ({ page, pageErrors }) => {
  const { answers } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await answerWithMouse(page, answers);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));

  await page.getByRole('link', { name: nameOf('en') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english['page.heading']);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveURL(/\/en\/$/);
  await expect(page).toHaveTitle(english['page.title']);
  expect(await answersInForm(page)).toEqual(answers);

  await submitButton(page, 'en').click();
  await expect(page.getByRole('button', { name: english['decision.change'] })).toBeVisible();
  await page.getByRole('link', { name: nameOf('ru') }).click();
  await expect(page.getByRole('button', { name: russian['decision.change'] })).toBeVisible();
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/$/);
  const asked = requests.map((url) => new URL(url).pathname.replace(/\.[0-9a-f]{8}\./, '.')).sort();
  expect(asked).toEqual(['page-texts-en', 'page-texts-ru', 'texts-en'].map((name) => `/assets/${name}.json`));
  expect(pageErrors).toEqual([]);
});

test('the English page is English from the first byte, and reloads as it is', async ({ page }) => {
  await openForm(page, 'en');
  await expect(page.getByRole('heading', { name: formHeading('en') })).toBeVisible();
  await page.getByRole('link', { name: nameOf('ru') }).click();
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/$/);
  await page.reload();
  await expect(page.getByRole('heading', { name: formHeading('ru') })).toBeVisible();
});

test('a lang of its own beats that of the page', async ({ page }) => {
  await openForm(page);
  await page.locator('prescore-widget').evaluate((widget) => widget.setAttribute('lang', 'en-GB'));
  await expect(page.getByRole('heading', { name: formHeading('en') })).toBeVisible();
});
