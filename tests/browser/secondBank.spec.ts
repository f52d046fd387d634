// A bank with another programme, another brand and one language gets its page, its frame on a partner's page and its own
// /score/ from two folders, with no word of the first bank; and it can close its programme.

import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from '@playwright/test';
import { runTool } from '../tool/support.ts';
import { axeViolations } from './support/axe.ts';
import { frameIn, serve } from './support/origins.ts';
import { buildSecondBank, madeUpRows, programme, type SecondBank } from './support/secondBank.ts';
import { expect, root, test } from './support/site.ts';

const application = 'https://aldermoor.example/loans/apply';

let second: SecondBank;
test.beforeAll(async () => {
  second = await buildSecondBank();
});
test.afterAll(() => rmSync(second.folder, { recursive: true, force: true }));

/** Answers that lead to the loan itself, and to something else. */
const good = { amount: '1 500', duration: '12', age: '45', picks: ['A used car', 'I have no current account'] };
const weak = { amount: '£9000', duration: '48', age: '22', picks: ['A new car', 'It is often overdrawn'] };

async function answer(place: Page | FrameLocator, { amount, duration, age, picks }: typeof good): Promise<void> {
  await place.getByRole('textbox', { name: 'How much would you like to borrow?' }).fill(amount);
  await place.getByRole('textbox', { name: 'Over how many months' }).fill(duration);
  for (const name of [...picks, '£1,000 or more', '7 years or more', 'I own it']) {
    await place.getByRole('radio', { name, exact: true }).check();
  }
  await place.getByRole('textbox', { name: 'How old are you?' }).fill(age);
  await place.getByRole('button', { name: 'See the decision' }).click();
  await place.locator('.decision').waitFor();
}

const modelHash = (siteDir: string): string => {
  const name = readdirSync(join(siteDir, 'assets')).find((one) => one.endsWith('.bin')) ?? '';
  return `sha256:${createHash('sha256')
    .update(readFileSync(join(siteDir, 'assets', name)))
    .digest('hex')}`;
};

test('the page has the names, counts and colours of its folders, and nothing of the first bank', async ({
  page,
  pageErrors,
}) => {
  await serve(page.context(), second.sites);
  await page.goto(`${second.bank}/`);
  await expect(page).toHaveTitle('Instalment loan: a preliminary decision in a minute');
  await expect(page.locator('h1')).toHaveText('Find out in a minute whether the Instalment loan suits you');
  await expect(page.locator('.bank')).toHaveText('Aldermoor Bank');
  await expect(page.locator('.phone').first()).toHaveAttribute('href', 'tel:+441632960000');
  await expect(page.locator('prescore-widget h2')).toHaveText('8 short questions');
  await expect(page.locator('a[hreflang]')).toHaveCount(0);
  await expect(page.locator('.primary')).toHaveCSS('background-color', 'rgb(122, 31, 61)');
  await page.getByRole('textbox', { name: 'How much' }).fill('2500');
  await expect(page.locator('.echo').first()).toHaveText('£2,500');
  const files = readdirSync(second.siteDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(html|json|css|js)$/.test(name) && !name.includes('prescore-twin'))
    .map((name) => readFileSync(join(second.siteDir, name), 'utf8'));
  expect(files.join('\n')).not.toMatch(
    /gavan|гавань|instant.?card|rouble|₽|\p{Script=Cyrillic}{3}|#0a5c6c|78000000000/iu,
  );
  expect(pageErrors).toEqual([]);
});

