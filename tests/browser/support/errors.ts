// Opens the site with an error in one of its files, inline on the bank's page and in the frame on a partner's at once.

import type { BrowserContext, Page } from '@playwright/test';
import type { FailureCode } from '../../../site/widget/machine.ts';
import {
  type Answer,
  bank,
  bankSite,
  frameIn,
  partner,
  partnerSite,
  partnerSnippet,
  type Site,
  serve,
} from './origins.ts';
import type { Place } from './person.ts';
import { expect, textsOf } from './site.ts';

export type Change = (answer: Answer) => Answer | 'dropped' | undefined;

/** The site with an error in the files whose path matches. */
export const withError =
  (files: RegExp, change: Change, site: Site = bankSite): Site =>
  (path) => {
    const answer = site(path);
    return typeof answer === 'object' && files.test(path) ? change(answer) : answer;
  };
export const missing: Change = () => undefined;
export const dropped: Change = () => 'dropped';
export const withBody =
  (change: (body: Buffer) => Buffer): Change =>
  (answer) => ({ ...answer, body: change(Buffer.from(answer.body)) });
export const withType =
  (type: string): Change =>
  (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': type } });
export const withoutKeyword: Change = (answer) => ({
  ...answer,
  headers: {
    ...answer.headers,
    'Content-Security-Policy': answer.headers?.['Content-Security-Policy']?.replace(" 'wasm-unsafe-eval'", '') ?? '',
  },
});
/** A partner's page with a button of its own that must keep working. */
export const host = (body = partnerSnippet()): Site =>
  partnerSite(`<script src="/own.js"></script><button id="own">Наше</button>${body}<p id="below">Ниже</p>`, {
    '/own.js': 'addEventListener("click", ({ target }) => target.id === "own" && target.classList.add("worked"));',
  });

export interface Opened {
  readonly page: Page;
  readonly place: Place;
  /** Codes of `prescore-error`, each once, as the page around the widget hears them. */
  readonly codes: () => Promise<string[]>;
  /** Errors that nobody caught. */
  readonly thrown: string[];
}

export async function open(page: Page, address: string, place: Place): Promise<Opened> {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.goto(address);
  return { page, place, thrown, codes: () => page.evaluate('[...new Set(codes)]') };
}

/** The same site of the bank, inline and in the frame. */
export async function openBoth(context: BrowserContext, site: Site, body?: string): Promise<Opened[]> {
  await context.addInitScript(() => {
    const codes: string[] = [];
    Object.assign(globalThis, { codes });
    addEventListener('prescore-error', ({ detail }: CustomEventInit<{ code: string }>) =>
      codes.push(detail?.code ?? ''),
    );
  });
  await serve(context, { [bank]: site, [partner]: host(body) });
  const [inline, around] = [await context.newPage(), await context.newPage()];
  return Promise.all([open(inline, `${bank}/`, inline), open(around, `${partner}/`, frameIn(around))]);
}

/** One after the other in the foreground: in the background Chromium draws, and so answers, once a second. */
export async function* inTurn(places: readonly Opened[]): AsyncGenerator<Opened> {
  for (const opened of places) {
    await opened.page.bringToFront();
    yield opened;
  }
}

export async function expectUnharmed({ page, thrown }: Opened): Promise<void> {
  expect(thrown).toEqual([]);
  if (!page.url().startsWith(partner)) return;
  await page.locator('#own').click();
  await expect(page.locator('#own')).toHaveClass('worked');
  await expect(page.locator('#below')).toBeVisible();
}

/** The text of the failure and the way on, in the language of the page, and in the other where that changes. */
export async function expectFailure(opened: Opened, code: FailureCode): Promise<void> {
  const { page, place } = opened;
  for (const language of ['ru', 'en'] as const) {
    const { ui } = textsOf(language);
    if (language === 'en') await speakEnglish(page);
    await expect(place.getByRole('heading', { name: ui['failed.heading'] })).toBeVisible();
    await expect(place.getByRole('alert')).toHaveText(ui[`failed.${code}`]);
    await expect(place.getByRole('link', { name: ui['failed.apply'] })).toHaveAttribute(
      'href',
      /^https:\/\/gavan\.example\/apply/,
    );
    await expect(place.locator('.failed').getByRole('link', { name: textsOf('ru').brand.phone ?? '' })).toBeVisible();
  }
  expect(await opened.codes()).toEqual([code]);
  await expectUnharmed(opened);
}

/** The heights of the iframe on the partner's page and of what shows in it. */
export async function frameHeights({ page, place }: Opened): Promise<[frame: number, content: number]> {
  const frame = await page.locator('prescore-frame iframe').evaluate((iframe) => iframe.getBoundingClientRect().height);
  const content = await place.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
  return [frame, content];
}

/** What failed takes no more room on the partner's page than it shows. */
export async function expectShort(opened: Opened): Promise<void> {
  await expect
    .poll(async () => {
      const [frame, content] = await frameHeights(opened);
      return frame - content;
    })
    .toBe(0);
  expect((await frameHeights(opened))[0]).toBeLessThan(500);
}

export async function speakEnglish(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector('prescore-frame')?.removeAttribute('lang');
    document.documentElement.lang = 'en';
  });
}

/** The link that the partner's page shows where there is no frame. */
export const fallbackOfPartner = (page: Page) => page.getByRole('link', { name: 'На сайт банка' });
