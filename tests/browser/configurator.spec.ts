// The configurator: its snippet works where it is pasted, and its policy check says what the browser then does.

import type { Page } from '@playwright/test';
import { languages } from '../../site/shared/languages.ts';
import { axeViolations } from './support/axe.ts';
import { bank, bankSite, frameIn, partner, partnerSite, release, serve } from './support/origins.ts';
import { atEachDecision } from './support/person.ts';
import { expect, pagePath, test, textsOf } from './support/site.ts';

const words = textsOf('ru').configurator;

async function open(page: Page, path = '/configurator/'): Promise<void> {
  await page.goto(`${bank}${path}`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
}

const choice = (page: Page, name: string) => page.locator(`#choices [name=${name}]`);

/** Its preview stands on the frame's own origin, where a sandbox with both permissions bars little. */
const unavoidable = /allow-scripts and allow-same-origin/;

test("the snippet that it prints works on the partner's page", async ({ page, pageErrors }) => {
  let pasted = '';
  await serve(page.context(), { [bank]: bankSite, [partner]: (path) => partnerSite(pasted)(path) });
  await open(page);
  await choice(page, 'campaign').selectOption('autumn');
  await choice(page, 'theme').selectOption('dark');
  await choice(page, 'ownAccent').check();
  await choice(page, 'accent').fill('#7a3b12');
  pasted = (await page.locator('#snippet').textContent()) ?? '';
  expect(pasted).toContain('<prescore-frame partner="dom" campaign="autumn" theme="dark" accent="#7a3b12">');
  expect(pasted).toContain(`src="${bank}/${release.loader}"`);
  expect(pasted).toContain(`integrity="${release.integrity}"`);
  await page.goto(`${partner}/`);
  const frame = frameIn(page);
  await frame.locator('form:not([inert] *)').waitFor();
  await expect(frame.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
  await expect(frame.locator('html')).toHaveCSS('--prescore-accent', /^rgb/);
  expect(pageErrors.filter((words) => !unavoidable.test(words))).toEqual([]);
});

test('the preview is the real frame, follows each choice, and loads again only for another partner', async ({
  page,
}) => {
  const asked = await serve(page.context(), { [bank]: bankSite });
  await open(page);
  const documents = () => asked.filter((address) => address.includes('/frame/')).length;
  expect(documents()).toBe(1);
  await choice(page, 'lang').selectOption('en');
  await expect(frameIn(page).locator('html')).toHaveAttribute('lang', 'en');
  await choice(page, 'density').selectOption('compact');
  await expect(frameIn(page).locator('prescore-widget')).toHaveAttribute('density', 'compact');
  await choice(page, 'width').selectOption('phone');
  expect((await page.locator('#preview').boundingBox())?.width).toBe(360);
  expect(documents()).toBe(1);
  await choice(page, 'partner').selectOption('polka');
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  expect(documents()).toBe(2);
  await expect(page.locator('#snippet')).toContainText('partner="polka"');
  await choice(page, 'channel').selectOption('latest');
  await expect(page.locator('#snippet')).toContainText(`${bank}/embed/latest.js`);
  await expect(page.locator('#snippet')).not.toContainText('integrity');
});

for (const language of languages) {
  test(`no choice is cut off in its list in ${language}`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await open(page, `/configurator${pagePath[language]}`);
    // A list that may be as wide as it likes is as wide as its longest choice.
    const cut = await page.locator('#choices select').evaluateAll((lists) =>
      lists.flatMap((list) => {
        const { width } = list.getBoundingClientRect();
        list.style.cssText = 'width: max-content; max-width: none; min-width: 0; justify-self: start';
        const wanted = list.getBoundingClientRect().width;
        list.style.cssText = '';
        return wanted > width ? [`${list.getAttribute('name')}: ${wanted} in ${width} px`] : [];
      }),
    );
    expect(cut).toEqual([]);
  });
}

test('a pasted policy is judged in words', async ({ page, pageErrors }) => {
  await serve(page.context(), { [bank]: bankSite });
  await open(page);
  const verdict = page.locator('#verdict');
  await page.locator('#check').fill("Content-Security-Policy: default-src 'self'; frame-src https://gavan.example");
  await expect(verdict.locator('.blocked')).toHaveText([/^default-src/]);
  await expect(page.locator('#corrected')).toHaveText(
    `Content-Security-Policy: default-src 'self'; frame-src https://gavan.example; script-src 'self' ${bank}`,
  );
  await page.locator('#check').fill('hello');
  await expect(verdict).toHaveText(words['configurator.notPolicy']);
  await page.locator('#check').fill(`script-src ${bank}; frame-src ${bank}`);
  await expect(verdict).toHaveText(words['configurator.works']);
  expect(pageErrors.filter((words) => !unavoidable.test(words))).toEqual([]);
});

for (const path of ['/configurator/', '/configurator/en/']) {
  test(`axe finds nothing on ${path} and in its frame, in light or in dark`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await open(page, path);
    await page.locator('#check').fill("default-src 'none'");
    expect(await axeViolations(page)).toEqual([]);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the configurator says what it needs, and shows nothing that would not work', async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await page.goto(`${bank}/configurator/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Playwright stops the scripts only after the browser decided to hide `<noscript>`.
    await expect(page.locator('header noscript > p')).toHaveText(words['configurator.noScript']);
    await expect(page.locator('form, section').filter({ visible: true })).toHaveCount(0);
  });
});

