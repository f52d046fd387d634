// The bank's own page: Back is one step back, and a page that is loaded again has its answers, in the history of its
// tab and nowhere else.

import type { Page } from '@playwright/test';
import { answersFor, reachable } from './support/core.ts';
import { answersInForm, answerWithMouse, field, submitButton, submitWithMouse } from './support/person.ts';
import { expect, formHeading, nameOf, openForm, pagePath, test, textsOf } from './support/site.ts';

const { ui } = textsOf('ru');
const good = async () => (await answersFor('likely_approval by risk')).answers;
const form = (page: Page) => page.locator('form:not([inert] *)');
const restart = (page: Page) => page.getByRole('button', { name: ui['decision.restart'] });
const formIsEmpty = async (page: Page) => {
  await form(page).waitFor();
  return Object.keys(await answersInForm(page)).length === 0;
};
/** What the present entry of the history holds. */
const keptAnswers = (page: Page) =>
  page.evaluate(() => (history.state as { prescore?: { answers: object } } | null)?.prescore?.answers ?? {});

for (const kind of reachable) {
  test(`${kind}: Back leads to the form with every answer, Forward to the decision`, async ({ page, pageErrors }) => {
    const { answers, decision } = await answersFor(kind);
    await openForm(page);
    await submitWithMouse(page, answers);
    await page.locator('.decision').waitFor();
    await page.goBack();
    await expect(page.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
    expect(await answersInForm(page)).toEqual(answers);
    await page.goForward();
    await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
    await expect(page.locator('#heading')).toBeFocused();
    expect(pageErrors).toEqual([]);
  });
}

test('one more Back leaves the page, however often the answers changed', async ({ page }) => {
  await page.goto(pagePath.en);
  await openForm(page);
  await answerWithMouse(page, await good());
  for (let round = 0; round < 3; round += 1) {
    await submitButton(page).click();
    await page.locator('.decision .change').click();
    await form(page).waitFor();
  }
  await submitButton(page).click();
  await page.locator('.decision').waitFor();
  await page.goBack();
  await form(page).waitFor();
  await page.goBack();
  await expect(page).toHaveURL(/\/en\/$/);
});

test('errors are no step of their own', async ({ page }) => {
  await page.goto(pagePath.en);
  await openForm(page);
  await submitButton(page).click();
  await page.locator('#summary').waitFor();
  await page.goBack();
  await expect(page).toHaveURL(/\/en\/$/);
});

test('a form that is loaded again has its answers, and asks whose they are', async ({ page }) => {
  const { car: _, ...answers } = await good();
  await openForm(page);
  await answerWithMouse(page, answers);
  await page.reload();
  await form(page).waitFor();
  expect(await answersInForm(page)).toEqual(answers);
  await expect(page.getByText(ui['form.restored'])).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.tagName), 'nothing took the focus').toBe('BODY');
  await restart(page).click();
  expect(await formIsEmpty(page)).toBe(true);
  await expect(page.getByText(ui['form.restored'])).toHaveCount(0);
  await page.reload();
  expect(await formIsEmpty(page)).toBe(true);
});

test('nothing moves when a form with answers is loaded again', async ({ page }) => {
  await openForm(page);
  await answerWithMouse(page, await good());
  let release = (): void => undefined;
  const seen = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.bin', async (route) => {
    await seen;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await page.locator('.skeleton').waitFor();
  const before = await page.locator('prescore-widget').boundingBox();
  release();
  await form(page).waitFor();
  expect(await page.locator('prescore-widget').boundingBox()).toEqual(before);
});

test('a decision that is loaded again is there again, and Back still leads to the form', async ({ page }) => {
  const answers = await good();
  await openForm(page);
  await submitWithMouse(page, answers);
  await page.locator('.decision').waitFor();
  await page.reload();
  await page.locator('.decision').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName), 'nothing took the focus').toBe('BODY');
  await page.goBack();
  await form(page).waitFor();
  expect(await answersInForm(page)).toEqual(answers);
});

test('starting again clears the answers, also behind Back, Forward and a reload', async ({ page }) => {
  await openForm(page);
  await submitWithMouse(page, await good());
  await restart(page).click();
  await expect(page.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
  expect(await formIsEmpty(page)).toBe(true);
  await expect.poll(() => keptAnswers(page)).toEqual({});
  await page.reload();
  expect(await formIsEmpty(page)).toBe(true);
  await page.goForward();
  await expect.poll(() => keptAnswers(page)).toEqual({});
  expect(await formIsEmpty(page)).toBe(true);
});

test('going on to the application clears the answers', async ({ page }) => {
  await page.route('https://gavan.example/**', (route) => route.fulfill({ body: 'application' }));
  await openForm(page);
  await submitWithMouse(page, await good());
  await page.locator('.decision .primary').first().click();
  await page.waitForURL(/gavan\.example\/apply/);
  for (let entry = 0; entry < 2; entry += 1) {
    await page.goBack();
    expect(await keptAnswers(page)).toEqual({});
    expect(await formIsEmpty(page)).toBe(true);
  }
});

test('the history keeps answers in the entry that shows, and nothing else is stored', async ({ page, context }) => {
  const answers = await good();
  await openForm(page);
  await submitWithMouse(page, answers);
  await page.locator('.decision').waitFor();
  expect(await keptAnswers(page)).toEqual(answers);
  expect((await context.storageState({ indexedDB: true })).origins).toEqual([]);
  await page.goto('about:blank');
  const other = await context.newPage();
  await openForm(other);
  expect(await formIsEmpty(other), 'another tab knows nothing').toBe(true);
});

test('the title says that there are errors, in the language that shows', async ({ page }) => {
  await openForm(page);
  await submitButton(page).click();
  await expect(page).toHaveTitle(`${ui['issues.prefix']} ${ui['page.title']}`);
  await page.getByRole('link', { name: nameOf('en') }).click();
  const english = textsOf('en').ui;
  await expect(page).toHaveTitle(`${english['issues.prefix']} ${english['page.title']}`);
  await submitWithMouse(page, await good(), 'en');
  await page.locator('.decision').waitFor();
  await expect(page).toHaveTitle(english['page.title']);
});

test('Back keeps the language that shows', async ({ page }) => {
  await openForm(page);
  await submitWithMouse(page, await good());
  await page.locator('.decision').waitFor();
  await page.getByRole('link', { name: nameOf('en') }).click();
  await expect(page).toHaveURL(/\/en\/$/);
  await page.goBack();
  await form(page).waitFor();
  await expect(page).toHaveURL(/\/en\/$/);
  await expect(field(page, 'age', 'en')).toHaveValue((await good())['age'] ?? '?');
});

test('the history changes at most fifty times at once, then waits; a widget that is removed keeps nothing waiting', async ({
  page,
}) => {
  await openForm(page);
  const [changes, waiting, removed] = await page.evaluate(async () => {
    let count = 0;
    const replace = history.replaceState.bind(history);
    history.replaceState = (...args) => {
      count += 1;
      replace(...args);
    };
    const widget = document.querySelector('prescore-widget')!;
    const input = widget.shadowRoot!.querySelector('input')!;
    for (let age = 1; age <= 80; age += 1) {
      input.value = String(age);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // As a person's answers do, each comes in a task of its own: those of one task are saved once.
      await Promise.resolve();
    }
    const kept = () => (history.state as { prescore: { answers: { age: string } } }).prescore.answers.age;
    const before = kept();
    widget.remove();
    return [count, before, kept()] as const;
  });
  expect([changes, waiting, removed]).toEqual([51, '50', '80']);
});
