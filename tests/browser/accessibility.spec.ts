import type { Page } from '@playwright/test';
import type { Language } from '../../site/widget/texts.ts';
import { axeFaults } from './support/axe.ts';
import { answersFor, reachable } from './support/core.ts';
import { submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, pagePath, test } from './support/site.ts';

const languages: Language[] = ['ru', 'en'];

type Prepare = (page: Page, language: Language) => Promise<void>;

const views: [name: string, prepare: Prepare][] = [
  ['loading', async (page, language) => {
    await page.route('**/*.bin', () => new Promise(() => undefined));
    await page.goto(pagePath[language]);
    await page.locator('.skeleton').waitFor();
  }],
  ['form', openForm],
  ['issues', async (page, language) => {
    await openForm(page, language);
    await submitButton(page, language).click();
    await page.locator('#summary').waitFor();
  }],
  ['failed', async (page, language) => {
    await page.route('**/*.bin', (route) => route.abort());
    await page.goto(pagePath[language]);
    await page.locator('.failed').waitFor();
  }],
  ...reachable.map((kind): [string, Prepare] => [kind, async (page, language) => {
    await openForm(page, language);
    await submitWithMouse(page, (await answersFor(kind)).answers, language);
    await page.locator('.decision').waitFor();
  }]),
];

for (const [name, prepare] of views) {
  for (const language of languages) {
    test(`${name}, ${language}: axe finds nothing, in light or in dark`, async ({ page }) => {
      await prepare(page, language);
      expect(await axeFaults(page)).toEqual([]);
    });
  }
}

test('every question has its name, hint and unit for a screen reader', async ({ page }) => {
  await openForm(page);
  await expect(page.locator('prescore-widget form')).toMatchAriaSnapshot(`
    - form "Шесть коротких вопросов":
      - heading "Шесть коротких вопросов" [level=2]
      - textbox "Сколько вам полных лет?"
      - textbox "Какой у вас доход в месяц?"
      - radiogroup "Какое у вас образование?":
        - radio "Среднее"
        - radio "Неоконченное высшее"
        - radio "Высшее"
        - radio "Аспирантура"
        - radio "Учёная степень"
      - radiogroup "Есть ли у вас постоянная работа?":
        - radio "Да"
        - radio "Нет"
      - radiogroup "Есть ли у вас автомобиль?":
        - radio "Нет"
        - radio "Отечественный"
        - radio "Иномарка"
      - radiogroup "Есть ли у вас загранпаспорт?":
        - radio "Да"
        - radio "Нет"
      - button "Узнать решение"
  `);
});

test('forced colours show which option is chosen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openForm(page);
  const option = page.locator('.option').first();
  const before = await option.evaluate((element) => getComputedStyle(element).borderTopWidth);
  await option.click();
  await expect(option).not.toHaveCSS('border-top-width', before);
});
