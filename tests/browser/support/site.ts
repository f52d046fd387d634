// The built site, served as a bank would, and a page that notices every error that the browser reports.

import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, type Frame, type Page } from '@playwright/test';
import { createSiteServer } from '../../../site/hosting/serve.mjs';
import { homeLanguage, type Language, languages } from '../../../site/shared/languages.ts';
import list from '../../../site/texts/languages.json' with { type: 'json' };

export { expect } from '@playwright/test';
export { decisionHeading, formHeading, preliminaryWords, textsOf } from '../../site/support.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const siteDir = process.env['PRESCORE_SITE'] ?? join(root, 'build/site');
/** The folder of a page in a language, below that of the page in the home language. */
export const languageFolder = (language: Language): string => (language === homeLanguage ? '' : `${language}/`);
export const pagePath = Object.fromEntries(
  languages.map((language) => [language, `/${languageFolder(language)}`]),
) as Readonly<Record<Language, string>>;
/** What a language is called in itself, as in the links to it. */
export const nameOf = (language: Language): string => list.languages[language].name;

export const readJson = <Content>(path: string): Content =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Content;

/** A file of the built site whose name carries a hash. */
export function builtFile(pattern: RegExp): string {
  const folder = join(siteDir, 'assets');
  const name = readdirSync(folder).find((candidate) => pattern.test(candidate));
  if (!name) throw new Error(`no ${pattern} in ${folder}`);
  return join(folder, name);
}

interface TestFixtures {
  /** Errors in the console, uncaught errors, and violations of the policy, so far. */
  readonly pageErrors: string[];
}
interface WorkerFixtures {
  readonly siteUrl: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  siteUrl: [
    async ({}, use) => {
      const server = createSiteServer({ dir: siteDir });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ siteUrl }, use) => use(siteUrl),
  pageErrors: [
    async ({ page }, use) => {
      const pageErrors: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) pageErrors.push(message.text());
      });
      page.on('pageerror', (error) => pageErrors.push(String(error)));
      await use(pageErrors);
    },
    { auto: true },
  ],
});

/** Opens the page and waits for the form. */
export async function openForm(page: Page, language: Language = 'ru'): Promise<void> {
  await page.goto(pagePath[language]);
  await page.locator('form:not([inert] *)').first().waitFor();
}

/** The letters that the reader asks of the browser, in place of 16 pixels, on the page and in frames of other origins. */
export async function readerFontSize(page: Page, pixels: number): Promise<void> {
  const foreign = page
    .frames()
    .filter((frame) => frame.parentFrame() && !frame.url().startsWith(new URL(page.url()).origin));
  for (const target of [page, ...foreign] as (Page | Frame)[]) {
    const devTools = await page.context().newCDPSession(target);
    await devTools.send('Page.setFontSizes', { fontSizes: { standard: pixels } });
  }
}

/** The id of what has the focus inside the widget. */
export async function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id);
}
