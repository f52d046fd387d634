import type { IssueCode } from '../../wasm/types.ts';
import { answersFor, issuesOf } from './support/core.ts';
import { answersInForm, answerWithMouse, field, issueWords, submitButton, submitWithMouse } from './support/person.ts';
import { expect, focusedId, openForm, test, textsOf } from './support/site.ts';

const { ui, programme } = textsOf('ru');

const badAnswers: [question: string, text: string | undefined, code: IssueCode][] = [
  ['age', '', 'missing_answer'],
  ['age', '   ', 'missing_answer'],
  ['age', 'тридцать', 'not_a_number'],
  ['age', '34,5', 'not_whole'],
  ['age', '13', 'below_minimum'],
  ['age', '-34', 'below_minimum'],
  ['age', '101', 'above_maximum'],
  ['income', '', 'missing_answer'],
  ['income', 'много', 'not_a_number'],
  ['income', '-1', 'below_minimum'],
  ['income', '100 000 001', 'above_maximum'],
  ['education', undefined, 'missing_answer'],
  ['stable_job', undefined, 'missing_answer'],
  ['car', undefined, 'missing_answer'],
  ['foreign_passport', undefined, 'missing_answer'],
];

for (const [question, text, code] of badAnswers) {
  test(`${question} "${text ?? 'not chosen'}" is ${code}`, async ({ page, pageErrors }) => {
    const { [question]: _, ...good } = (await answersFor('likely_approval by risk')).answers;
    const answers = text === undefined ? good : { ...good, [question]: text };
    const issues = await issuesOf(answers);
    expect(issues.map((issue) => [issue.question, issue.code])).toEqual([[question, code]]);
    const words = issues.map((issue) => issueWords(issue))[0] ?? '';

    await openForm(page);
    await submitWithMouse(page, answers);
    const summary = page.locator('#summary');
    await expect(summary).toBeFocused();
    await expect(summary.getByRole('link')).toHaveText([words]);
    await expect(page.locator(`#error-${question}`)).toContainText(words);

    const control = text === undefined ? page.locator('[role=radiogroup][aria-invalid=true]') : field(page, question);
    await expect(control).toHaveAttribute('aria-invalid', 'true');
    await expect(control).toHaveAccessibleDescription(new RegExp(escapePattern(words)));
    await summary.getByRole('link').click();
    expect(await focusedId(page)).toMatch(new RegExp(`^(question|option)-${question}`));
    expect(await answersInForm(page)).toEqual(Object.fromEntries(Object.entries(answers).filter(([, value]) => value)));
    expect(pageErrors).toEqual([]);
  });
}

test('an empty form names every question, in order', async ({ page }) => {
  await openForm(page);
  await submitButton(page).click();
  const words = (await issuesOf({})).map((issue) => issueWords(issue));
  expect(words).toHaveLength(Object.keys(programme.questions).length);
  await expect(page.locator('#summary').getByRole('link')).toHaveText(words);
  await expect(page.getByRole('heading', { name: 'Ответьте на\u00a0все вопросы: осталось 6' })).toBeVisible();
});

test('nothing is judged before the submit', async ({ page }) => {
  await openForm(page);
  await field(page, 'age').fill('7');
  await field(page, 'income').focus();
  await expect(page.locator('[aria-invalid]')).toHaveCount(0);
  await expect(page.locator('.error')).toHaveCount(0);
});

test('issues go with the next submit that is right', async ({ page }) => {
  const { answers } = await answersFor('likely_approval by risk');
  await openForm(page);
  await submitButton(page).click();
  await submitWithMouse(page, answers);
  await expect(page.locator('.decision')).toBeVisible();
  await page.getByRole('button', { name: ui['decision.change'] }).click();
  await expect(page.locator('#summary')).toHaveCount(0);
});

const sums: [typed: string, shown: string][] = [
  ['50000', '50\u00a0000\u00a0₽ в\u00a0месяц'],
  ['50 000', '50\u00a0000\u00a0₽ в\u00a0месяц'],
  ['50\u00a0000 ₽', '50\u00a0000\u00a0₽ в\u00a0месяц'],
  ['50 000 руб.', '50\u00a0000\u00a0₽ в\u00a0месяц'],
  ['50000,49', '50\u00a0000\u00a0₽ в\u00a0месяц'],
  ['много', ''],
  ['', ''],
];

test('the sum is shown back as it was understood', async ({ page }) => {
  await openForm(page);
  for (const [typed, shown] of sums) {
    await field(page, 'income').fill(typed);
    await expect(page.locator('.echo')).toHaveText(shown);
  }
});

test('the sum is announced without taking the focus', async ({ page }) => {
  await openForm(page);
  await expect(page.getByRole('status')).toHaveText('');
  await field(page, 'income').pressSequentially('50000');
  await expect(page.getByRole('status')).toHaveText('50\u00a0000\u00a0₽ в\u00a0месяц');
  await expect(field(page, 'income')).toBeFocused();
});

test('Enter leads to the next question without an answer, and from the last one to the decision', async ({ page }) => {
  const { answers } = await answersFor('likely_approval by risk');
  await openForm(page);
  await expect(field(page, 'age')).toHaveAttribute('enterkeyhint', 'next');
  await field(page, 'age').fill(answers['age'] ?? '');
  await field(page, 'age').press('Enter');
  await expect(field(page, 'income')).toBeFocused();
  await field(page, 'income').press('Enter');
  expect(await focusedId(page)).toMatch(/^option-education-/);
  await answerWithMouse(page, answers);
  await expect(field(page, 'age')).toHaveAttribute('enterkeyhint', 'go');
  await field(page, 'age').press('Enter');
  await expect(page.locator('.decision')).toBeVisible();
});

test('the button works where the page around forbids forms', async ({ page }) => {
  await openForm(page);
  await page.evaluate(() => {
    HTMLFormElement.prototype.requestSubmit = () => undefined;
    // A sandbox without allow-forms: the form's own event never comes.
    addEventListener('submit', (event) => event.stopImmediatePropagation(), true);
  });
  await submitButton(page).click();
  await expect(page.locator('#summary')).toBeFocused();
});

const ages: [typed: string, unit: string][] = [
  ['', 'лет'],
  ['21', 'год'],
  ['34', 'года'],
  ['45', 'лет'],
];

test('the unit beside the age has its plural form', async ({ page }) => {
  await openForm(page);
  for (const [typed, unit] of ages) {
    await field(page, 'age').fill(typed);
    await expect(page.locator('#unit-age')).toHaveText(unit);
  }
});

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\u00a0', '\\s');
}
