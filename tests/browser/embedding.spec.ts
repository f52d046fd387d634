// What partners' pages do to the snippet: twice, moved, styled by strangers, far below the fold.

import type { Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import {
  bank,
  bankSite,
  frameIn,
  openPartner,
  partner,
  partnerSite,
  partnerSnippet,
  release,
  serve,
} from './support/origins.ts';
import { answersInForm, answerWithMouse, submitWithMouse } from './support/person.ts';
import { expect, test, textsOf } from './support/site.ts';

const frames = (page: Page) => page.frames().filter((frame) => frame.url().startsWith(`${bank}/frame/`));

test('two snippets, each with its loader, work beside each other', async ({ page, pageErrors }) => {
  const second = partnerSnippet({ lang: 'en' }, 'latest');
  await openPartner(page, partnerSite(partnerSnippet() + second));
  const { answers } = await answersFor('likely_approval by risk');
  const [first, other] = [0, 1].map((index) => page.frameLocator(`prescore-frame:nth-of-type(${index + 1}) iframe`));
  await page.locator('prescore-frame').nth(1).scrollIntoViewIfNeeded();
  await answerWithMouse(first!, answers);
  await submitWithMouse(other!, answers, 'en');
  await expect(other!.locator('.decision')).toBeVisible();
  expect(await answersInForm(first!)).toEqual(answers);
  expect(pageErrors).toEqual([]);
});

test('moved in the page, taken out and put back, as frameworks do, it starts again, and only once', async ({
  page,
}) => {
  const { frame } = await openPartner(page, partnerSite(`<div id="there"></div>${partnerSnippet()}`));
  await page.evaluate(() => {
    const element = document.querySelector('prescore-frame')!;
    document.querySelector('#there')!.append(element);
    element.remove();
    document.body.append(element);
    element.remove();
    document.body.prepend(element);
  });
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  await expect(frame.locator('.decision')).toBeVisible();
  expect(frames(page)).toHaveLength(1);
});

test('moved without loss where the browser can, it keeps its answers', async ({ page }) => {
  const { frame } = await openPartner(page, partnerSite(`<div id="there"></div>${partnerSnippet()}`));
  const { answers } = await answersFor('likely_approval by risk');
  await answerWithMouse(frame, answers);
  await page.evaluate(() => {
    const there = document.querySelector('#there') as Element & { moveBefore(node: Node, child: null): void };
    there.moveBefore(document.querySelector('prescore-frame')!, null);
  });
  expect(await answersInForm(frame)).toEqual(answers);
  await submitWithMouse(frame, answers);
  await expect(frame.locator('.decision')).toBeVisible();
});

test('a change of an attribute never loads anything and keeps the answers', async ({ page }) => {
  const { asked, frame } = await openPartner(page);
  const { answers } = await answersFor('likely_approval by risk');
  await answerWithMouse(frame, answers);
  const before = asked.length;
  await page.locator('prescore-frame').evaluate((element) => {
    element.setAttribute('theme', 'dark');
    element.setAttribute('density', 'compact');
    element.setAttribute('accent', '#7a3b12');
    element.setAttribute('partner', 'polka');
  });
  await expect(frame.locator('prescore-widget')).toHaveAttribute('density', 'compact');
  await expect(frame.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
  expect(await answersInForm(frame)).toEqual(answers);
  expect(asked.slice(before)).toEqual([]);
});

test('strange style sheets change nothing in the frame or around it', async ({ page }) => {
  const css =
    '* { all: revert !important; font: 40px cursive !important; letter-spacing: 9px } iframe { display: none !important; height: 3px !important }';
  const site = partnerSite(`<script src="/style.js"></script>${partnerSnippet()}`, {
    '/style.js': `const s = new CSSStyleSheet(); s.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [s];`,
  });
  const { frame } = await openPartner(page, site);
  const box = await page.locator('prescore-frame iframe').boundingBox();
  expect(box?.height).toBeGreaterThan(500);
  await expect(frame.locator('.asked label').first()).toHaveCSS('font-size', '16px');
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  await expect(frame.locator('.decision')).toBeVisible();
});

test('a page from right to left shows it as it is', async ({ page }) => {
  const { frame } = await openPartner(page, partnerSite(`<div dir="rtl">${partnerSnippet()}</div>`));
  await expect(frame.locator('prescore-widget')).toHaveCSS('direction', 'ltr');
  const label = await frame.locator('label').first().boundingBox();
  const widget = await frame.locator('prescore-widget .root').boundingBox();
  expect((label?.x ?? 0) - (widget?.x ?? 0)).toBeLessThan(4);
});

test('far below the fold it loads nothing until it comes near, then without a shift or a stolen focus', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const site = partnerSite(
    `<button id="mine" autofocus>Моё</button><div id="tall"></div>${partnerSnippet()}<p id="below">Ниже</p><div id="end"></div>`,
    {},
    undefined,
  );
  const asked = await serve(page.context(), {
    [bank]: bankSite,
    [partner]: (path) =>
      path === '/'
        ? {
            ...site(path)!,
            body: String(site(path)?.body).replace('<body>', '<body><link rel="stylesheet" href="/tall.css">'),
          }
        : path === '/tall.css'
          ? { body: '#tall,#end{height:3000px}', headers: { 'Content-Type': 'text/css' } }
          : undefined,
  });
  await page.goto(`${partner}/`);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((address) => address.includes('/frame/'))).toEqual([]);
  const before = await page.locator('#below').boundingBox();
  await page.locator('prescore-frame').scrollIntoViewIfNeeded();
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  await page.waitForTimeout(300);
  const scrolled = await page.evaluate(() => scrollY);
  expect((await page.locator('#below').boundingBox())!.y + scrolled).toBe(before!.y);
  expect(await page.evaluate('shifts')).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('mine');
});

test('the frame has a title, the least sandbox, and no allow', async ({ page }) => {
  await openPartner(page);
  const iframe = page.locator('prescore-frame iframe');
  await expect(iframe).toHaveAttribute('title', textsOf('ru').ui['frame.title']);
  await expect(iframe).toHaveAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  );
  await expect(iframe).toHaveAttribute('referrerpolicy', 'no-referrer');
  expect(await iframe.evaluate((element) => element.hasAttribute('allow'))).toBe(false);
});

test('the way on opens a tab of its own, with partner and campaign, and without the answers', async ({ page }) => {
  const { frame } = await openPartner(page, partnerSite(partnerSnippet({ campaign: 'autumn' })));
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  const tab = page.context().waitForEvent('page');
  await frame.locator('.decision .primary').click();
  expect((await tab).url()).toBe(`${bank}/apply?card=instant_card&partner=dom&campaign=autumn`);
  await expect(page).toHaveURL(`${partner}/`);
});

test("a tampered byte in the loader is refused, and the bank's link stays", async ({ page }) => {
  const site = partnerSite(partnerSnippet());
  await serve(page.context(), {
    [partner]: site,
    [bank]: (path) => {
      const answer = bankSite(path);
      return path === `/${release.loader}` ? { ...answer!, body: `${String(answer?.body)} ` } : answer;
    },
  });
  await page.goto(`${partner}/`);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => customElements.get('prescore-frame') === undefined)).toBe(true);
  await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible();
});