/** What the configurator prints for a place. */
async function printed(page: Page, kind: string): Promise<string> {
  await choice(page, 'campaign').selectOption('autumn');
  await choice(page, 'kind').selectOption(kind);
  return (await page.locator('#snippet').textContent()) ?? '';
}

const page200 = (body: string) => ({
  body: `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title><body>${body}`,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
});

test('the snippet for tag managers puts the widget where the page says', async ({ page }) => {
  let body = '';
  await serve(page.context(), { [bank]: bankSite, [partner]: () => page200(body) });
  await open(page);
  const code = await printed(page, 'tag');
  body = `<div id="prescore"></div><script>setTimeout(() => { const range = document.createRange(); document.body.append(range.createContextualFragment(${JSON.stringify(code).replaceAll('<', '\\u003c')})) }, 50)</script>`;
  await page.goto(`${partner}/`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  await expect(page.locator('#prescore prescore-frame')).toHaveAttribute('campaign', 'autumn');
});

test('the button opens the form in a dialog, and Escape in the form closes it', async ({ page }) => {
  let body = '';
  await serve(page.context(), { [bank]: bankSite, [partner]: () => page200(body) });
  await open(page);
  body = await printed(page, 'dialog');
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${partner}/`);
  await expect(page.locator('prescore-frame')).toBeHidden();
  await page.getByRole('button', { name: words['configurator.openDialog'] }).click();
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  const box = await page.getByRole('dialog').boundingBox();
  expect(box!.width).toBeLessThanOrEqual(360);
  expect(box!.height).toBeLessThanOrEqual(640);
  await frameIn(page).locator('input').first().press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a plain iframe has a height that is enough for every step, and keeps the attribution', async ({ page }) => {
  let body = '';
  await serve(page.context(), { [bank]: bankSite, [partner]: () => page200(`<div style="width:360px">${body}</div>`) });
  await open(page);
  await choice(page, 'width').selectOption('phone');
  await printed(page, 'iframe');
  await expect(page.locator('#snippet')).not.toContainText('height="4000"', { timeout: 15_000 });
  body = (await page.locator('#snippet').textContent()) ?? '';
  await page.goto(`${partner}/`);
  await page.setViewportSize({ width: 1280, height: 5000 });
  const frame = page.frameLocator('iframe');
  const hidden = () => frame.locator('html').evaluate((html) => html.scrollHeight - innerHeight);
  await atEachDecision(frame, async (kind) => {
    expect(await hidden(), kind).toBeLessThanOrEqual(0);
    await expect(frame.locator('.decision .primary').first()).toHaveAttribute('href', /partner=dom&campaign=autumn/);
  });
});

test('the link names partner and campaign, and says where it leads', async ({ page }) => {
  await serve(page.context(), { [bank]: bankSite });
  await open(page);
  expect(await printed(page, 'link')).toBe(
    `<a href="${bank}/apply?partner=dom&amp;campaign=autumn">${textsOf('ru').ui['frame.link']}</a>`,
  );
});

test("the preview shows every step and outcome, and the page shows the partner's addresses", async ({ page }) => {
  await serve(page.context(), { [bank]: bankSite });
  await open(page);
  const views: readonly [view: string, selector: string][] = [
    ['loading', '.skeleton'],
    ['issues', '#summary'],
    ['likely_approval', '.decision.likely_approval'],
    ['alternative_offer', '.decision.alternative_offer'],
    ['manual_review', '.decision.manual_review'],
    ['failed', '.failed'],
    ['', 'form:not([inert] *)'],
  ];
  for (const [view, selector] of views) {
    await choice(page, 'view').selectOption(view);
    await expect(frameIn(page).locator(selector)).toBeVisible();
  }
  await expect(page.locator('#origins li')).toHaveText(['https://dom.example', 'https://www.dom.example']);
});
