// Pages that are not neutral: old libraries that change the browser's own functions, variables that hide them, styles
// that reach the element, and attributes that come late.

import type { Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import { type Answer, bank, bankSite, frameIn, partner, partnerSnippet, release, serve } from './support/origins.ts';
import { answersInForm, answerWithMouse, submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

const loader = `<script src="${bank}/${release.loader}"></script>`;
const form = (page: Page) => frameIn(page).locator('form:not([inert] *)').first();
const element = (attributes: string) => `<prescore-frame ${attributes}><a href="#">На сайт банка</a></prescore-frame>`;
const watch = '<script>codes = []; addEventListener("prescore-error", (e) => codes.push(e.detail.code), true)</script>';

async function show(page: Page, body: string, head = ''): Promise<string[]> {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  const site: Answer = {
    body: `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title>${watch}${head}<body>${body}`,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  };
  await serve(page.context(), { [bank]: bankSite, [partner]: () => site });
  await page.goto(`${partner}/`);
  return thrown;
}

const libraries: readonly [name: string, script: string][] = [
  ['an Array.from that takes no function', 'Array.from = (list) => [].slice.call(list)'],
  ['a variable named URL', 'var URL = "/shop/"'],
  ['an Event of its own', 'window.Event = function (event) { this.event = event }'],
  [
    'longer prototypes',
    'Object.prototype.extend = function () {}; Array.prototype.each = function () {}; Array.prototype.toJSON = () => "x"',
  ],
];
for (const [name, script] of libraries) {
  test(`in a page with ${name} it shows the form at its height`, async ({ page }) => {
    const thrown = await show(page, element('partner="dom"') + loader, `<script>${script}</script>`);
    await form(page).waitFor();
    await expect
      .poll(() =>
        frameIn(page)
          .locator('html')
          .evaluate((html) => html.scrollHeight - innerHeight),
      )
      .toBe(0);
    expect(await page.evaluate('codes')).toEqual([]);
    expect(thrown).toEqual([]);
  });
}

for (const name of ['IntersectionObserver', 'MutationObserver', 'AbortController', 'URLSearchParams']) {
  test(`where ${name} is gone there is the link, and a code`, async ({ page }) => {
    const thrown = await show(page, element('partner="dom"') + loader, `<script>${name} = undefined</script>`);
    await expect.poll(() => page.evaluate('codes')).toEqual(['browser_unsupported']);
    await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible();
    expect(thrown).toEqual([]);
  });
}

test("the new view's heading comes into view below a header that stays", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const header = '<header style="position:sticky;top:0;height:90px;z-index:1;background:#fff">Дом</header>';
  await show(page, `${header}<p>${'слово '.repeat(300)}</p>${partnerSnippet()}<p style="height:900px">`);
  await page.locator('prescore-frame').scrollIntoViewIfNeeded();
  await form(page).waitFor();
  await submitWithMouse(frameIn(page), (await answersFor('likely_approval by risk')).answers);
  await expect(frameIn(page).locator('#heading')).toBeFocused();
  await expect
    .poll(async () => (await frameIn(page).locator('#heading').boundingBox())?.y ?? 0)
    .toBeGreaterThanOrEqual(90);
  await expect(frameIn(page).locator('.decision .primary').first()).toBeInViewport({ ratio: 1 });
});

const boxes = [
  'display:flex',
  'display:flex;flex-direction:column;align-items:center',
  'display:grid;place-items:center',
  'display:grid;grid-template-columns:1fr 1fr 1fr',
  'columns:3',
  'display:inline',
  'display:table;width:100%',
  'display:contents',
];
for (const style of boxes) {
  test(`with ${style} on the element itself, the frame takes all of its width`, async ({ page }) => {
    await show(page, `<main style="width:700px">${partnerSnippet()}</main>`, `<style>main > *{${style}}</style>`);
    await form(page).waitFor();
    expect((await page.locator('prescore-frame iframe').boundingBox())?.width).toBeCloseTo(700, 0);
    expect(await page.evaluate('codes')).toEqual([]);
  });
}

for (const style of boxes.filter((box) => !/contents|inline|table|columns/.test(box))) {
  test(`with ${style} on the bank's own widget, its questions take all of its width`, async ({ page }) => {
    await openForm(page);
    const widget = page.locator('prescore-widget');
    const before = await widget.locator('form').boundingBox();
    await widget.evaluate((host, css) => ((host as HTMLElement).style.cssText = css), style);
    expect(await widget.locator('form').boundingBox()).toEqual(before);
  });
}

test("the bank's own widget keeps its style and its answers in another document of the page", async ({ page }) => {
  const { answers } = await answersFor('likely_approval by risk');
  await openForm(page);
  await page.evaluate(watch.replace(/<.?script>/g, ''));
  await answerWithMouse(page, answers);
  const look = () =>
    page.evaluate(() => {
      const place = document.querySelector('iframe')?.contentDocument ?? document;
      const { adoptedStyleSheets, querySelector } = place.querySelector('prescore-widget')!.shadowRoot!;
      const button = querySelector.call(place.querySelector('prescore-widget')!.shadowRoot, '[part=button]')!;
      return [adoptedStyleSheets.length, getComputedStyle(button).borderRadius];
    });
  const before = await look();
  await page.evaluate(() => {
    const place = document.createElement('iframe');
    place.style.cssText = 'width:700px;height:900px';
    document.querySelector('main')!.append(place);
    place.contentDocument!.body.append(document.querySelector('prescore-widget')!);
  });
  expect(await look()).toEqual(before);
  const inner = page.frameLocator('iframe');
  expect(await answersInForm(inner)).toEqual(answers);
  await submitWithMouse(inner, answers);
  await expect(inner.locator('.decision')).toBeVisible();
  expect(await page.evaluate('codes')).toEqual([]);
});

test('it speaks the language that XHTML states its own way', async ({ page }) => {
  const body = `<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><body>${partnerSnippet({ lang: '' })}</body></html>`;
  await serve(page.context(), {
    [bank]: bankSite,
    [partner]: () => ({ body, headers: { 'Content-Type': 'application/xhtml+xml' } }),
  });
  await page.goto(`${partner}/`);
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(`${bank}/frame/en/`))).toBe(true);
});