for (const width of [320, 360, 1280]) {
  test(`the number in the header can be called on a screen ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 640 });
    await serve(page.context(), second.sites);
    await page.goto(`${second.bank}/`);
    const phone = page.locator('.top .phone');
    await expect(phone).toBeInViewport({ ratio: 1 });
    expect((await phone.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('a decision shows the facts that the bank gives, and the answers go along only by choice, with outcome and version', async ({
  page,
  pageErrors,
}) => {
  await serve(page.context(), second.sites);
  await page.goto(`${second.bank}/`);
  await answer(page, good);
  await expect(page.locator('.decision')).toHaveClass(/likely_approval/);
  const offer = page.locator('.offer.best');
  await expect(offer.locator('dt')).toHaveText(['Amount', 'Rate', 'Time to decide', 'Documents']);
  await expect(offer.locator('dd').first()).toHaveText('£250 to £18,500');
  await expect(offer.locator('.note')).toContainText('after its own check');
  await expect(page.locator('.plastic')).toHaveCount(0);
  await expect(page.locator('.decision .human')).toContainText('01632\u00a0960\u00a0000, Monday to Friday, 9 to 5.');
  const apply = page.locator(`.decision a[href^="${application}"]`).first();
  const carry = page.locator('.carry input');
  await expect(carry).not.toBeChecked();
  await expect(apply).toHaveAttribute('href', /^[^#]*$/);
  await carry.check();
  const { hash } = new URL((await apply.getAttribute('href')) ?? '');
  expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({
    prescore: '1',
    amount: '1 500',
    duration: '12',
    purpose: 'used_car',
    account: 'none',
    savings: 'more',
    employment: 'more',
    housing: 'own',
    age: '45',
    'prescore.outcome': 'likely_approval',
    'prescore.version': modelHash(second.siteDir),
  });
  await carry.uncheck();
  await expect(apply).toHaveAttribute('href', /^[^#]*$/);
  await page.getByRole('button', { name: 'Change my answers' }).click();
  await answer(page, weak);
  await expect(page.locator('.decision')).toHaveClass(/alternative_offer/);
  await expect(page.locator('.reasons')).toContainText('Your current account is often overdrawn');
  // This bank has no cards.
  await expect(page.locator('prescore-widget .root')).not.toContainText(/\bcards?\b/i);
  expect(await axeViolations(page)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("its frame works on its partner's page, with the choice to carry answers along", async ({ page, pageErrors }) => {
  await serve(page.context(), second.sites);
  await page.goto(`${second.partner}/`);
  await expect(page.locator('h2').first()).toHaveText('Buy with Aldermoor Bank');
  const frame = frameIn(page);
  await answer(frame, good);
  await expect(frame.locator('.carry input')).not.toBeChecked();
  await frame.locator('.carry input').check();
  const apply = frame.locator(`.decision a[href^="${application}"]`).first();
  await expect(apply).toHaveAttribute(
    'href',
    /[?&]partner=workshop&campaign=spring#prescore=1&.*prescore\.outcome=likely/,
  );
  expect(pageErrors).toEqual([]);
});

test('its /score/ gives the bytes of the tool', async ({ page }) => {
  const rows = join(second.folder, 'rows.csv');
  writeFileSync(rows, `${madeUpRows().split('\n').slice(0, 301).join('\n')}\n`);
  const tool = runTool(second.folder, ['score', '--model', join(programme, 'model.json'), '--input', rows]);
  expect(tool.code).toBe(0);
  await serve(page.context(), second.sites);
  await page.goto(`${second.bank}/score/`);
  await page.locator('[name=file]').setInputFiles(rows);
  await page.locator('#choices button').click();
  await expect(page.locator('#said')).toHaveText('Decisions for 300 applications are ready.');
  const coming = page.waitForEvent('download');
  await page.locator('#scores').click();
  expect(readFileSync(await (await coming).path(), 'utf8')).toBe(tool.out);
});

test('its model is what makeRows.mjs and prescore train make', () => {
  const rows = join(second.folder, 'training.csv');
  const again = join(second.folder, 'again.json');
  writeFileSync(rows, madeUpRows());
  const train = runTool(root, ['train', '--programme', programme, '--data', rows, '--output', again, '--quiet']);
  expect(train.code).toBe(0);
  const forestOf = (path: string): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { forest: unknown }).forest;
  expect(forestOf(again)).toEqual(forestOf(join(programme, 'model.json')));
});

test.describe('a closed programme', () => {
  let closed: SecondBank;
  test.beforeAll(async () => {
    closed = await buildSecondBank({ brand: ({ programmes }) => (programmes['instalment-loan']!.open = false) });
  });
  test.afterAll(() => rmSync(closed.folder, { recursive: true, force: true }));

  const message = 'We take no answers here at the moment. Please use the standard application.';

  test("shows the bank's message and application on its page, and loads no model", async ({ page, pageErrors }) => {
    const asked = await serve(page.context(), closed.sites);
    await page.goto(`${closed.bank}/`);
    await expect(page.locator('main')).toContainText(message);
    await expect(page.getByRole('link', { name: 'Go to the standard application' })).toHaveAttribute(
      'href',
      application,
    );
    await expect(page.locator('prescore-widget, script')).toHaveCount(0);
    expect(asked.filter((address) => /\.(bin|wasm|js)$/.test(address))).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    expect(pageErrors).toEqual([]);
  });

  test('shows them in the frame behind a snippet that was pinned before, as high as they are', async ({
    page,
    pageErrors,
  }) => {
    // The partner's page, and the loader that it names, are of the build that was open.
    const bank = (path: string) => closed.sites[closed.bank]?.(path) ?? second.sites[second.bank]?.(path);
    const asked = await serve(page.context(), { ...second.sites, [second.bank]: bank });
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      for (const name of ['ready', 'step', 'error']) {
        addEventListener(`prescore-${name}`, (event) =>
          seen.push(`${name} ${Object.values((event as CustomEvent<object>).detail).join()}`),
        );
      }
    });
    await page.goto(`${second.partner}/`);
    const frame = frameIn(page);
    await expect(frame.locator('main')).toContainText(message);
    const link = frame.getByRole('link', { name: 'Go to the standard application' });
    await expect(link).toHaveAttribute('href', `${application}?partner=workshop&campaign=spring`);
    const seen = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    await expect.poll(seen).toContain('error programme_closed');
    await expect.poll(seen).toContain('step failed');
    await expect
      .poll(() => page.locator('prescore-frame').evaluate((element) => element.getBoundingClientRect().height))
      .toBeLessThan(400);
    await expect(link).toBeInViewport();
    expect(asked.filter((address) => /\.(bin|wasm)$/.test(address))).toEqual([]);
    expect(pageErrors).toEqual([]);
  });

  test('is the same when the pages of an open build are replaced, without another build', () => {
    const copy = join(second.folder, 'withdrawn');
    cpSync(second.siteDir, copy, { recursive: true });
    cpSync(join(second.hostingDir, 'closed/instalment-loan'), copy, { recursive: true });
    for (const name of ['index.html', 'index.html.br', 'frame/en/index.html', 'frame/en/index.html.br']) {
      expect(readFileSync(join(copy, name)), name).toEqual(readFileSync(join(closed.siteDir, name)));
      expect(readFileSync(join(copy, name)), name).not.toEqual(readFileSync(join(second.siteDir, name)));
    }
  });
});

test.describe('two programmes', () => {
  let both: SecondBank;
  test.beforeAll(async () => {
    both = await buildSecondBank({ programmes: [join(root, 'model/instant-card')] });
  });
  test.afterAll(() => rmSync(both.folder, { recursive: true, force: true }));

  test('have a page each, and the snippet of the second one shows its frame', async ({ page, pageErrors }) => {
    await serve(page.context(), both.sites);
    await page.goto(`${both.bank}/`);
    await expect(page.locator('prescore-widget h2')).toHaveText('8 short questions');
    await page.goto(`${both.bank}/instant-card/`);
    await expect(page.locator('prescore-widget h2')).toHaveText('6 short questions');
    await expect(page.locator('.bank')).toHaveText('Aldermoor Bank');
    await page.goto(`${both.bank}/instant-card/configurator/`);
    await expect(page.locator('#snippet')).toContainText(`bank="${both.bank}/instant-card/"`);
    await expect(page.frameLocator('#preview iframe').locator('h2')).toHaveText('6 short questions');
    // The frame of the preview has the origin of the page, which Chromium remarks on.
    expect(pageErrors.filter((error) => !error.includes('allow-same-origin'))).toEqual([]);
  });
});
