// Where nothing of the widget runs or its words do not come: what the page wrote shows, with the bank's link.

import type { ErrorCode } from '../../site/shared/errors.ts';
import { answersFor } from './support/core.ts';
import {
  type Change,
  dropped,
  expectShort,
  expectUnharmed,
  fallbackOfPartner,
  host,
  inTurn,
  missing,
  open,
  openBoth,
  speakEnglish,
  withBody,
  withError,
  withType,
} from './support/errors.ts';
import { bank, bankSite, partner, partners, type Site, serve } from './support/origins.ts';
import { type Place, submitWithMouse } from './support/person.ts';
import { expect, nameOf, test, textsOf } from './support/site.ts';

/** What the bank's documents say where nothing runs in them. */
async function expectBankFallback(place: Place): Promise<void> {
  const { ui } = textsOf('ru');
  await expect(place.locator('.fallback')).toContainText(ui['page.fallback']);
  const link = place.getByRole('link', { name: ui['page.fallbackLink'] });
  await expect(link).toBeVisible({ timeout: 8000 });
  await expect(link).toHaveAttribute('href', /^https:\/\/gavan\.example\/apply(\?partner=dom)?$/);
}

test('no texts: what the page wrote shows at once, with a code', async ({ context }) => {
  for (const change of [missing, withBody(() => Buffer.from('<html>'))]) {
    const places = await openBoth(context, withError(/\/texts-ru/, change));
    for await (const opened of inTurn(places)) {
      const before = Date.now();
      await expectBankFallback(opened.place);
      expect(Date.now() - before).toBeLessThan(4000);
      await expect.poll(opened.codes).toEqual(['texts_unreachable']);
      await expectUnharmed(opened);
    }
    await expectShort(places[1]!);
    await context.unrouteAll();
  }
});

test('no texts of the other language: the old one stays, and works', async ({ context }) => {
  const { answers } = await answersFor('alternative_offer by risk');
  for await (const opened of inTurn(await openBoth(context, withError(/\/texts-en/, missing)))) {
    await opened.place.locator('form:not([inert] *)').waitFor();
    await speakEnglish(opened.page);
    await expect.poll(opened.codes).toEqual(['texts_unreachable']);
    await submitWithMouse(opened.place, answers);
    await expect(opened.place.locator('.decision.alternative_offer')).toBeVisible();
    await expectUnharmed(opened);
  }
});

/** Where not even the frame's script runs, the page around notices its silence. */
const silent: readonly [name: string, site: Site][] = [
  ['no script', withError(/\/(page|frame)\.\w+\.js$/, missing)],
  ['a script as text', withError(/\/(page|frame)\.\w+\.js$/, withType('text/plain'))],
  [
    'a script that the browser cannot read',
    withError(
      /\/(page|frame)\.\w+\.js$/,
      withBody(() => Buffer.from('let #new = ?')),
    ),
  ],
];
for (const [name, site] of silent) {
  test(`${name}: the bank's link, inline after a while, and on the partner's page with a code`, async ({ context }) => {
    const [inline, around] = await openBoth(context, site);
    await expectBankFallback(inline!.place);
    await expect(fallbackOfPartner(around!.page)).toBeVisible({ timeout: 8000 });
    await expect(fallbackOfPartner(around!.page)).toHaveAttribute('href', `${partners.application}?partner=dom`);
    expect(await around!.codes()).toEqual(['frame_unreachable']);
    await expectUnharmed({ ...around!, thrown: [] });
  });
}

test("offline after the loader came: the bank's link, and frame_unreachable", async ({ context }) => {
  const [, around] = await openBoth(context, withError(/^\/frame\//, dropped));
  await expect(fallbackOfPartner(around!.page)).toBeVisible({ timeout: 8000 });
  expect(await around!.codes()).toEqual(['frame_unreachable']);
  await expectUnharmed(around!);
});

const noLoader: readonly [name: string, change: Change][] = [
  ['offline', dropped],
  ['no loader', missing],
  ['a loader as text', withType('text/plain')],
];
for (const [name, change] of noLoader) {
  test(`${name}: the partner's page keeps the bank's link`, async ({ context }) => {
    await serve(context, { [partner]: host(), [bank]: withError(/prescore-embed/, change) });
    const page = await context.newPage();
    const opened = await open(page, `${partner}/`, page);
    await expect(fallbackOfPartner(page)).toBeVisible();
    await expectUnharmed(opened);
  });
}

const ancient: readonly [name: string, age: () => void, code: ErrorCode | undefined][] = [
  [
    'style sheets that scripts make',
    () => Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync'),
    'browser_unsupported',
  ],
  ['shadow roots', () => Reflect.deleteProperty(Element.prototype, 'attachShadow'), 'browser_unsupported'],
  ['custom elements', () => Reflect.deleteProperty(globalThis, 'customElements'), undefined],
];
for (const [name, age, code] of ancient) {
  test(`a browser without ${name}: what the page wrote stays, with the bank's link`, async ({ context }) => {
    await context.addInitScript(age);
    const [inline, around] = await openBoth(context, bankSite);
    await expectBankFallback(inline!.place);
    expect(await inline!.codes()).toEqual(['browser_unsupported']);
    await expect(fallbackOfPartner(around!.page)).toBeVisible();
    expect(await around!.codes()).toEqual(code ? [code] : []);
    for await (const opened of inTurn([inline!, around!])) await expectUnharmed(opened);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test("page, frame and partner's page read well and lead to the ordinary application", async ({ page }) => {
    const { ui } = textsOf('ru');
    await serve(page.context(), { [bank]: bankSite, [partner]: host() });
    await page.goto(`${bank}/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(ui['page.heading']);
    await expectBankFallback(page);
    await page.getByRole('link', { name: nameOf('en') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(textsOf('en').ui['page.heading']);
    await page.goto(`${bank}/frame/ru/`);
    await expectBankFallback(page);
    await page.goto(`${partner}/`);
    await expect(fallbackOfPartner(page)).toHaveAttribute('href', `${partners.application}?partner=dom`);
    await expect(fallbackOfPartner(page)).toBeVisible();
  });
});
