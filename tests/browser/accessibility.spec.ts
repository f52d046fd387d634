import type { Page } from '@playwright/test';
import type { Language } from '../../site/shared/languages.ts';
import { axeViolations } from './support/axe.ts';
import { answersFor, reachable } from './support/core.ts';
import { samplePartner } from './support/origins.ts';
import { answerWithMouse, submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, pagePath, test } from './support/site.ts';
import { enterSample, enterUnreachable, type State, states } from './support/states.ts';

const languages: Language[] = ['ru', 'en'];

type Prepare = (page: Page, language: Language) => Promise<void>;

const views: [name: string, prepare: Prepare][] = [
  [
    'loading',
    async (page, language) => {
      await page.route('**/*.bin', () => new Promise(() => undefined));
      await page.goto(pagePath[language]);
      await page.locator('.skeleton').waitFor();
    },
  ],
  ['form', openForm],
  [
    'issues',
    async (page, language) => {
      await openForm(page, language);
      await submitButton(page, language).click();
      await page.locator('#summary').waitFor();
    },
  ],
  [
    'failed',
    async (page, language) => {
      await page.route('**/*.bin', (route) => route.abort());
      await page.goto(pagePath[language]);
      await page.locator('.failed').waitFor();
    },
  ],
  [
    'silent',
    async (page, language) => {
      await page.route('**/texts-*', (route) => route.abort());
      await page.goto(pagePath[language]);
      await page.locator('[silent] .fallback').waitFor();
    },
  ],
  ...reachable.map((kind): [string, Prepare] => [
    kind,
    async (page, language) => {
      await openForm(page, language);
      await submitWithMouse(page, (await answersFor(kind)).answers, language);
      await page.locator('.decision').waitFor();
    },
  ]),
];

for (const [name, prepare] of views) {
  for (const language of languages) {
    test(`${name}, ${language}: axe finds nothing, in light or in dark`, async ({ page }) => {
      await prepare(page, language);
      expect(await axeViolations(page)).toEqual([]);
    });
  }
}

test('every question has its name, hint and unit for a screen reader', async ({ page }) => {
  await openForm(page);
  await expect(page.locator('prescore-widget form')).toMatchAriaSnapshot(`
    - form "6 коротких вопросов":
      - heading "6 коротких вопросов" [level=2]
      - textbox "Сколько вам полных лет?"
      - textbox "Какой у вас доход в месяц?"
      - status
      - radiogroup "Какое у вас образование?":
        - radio "Среднее или среднее специальное"
        - radio "Неоконченное высшее"
        - radio "Высшее"
        - radio "Аспирантура"
        - radio "Учёная степень"
      - radiogroup "Есть ли у вас постоянная работа?":
        - radio "Да"
        - radio "Нет"
      - radiogroup "Есть ли у вас автомобиль?":
        - radio "Нет"
        - radio "Да, отечественный"
        - radio "Да, иномарка"
      - radiogroup "Есть ли у вас загранпаспорт?":
        - radio "Да"
        - radio "Нет"
      - button "Узнать решение"
  `);
});

const stateOf = (name: string): State => states.find((state) => state.name === name)!;

for (const name of ['form', 'issues', 'alternative', 'review', 'failed', 'silent']) {
  test(`the sample partner's page, ${name}: axe finds nothing on it and in the frame`, async ({ page }) => {
    await enterSample(page, stateOf(name));
    expect(page.frames()).toHaveLength(2);
    expect(await axeViolations(page)).toEqual([]);
  });
}

test("the sample partner's page without the frame: axe finds nothing", async ({ page }) => {
  await enterUnreachable(page, await samplePartner());
  await expect(page.locator('prescore-frame').getByRole('link')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('a header that stays on top hides no focus', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  await openForm(page);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'html { scroll-padding-top: 80px } .top { position: sticky; top: 0; z-index: 9; background: Canvas }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  await submitButton(page).click();
  const isSeen = () =>
    page.locator('prescore-widget').evaluate((widget) => {
      const { left, top, height } = widget.shadowRoot!.activeElement!.getBoundingClientRect();
      return (
        top >= 72 &&
        top + Math.min(height, 20) <= innerHeight &&
        document.elementFromPoint(left + 8, top + 4) === widget
      );
    });
  for (let step = 0; step < 20; step += 1) {
    expect(await isSeen(), `forwards ${step}`).toBe(true);
    await page.keyboard.press('Tab');
    if (await page.locator('.primary').evaluate((button) => button.matches(':focus'))) break;
  }
  for (
    let step = 0;
    step < 20 &&
    !(await page
      .locator('#summary a')
      .first()
      .evaluate((link) => link.matches(':focus')));
    step += 1
  ) {
    await page.keyboard.press('Shift+Tab');
    expect(await isSeen(), `backwards ${step}`).toBe(true);
  }
  await submitWithMouse(page, (await answersFor('alternative_offer by risk')).answers);
  await page.locator('.decision').waitFor();
  expect(await isSeen()).toBe(true);
});

test('motion is shown to those who have not stopped it, and to nobody else', async ({ page }) => {
  const moving = () =>
    page.locator('prescore-widget').evaluate(
      (widget) =>
        [...widget.shadowRoot!.querySelectorAll('*')].filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration !== '0s';
        }).length,
    );
  await page.route('**/*.bin', () => undefined);
  await page.goto('/');
  await page.locator('.skeleton').waitFor();
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).toBe(1);
  await page.unrouteAll();
  await openForm(page);
  await submitWithMouse(page, (await answersFor('likely_approval by risk')).answers);
  await page.locator('.decision').waitFor();
  expect(await moving()).toBe(1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toBe(0);
});

test('the decision can be read from its first frame on', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openForm(page);
  await answerWithMouse(page, (await answersFor('likely_approval by risk')).answers);
  const opacity = await page.locator('prescore-widget').evaluate((widget) => {
    widget.shadowRoot!.querySelector('form')!.requestSubmit();
    return getComputedStyle(widget.shadowRoot!.querySelector('.decision')!).opacity;
  });
  expect(opacity).toBe('1');
});

test('forced colours show which option is chosen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openForm(page);
  const option = page.locator('.option').first();
  const before = await option.evaluate((element) => getComputedStyle(element).borderTopWidth);
  await option.click();
  await expect(option).not.toHaveCSS('border-top-width', before);
});

test('forced colours leave every edge and every focus to be seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openForm(page);
  await submitButton(page).click();
  for (const selector of ['.summary', '.field input', '.option', '.primary']) {
    const element = page.locator(selector).first();
    const { border, ground } = await element.evaluate((node) => {
      const { borderTopColor, borderTopWidth } = getComputedStyle(node);
      return { border: [borderTopColor, borderTopWidth], ground: getComputedStyle(document.body).backgroundColor };
    });
    expect(border[0], selector).not.toBe(ground);
    expect(border[0], selector).not.toBe('rgba(0, 0, 0, 0)');
    expect(Number.parseFloat(border[1] ?? '0'), selector).toBeGreaterThanOrEqual(1);
  }
  await page.keyboard.press('Tab');
  await expect(page.locator('#summary a').first()).toHaveCSS('outline-style', 'solid');
});
