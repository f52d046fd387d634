// Fills the form as people do: by its words, with the mouse or with the keyboard.

import type { FrameLocator, Locator, Page } from '@playwright/test';
import { fill } from '../../../site/shared/fill.ts';
import type { Language } from '../../../site/shared/languages.ts';
import type { Answers, Issue, Question } from '../../../wasm/types.ts';
import { answersFor, type DecisionKind, reachable, startCore } from './core.ts';
import { textsOf } from './site.ts';

/** The page, or the frame in it, that shows the widget. */
export type Place = Pick<Page | FrameLocator, 'locator' | 'getByRole'>;

export async function questionsAsked(): Promise<readonly Question[]> {
  return (await startCore()).questionnaire.questions;
}

export function field(page: Place, question: string, language: Language = 'ru'): Locator {
  return page.getByRole('textbox', { name: textsOf(language).programme.questions[question]?.label ?? question });
}

export function group(page: Place, question: string, language: Language = 'ru'): Locator {
  return page.getByRole('radiogroup', { name: textsOf(language).programme.questions[question]?.label ?? question });
}

export function option(page: Place, question: string, value: string, language: Language = 'ru'): Locator {
  const name = textsOf(language).programme.questions[question]?.options?.[value] ?? value;
  return group(page, question, language).getByRole('radio', { name, exact: true });
}

export function submitButton(page: Place, language: Language = 'ru'): Locator {
  return page.getByRole('button', { name: textsOf(language).ui['form.submit'] });
}

/** Types and clicks what is answered, leaves the rest. */
export async function answerWithMouse(page: Place, answers: Answers, language: Language = 'ru'): Promise<void> {
  for (const { id, kind } of await questionsAsked()) {
    const answer = answers[id];
    if (answer === undefined) continue;
    if (kind === 'choice') await option(page, id, answer, language).check();
    else await field(page, id, language).fill(answer);
  }
}

export async function submitWithMouse(page: Place, answers: Answers, language: Language = 'ru'): Promise<void> {
  await answerWithMouse(page, answers, language);
  await submitButton(page, language).click();
}

/** Calls `check` while a decision of each kind shows; then the form shows again. */
export async function atEachDecision(page: Place, check: (kind: DecisionKind) => Promise<void>): Promise<void> {
  for (const kind of reachable) {
    await submitWithMouse(page, (await answersFor(kind)).answers);
    await page.locator('.decision').waitFor();
    await check(kind);
    await page.locator('.change').click();
  }
}

/** From the top of the page with Tab, arrows, Space and Enter only. */
export async function submitWithKeyboard(page: Page, answers: Answers): Promise<void> {
  const questions = await questionsAsked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (const question of questions) {
    await page.keyboard.press('Tab');
    if (question.kind === 'number') {
      await page.keyboard.type(answers[question.id] ?? '');
      continue;
    }
    await page.keyboard.press('Space');
    const steps = question.options.indexOf(answers[question.id] ?? '');
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

/** What the page says about an issue. */
export function issueWords(issue: Issue, language: Language = 'ru'): string {
  const template = textsOf(language).programme.questions[issue.question]?.errors[issue.code] ?? '';
  return fill(template, { ...issue.limits }, language, textsOf(language).programme.money);
}

/** Every answer as it stands in the form, once the form shows. */
export async function answersInForm(page: Place): Promise<Answers> {
  return page.locator('prescore-widget form').evaluate((form) => {
    const inputs = [...form.querySelectorAll('input')];
    const given = inputs.filter((input) => (input.type === 'radio' ? input.checked : input.value !== ''));
    return Object.fromEntries(given.map((input) => [input.name.replace('question-', ''), input.value]));
  });
}