test('it follows the language of any element around it, also later', async ({ page }) => {
  await show(page, `<section lang="en">${partnerSnippet({ lang: '' })}</section>`);
  await form(page).waitFor();
  await expect(frameIn(page).locator('html')).toHaveAttribute('lang', 'en');
  await page.locator('section').evaluate((section) => ((section as HTMLElement).lang = 'ru'));
  await expect(frameIn(page).locator('html')).toHaveAttribute('lang', 'ru');
});

for (const [name, first, later] of [
  ['a partner that is named late', '', 'partner=dom'],
  ['a partner that is corrected', 'partner="nobody"', 'partner=dom'],
  ['a bank that is corrected', 'partner="dom" bank="gavan"', `bank=${bank}`],
] as const) {
  test(`${name} counts`, async ({ page }) => {
    await show(page, element(first) + loader);
    await expect.poll(() => page.evaluate('codes.length')).toBeGreaterThan(0);
    const [attribute = '', value = ''] = later.split('=');
    await page
      .locator('prescore-frame')
      .evaluate((frame, [key, text]) => frame.setAttribute(key, text), [attribute, value] as const);
    await form(page).waitFor();
    await submitWithMouse(frameIn(page), (await answersFor('likely_approval by risk')).answers);
    await expect(frameIn(page).locator('.decision .primary')).toHaveAttribute('href', /partner=dom$/);
  });
}

test('once the form shows, another partner costs nobody the answers', async ({ page }) => {
  await show(page, partnerSnippet());
  await form(page).waitFor();
  const { answers } = await answersFor('likely_approval by risk');
  await answerWithMouse(frameIn(page), answers);
  await page.locator('prescore-frame').evaluate((frame) => frame.setAttribute('partner', 'polka'));
  await page.locator('prescore-frame').evaluate((frame) => frame.setAttribute('bank', 'https://elsewhere.example/'));
  await page.waitForTimeout(500);
  expect(await answersInForm(frameIn(page))).toEqual(answers);
});

for (const address of [bank, ` ${bank}/ `, bank.toUpperCase(), bank.replace('https:', '')]) {
  test(`the bank is found at "${address}"`, async ({ page }) => {
    await show(page, element(`partner="dom" bank="${address}"`) + loader);
    await form(page).waitFor();
    expect(await page.evaluate('codes')).toEqual([]);
  });
}

for (const address of ['', '/', 'gavan.example', 'ftp://gavan.example/', 'https://', 'javascript:1']) {
  test(`"${address}" is no bank: there is the link, and a code`, async ({ page }) => {
    await show(page, element(`partner="dom" bank="${address}"`) + loader);
    await expect.poll(() => page.evaluate('codes')).toEqual(['bank_unknown']);
    await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible();
  });
}

const closers: readonly [name: string, script: string][] = [
  ['by the number of the key', "document.addEventListener('keydown', (e) => e.which === 27 && d.remove())"],
  ['by its old number', "document.addEventListener('keydown', (e) => e.keyCode === 27 && d.remove())"],
  ['when the key is let go', "document.addEventListener('keyup', (e) => e.key === 'Escape' && d.remove())"],
];
for (const [name, script] of closers) {
  test(`Escape in the frame closes what a library closes ${name}`, async ({ page }) => {
    await show(page, `<div id="d" role="dialog">${partnerSnippet()}</div><script>${script}</script>`);
    await form(page).waitFor();
    await frameIn(page).locator('input').first().press('Escape');
    await expect(page.locator('#d')).toHaveCount(0);
  });
}

for (const [name, around, opened] of [
  ['a dialog that only its own buttons close', '<dialog id="d" closedby="none">', 'd.showModal()'],
  ['a popover that only scripts close', '<dialog id="d" popover="manual">', 'd.showPopover()'],
] as const) {
  test(`Escape in the frame leaves ${name} open`, async ({ page }) => {
    const heard = '<script>keys = 0; document.addEventListener("keyup", () => (keys += 1))</script>';
    await show(page, `${around}${partnerSnippet()}</dialog>${heard}`);
    await page.evaluate(opened);
    await form(page).waitFor();
    await frameIn(page).locator('input').first().press('Escape');
    await expect.poll(() => page.evaluate('keys')).toBe(1);
    expect(await page.evaluate('d.open || d.matches(":popover-open")')).toBe(true);
  });
}
