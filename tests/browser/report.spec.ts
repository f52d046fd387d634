// The report as a validation unit opens it: a file on a disk, in a browser without a network.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { axeViolations } from './support/axe.ts';

let folder: string;
let address: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'prescore-report-'));
  const data = join(folder, 'F.csv');
  const report = join(folder, 'R.html');
  execFileSync(inRoot('build', 'prescore'), ['sample', '--rows', '4000', '--seed', '7', '--output', data]);
  const model = inRoot('model', 'instant-card', 'model.json');
  execFileSync(inRoot('build', 'prescore'), [
    'evaluate',
    '--model',
    model,
    '--data',
    data,
    '--since',
    '2014-04-01',
    '--report',
    report,
  ]);
  address = pathToFileURL(report).href;
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('opens from disk: no request, no error', async ({ page }) => {
  const requests: string[] = [];
  const pageErrors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => pageErrors.push(message.text()));
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.goto(address);
  await expect(page.getByRole('slider')).toBeVisible();
  expect(requests).toEqual([address]);
  expect(pageErrors).toEqual([]);
});

test('axe finds nothing, in light or in dark', async ({ page }) => {
  // axe checks every text of every plot.
  test.setTimeout(120_000);
  await page.goto(address);
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  expect(await axeViolations(page)).toEqual([]);
});

test('the slider moves the confusion matrix, the figures and the marks, and the button moves them back', async ({
  page,
}) => {
  await page.goto(address);
  const figures = () => page.locator('[data-figure]').allTextContents();
  const marks = () =>
    page.locator('.cut-off[data-x]').evaluateAll((all) =>
      // Where nobody is refused there is no precision, and its mark is hidden.
      all.map((mark) =>
        mark.getAttribute('visibility') === 'hidden' ? 'hidden' : (mark.getAttribute('cx') ?? mark.getAttribute('x1')),
      ),
    );
  const before = { figures: await figures(), marks: await marks() };
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  expect(await page.locator('[data-figure="approval_rate"]').textContent()).toBe('100.0\u00a0%');
  expect(await page.locator('[data-figure="refused_repayers"]').textContent()).toBe('0');
  for (const [index, mark] of (await marks()).entries()) expect(mark).not.toBe(before.marks[index]);
  await page.getByRole('button', { name: 'Back to the policy’s' }).click();
  expect({ figures: await figures(), marks: await marks() }).toEqual(before);
});

test('without a script everything but the slider is there', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.getByRole('slider')).toBeHidden();
  await expect(page.locator('svg')).toHaveCount(await page.locator('figure').count());
  await expect(page.getByRole('table', { name: /Confusion matrix/ })).toBeVisible();
  await context.close();
});

test('nothing is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(address);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('no table is cut off on paper', async ({ page }) => {
  // What A4 leaves between the margins of the style sheet.
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.goto(address);
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  const cut = await page
    .locator('.scroll')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.getAttribute('aria-label')),
    );
  expect(cut).toEqual([]);
  await expect(page.getByRole('button')).toBeHidden();
});

test('prints with every plot', async ({ page }) => {
  await page.goto(address);
  const pdf = await page.pdf({ format: 'A4', path: join(folder, 'R.pdf') });
  expect(pdf.length).toBeGreaterThan(30_000);
  expect(readFileSync(join(folder, 'R.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
});
