// What never answers, and what answers late: after five seconds there is the bank's link, and later success still counts.

import type { Page } from '@playwright/test';
import { bank, bankSite, frameIn, partner, partnerSite, partnerSnippet, type Site, serve } from './support/origins.ts';
import type { Place } from './support/person.ts';
import { expect, test, textsOf } from './support/site.ts';

const { ui } = textsOf('ru');

/** The site, of which some files are held until `release` is called. */
function holding(files: RegExp): { site: Site; isHeld: (path: string) => boolean; release: () => void } {
  let held = true;
  const isHeld = (path: string): boolean => held && files.test(path);
  return { site: bankSite, isHeld, release: () => (held = false) };
}

async function openHeld(page: Page, files: RegExp, address: string): Promise<() => void> {
  const { site, isHeld, release } = holding(files);
  const waiting: (() => void)[] = [];
  await serve(page.context(), { [bank]: site, [partner]: partnerSite(partnerSnippet()) });
  await page.context().route(`${bank}/**`, async (route) => {
    if (isHeld(new URL(route.request().url()).pathname)) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.fallback();
  });
  await page.goto(address, { waitUntil: 'commit' });
  return () => {
    release();
    for (const go of waiting.splice(0)) go();
  };
}

const inWidget: readonly [name: string, files: RegExp][] = [
  ['the model', /\.bin$/],
  ['the WebAssembly', /\.wasm$/],
];
const places: readonly [name: string, address: string, placeIn: (page: Page) => Place][] = [
  ["the bank's page", `${bank}/`, (page) => page],
  ["a partner's page", `${partner}/`, frameIn],
];

for (const [file, files] of inWidget) {
  for (const [name, address, placeIn] of places) {
    test(`${file} that does not come on ${name}: after 5 s the link, and the form when it comes`, async ({ page }) => {
      const before = Date.now();
      const release = await openHeld(page, files, address);
      const link = placeIn(page).getByRole('link', { name: ui['failed.apply'] });
      await expect(link).toBeVisible({ timeout: 20_000 });
      expect(Date.now() - before).toBeGreaterThan(4_500);
      await expect(link).toHaveAttribute('href', /^https:\/\/gavan\.example\/apply/);
      release();
      await placeIn(page).locator('form:not([inert] *)').waitFor();
      await expect(link).toHaveCount(0);
    });
  }
}

for (const [file, files] of [
  ['the document', /^\/frame\//],
  ['the script', /\/frame\.\w+\.js$/],
] as const) {
  test(`${file} of the frame that does not come: after 5 s the snippet's link, and the form when it comes`, async ({
    page,
  }) => {
    const release = await openHeld(page, files, `${partner}/`);
    const link = page.getByRole('link', { name: 'На сайт банка' });
    await expect(link).toBeVisible({ timeout: 20_000 });
    release();
    await frameIn(page).locator('form:not([inert] *)').waitFor();
    await expect(link).toBeHidden();
    expect((await page.locator('prescore-frame iframe').boundingBox())?.height).toBeGreaterThan(600);
  });
}

test('texts that do not come: after 5 s the link, and the form when they come', async ({ page }) => {
  const release = await openHeld(page, /\/texts-/, `${bank}/`);
  await expect(page.getByRole('link', { name: ui['page.fallbackLink'] })).toBeVisible({ timeout: 20_000 });
  release();
  await page.locator('form:not([inert] *)').waitFor();
});

test('a frame that did not come while the network was down comes when it is back', async ({ page }) => {
  let isDown = true;
  const site: Site = (path) => (isDown && path.startsWith('/frame/') ? 'dropped' : bankSite(path));
  await serve(page.context(), { [bank]: site, [partner]: partnerSite(partnerSnippet()) });
  await page.goto(`${partner}/`);
  await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible({ timeout: 20_000 });
  isDown = false;
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
});
