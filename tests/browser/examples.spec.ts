// The framework examples, built and run under the bank's own policy: one scenario for all of them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { headersFor, headerZones } from '../../site/hosting/headers.mjs';
import { buildExample, examples, type Mode } from '../package/examples.ts';
import { answersFor } from './support/core.ts';
import { bank, partners, serve, typeOf } from './support/origins.ts';
import { answersInForm, answerWithMouse, submitButton } from './support/person.ts';
import { expect, test } from './support/site.ts';

const headers = headersFor(headerZones(partners), '/');
/** Names that a framework adds to `trusted-types`. */
const policies: Readonly<Record<string, string>> = { vue: ' vue' };

async function openExample(page: Page, name: string, folder: string): Promise<void> {
  const policy = `${headers['Content-Security-Policy']}${policies[name] ?? ''}`;
  await serve(page.context(), {
    [bank]: (path) => {
      const file = join(folder, path === '/' ? 'index.html' : path);
      if (!existsSync(file)) return undefined;
      return {
        body: readFileSync(file),
        headers: { ...headers, 'Content-Security-Policy': policy, 'Content-Type': typeOf(file) },
      };
    },
  });
  await page.goto(`${bank}/`);
  await page.locator('form:not([inert] *)').waitFor();
}

const heard = (page: Page): Promise<string[]> => page.locator('#events li').allTextContents();

const cases: readonly (readonly [name: string, mode: Mode])[] = [
  ...examples.map((name) => [name, 'production'] as const),
  ['react', 'development'],
];

for (const [name, mode] of cases) {
  test(`the ${name} example (${mode}): events arrive once, and no change of the page loses an answer`, async ({
    page,
    pageErrors,
  }) => {
    test.setTimeout(90_000);
    await openExample(page, name, await buildExample(name, mode));
    await expect.poll(() => heard(page)).toEqual(['prescore-step form', 'prescore-ready']);
    const { answers, decision } = await answersFor('alternative_offer by risk');
    await answerWithMouse(page, answers, 'en');
    await page.locator('#theme').selectOption('dark');
    await expect(page.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
    await page.locator('#language').selectOption('ru');
    await expect(submitButton(page)).toBeVisible();
    expect(await answersInForm(page)).toEqual(answers);

    await submitButton(page).click();
    await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
    await expect(page.locator('#outcome')).toHaveText(decision.outcome);
    expect(await heard(page)).toEqual([
      'prescore-step form',
      'prescore-ready',
      'prescore-step decision',
      'prescore-decision',
    ]);
    await page.locator('.decision input[type="checkbox"]').check();
    const link = await page.locator('.decision .primary').getAttribute('href');
    // The examples do not set `model-hash`, so no version goes along.
    const carried = new URLSearchParams({ prescore: '1', ...answers, 'prescore.outcome': decision.outcome });
    expect(link).toBe(`https://bank.example/apply?card=${decision.offers[0]}&campaign=autumn#${carried}`);
    expect(pageErrors).toEqual([]);
  });
}
