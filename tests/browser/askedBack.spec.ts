// Numbers as people write them, and answers that nobody expects: they are asked back once, as an issue like any other.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inRoot } from '../../scripts/base/paths.mjs';
import type { Answers } from '../../wasm/types.ts';
import { axeViolations } from './support/axe.ts';
import { answersFor } from './support/core.ts';
import { answerWithMouse, field, submitButton, submitWithMouse } from './support/person.ts';
import { expect, focusedId, openForm, test, textsOf } from './support/site.ts';

let folder: string;
let model: Buffer;

interface Model {
  questionnaire: { questions: { id: string }[] };
}

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prescore-asked-'));
  const shipped = JSON.parse(readFileSync(inRoot('model', 'instant-card', 'model.json'), 'utf8')) as Model;
  const income = shipped.questionnaire.questions.find(({ id }) => id === 'income') ?? {};
  const [thousand, million] = [1000, 1_000_000];
  Object.assign(income, {
    minimum: 0,
    plausible: { minimum: 5000, maximum: 3_000_000 },
    scale_words: { тыс: thousand, к: thousand, k: thousand, 'т.р': thousand, млн: million },
  });
  const [json, packed] = [join(folder, 'M.json'), join(folder, 'M.bin')];
  writeFileSync(json, JSON.stringify(shipped));
  execFileSync(inRoot('build', 'prescore'), ['pack', json, '--without-texts', '--without-data', '--output', packed]);
  model = readFileSync(packed);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.beforeEach(async ({ page }) => {
  await page.route('**/*.bin', (route) => route.fulfill({ body: model, contentType: 'application/octet-stream' }));
});

const good = async (): Promise<Answers> => (await answersFor('likely_approval by risk')).answers;
const income = (page: Page) => field(page, 'income');
const question = (page: Page) => page.getByRole('radiogroup', { name: 'Вы указали' });
const choice = (page: Page, name: string) => question(page).getByRole('radio', { name, exact: true });

async function askBack(page: Page, text: string): Promise<void> {
  await openForm(page);
  await submitWithMouse(page, { ...(await good()), income: text });
  await page.locator('#summary').waitFor();
}

test('a sum without its thousands is asked back in the summary and beside the field, and not decided', async ({
  page,
}) => {
  await askBack(page, '50');
  const words = 'Вы указали 50\u00a0₽ в\u00a0месяц. Всё верно?';
  await expect(page.locator('#summary').getByRole('link')).toHaveText([words]);
  await expect(page.locator('#error-income')).toContainText(words);
  await expect(income(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(income(page)).toHaveAccessibleDescription(/Всё верно/);
  await expect(question(page).getByRole('radio')).toHaveCount(2);
  await expect(question(page).getByRole('radio', { checked: true }), 'nothing is chosen beforehand').toHaveCount(0);
  await page.locator('#summary').getByRole('link').click();
  expect(await focusedId(page)).toBe('question-income');
  expect(await axeViolations(page)).toEqual([]);
});

test('what is confirmed is decided, once', async ({ page }) => {
  await askBack(page, '50');
  await choice(page, 'Да, 50\u00a0₽ в\u00a0месяц').check();
  await submitButton(page).click();
  await expect(page.locator('.decision')).toBeVisible();
  await expect(page.locator('.answers')).toContainText('50\u00a0₽ в\u00a0месяц');
  await page.locator('.change').click();
  await submitButton(page).click();
  await expect(page.locator('.decision'), 'the same answer is not asked back again').toBeVisible();
  await page.locator('.change').click();
  await income(page).fill('60');
  await submitButton(page).click();
  await expect(page.locator('#error-income'), 'another one is').toContainText('60\u00a0₽');
});

test('what was meant goes into the field, and is decided when the person submits it', async ({ page }) => {
  await askBack(page, '50');
  await choice(page, 'Нет, 50\u00a0000\u00a0₽ в\u00a0месяц').check();
  await expect(income(page)).toHaveValue('50000');
  await expect(page.getByRole('status')).toHaveText('50\u00a0000\u00a0₽ в\u00a0месяц');
  await expect(choice(page, 'Нет, 50\u00a0000\u00a0₽ в\u00a0месяц')).toBeChecked();
  await submitButton(page).click();
  await expect(page.locator('.answers')).toContainText('50\u00a0000\u00a0₽ в\u00a0месяц');
});

test('a sum that is too high is asked back too', async ({ page }) => {
  await askBack(page, '50 млн');
  await expect(page.locator('#error-income')).toContainText('50\u00a0000\u00a0000\u00a0₽ в\u00a0месяц. Всё верно?');
  await choice(page, 'Нет, 50\u00a0000\u00a0₽ в\u00a0месяц').check();
  await expect(income(page)).toHaveValue('50000');
});

test('no income is an answer where the programme takes it', async ({ page }) => {
  await askBack(page, '0');
  await expect(question(page).getByRole('radio'), 'nothing else can be meant').toHaveCount(1);
  await choice(page, 'Да, 0\u00a0₽ в\u00a0месяц').check();
  await submitButton(page).click();
  await expect(page.locator('.decision')).toBeVisible();
});

test('other issues stay while one answer is confirmed, and a reload keeps what was confirmed', async ({ page }) => {
  await openForm(page);
  const { car: _, ...others } = await good();
  await submitWithMouse(page, { ...others, income: '50' });
  await choice(page, 'Да, 50\u00a0₽ в\u00a0месяц').check();
  await expect(page.locator('#summary').getByRole('link')).toHaveCount(2);
  await page.reload();
  await page.locator('form:not([inert] *)').waitFor();
  await answerWithMouse(page, { car: 'none' });
  await submitButton(page).click();
  await expect(page.locator('.decision')).toBeVisible();
});

test('a year of birth is not taken for an age', async ({ page }) => {
  await openForm(page);
  await submitWithMouse(page, { ...(await good()), age: '1990' });
  await expect(page.locator('#error-age')).toContainText(textsOf('ru').ui['issues.looks_like_a_year']);
  await expect(field(page, 'age'), 'nothing is converted').toHaveValue('1990');
});

const written: readonly [text: string, understood: string][] = [
  ['50 тыс', '50\u00a0000'],
  ['50 тыс.', '50\u00a0000'],
  ['50к', '50\u00a0000'],
  ['50K', '50\u00a0000'],
  ['50 т.р.', '50\u00a0000'],
  ['1,5 млн', '1\u00a0500\u00a0000'],
  ['50  000', '50\u00a0000'],
  ['50000.', '50\u00a0000'],
  ['\u200b50000\u200e', '50\u00a0000'],
  ['５００００', '50\u00a0000'],
  ['~50000', '50\u00a0000'],
  ['около 50 тыс. руб.', '50\u00a0000'],
  ['50 000 – 60 000', '50\u00a0000'],
  ['50-60 тыс.', '50\u00a0000'],
];

test('numbers are understood as people write them', async ({ page }) => {
  await openForm(page);
  for (const [text, understood] of written) {
    await income(page).fill(text);
    await expect(page.getByRole('status'), text).toHaveText(`${understood}\u00a0₽ в\u00a0месяц`);
  }
});
