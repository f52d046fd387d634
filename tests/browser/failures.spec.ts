import { readFileSync } from 'node:fs';
import type { Route } from '@playwright/test';
import type { StartErrorCode } from '../../wasm/types.ts';
import { builtFile, expect, openForm, test, textsOf } from './support/site.ts';

const { ui } = textsOf('ru');
const wasm = readFileSync(builtFile(/\.wasm$/));
const model = readFileSync(builtFile(/\.bin$/));

const respond = (contentType: string, body: Buffer) => (route: Route) => route.fulfill({ contentType, body });
const asModel = (body: Buffer) => respond('application/octet-stream', body);
const corrupt = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  copy.fill(0xa5, 4);
  return copy;
};

const faults: [name: string, file: string, fault: (route: Route) => Promise<void>, code: StartErrorCode][] = [
  ['no wasm', '**/*.wasm', (route) => route.fulfill({ status: 404 }), 'wasm_unreachable'],
  ['no network for the wasm', '**/*.wasm', (route) => route.abort(), 'wasm_unreachable'],
  ['wasm as text', '**/*.wasm', respond('text/plain', wasm), 'wasm_wrong_type'],
  ['garbage for wasm', '**/*.wasm', respond('application/wasm', corrupt(wasm)), 'wasm_refused'],
  ['half a wasm', '**/*.wasm', respond('application/wasm', wasm.subarray(0, wasm.length / 2)), 'wasm_refused'],
  ['no model', '**/*.bin', (route) => route.fulfill({ status: 404 }), 'model_unreachable'],
  ['half a model', '**/*.bin', asModel(model.subarray(0, model.length / 2)), 'model_refused'],
  ['a model with one byte more', '**/*.bin', asModel(Buffer.concat([model, Buffer.of(0)])), 'model_refused'],
  ['garbage for a model', '**/*.bin', asModel(corrupt(model)), 'model_refused'],
  ['an empty model', '**/*.bin', asModel(Buffer.alloc(0)), 'model_refused'],
];

for (const [name, file, fault, code] of faults) {
  test(`${name}: says so and offers the ordinary application`, async ({ page }) => {
    await page.route(file, fault);
    await page.route('**/prescore-twin.*', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('heading', { name: ui['failed.heading'] })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveText(ui[`failed.${code}`]);
    await expect(page.getByRole('link', { name: ui['failed.apply'] })).toHaveAttribute('href', /^https:.*\/apply$/);
  });
}

test('a dropped connection can be tried again', async ({ page }) => {
  await page.route('**/*.bin', (route) => route.abort());
  await page.goto('/');
  const retry = page.getByRole('button', { name: ui['failed.retry'] });
  await retry.waitFor();
  await page.unroute('**/*.bin');
  await retry.click();
  await expect(page.getByRole('heading', { name: ui['form.heading'] })).toBeVisible();
});

test('a refused model offers no second try', async ({ page }) => {
  await page.route('**/*.bin', asModel(Buffer.alloc(0)));
  await page.goto('/');
  await page.getByRole('alert').waitFor();
  await expect(page.getByRole('button', { name: ui['failed.retry'] })).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page reads well and leads to the ordinary application', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(ui['page.heading']);
    await expect(page.getByText(ui['page.fallback'])).toBeVisible();
    await expect(page.getByRole('link', { name: ui['page.fallbackLink'] })).toHaveAttribute('href', /^https:/);
    await page.getByRole('link', { name: ui['page.otherLanguage'] }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(textsOf('en').ui['page.heading']);
  });
});

test('where the script does not come, the ordinary application is offered after a while', async ({ page }) => {
  await page.route('**/*.js', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('link', { name: ui['page.fallbackLink'] })).toBeVisible({ timeout: 8000 });
});

test('the form opens where nothing is wrong', async ({ page, complaints }) => {
  await openForm(page);
  expect(complaints).toEqual([]);
});
