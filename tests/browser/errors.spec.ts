// Each error, inline on the bank's page and in the frame on a partner's at once: the person sees what is wrong and the
// way on, programs hear a code, and the page around goes on as if nothing had happened.

import type { BrowserContext, Page } from '@playwright/test';
import type { ErrorCode } from '../../site/shared/errors.ts';
import type { FailureCode } from '../../site/widget/machine.ts';
import { answersFor } from './support/core.ts';
import {
  type Answer,
  bank,
  bankSite,
  frameIn,
  partner,
  partnerSite,
  partnerSnippet,
  partners,
  type Site,
  serve,
} from './support/origins.ts';
import { answersInForm, answerWithMouse, type Place, submitButton, submitWithMouse } from './support/person.ts';
import { expect, formHeading, nameOf, test, textsOf } from './support/site.ts';

type Change = (answer: Answer) => Answer | 'dropped' | undefined;

/** The site with an error in the files whose path matches. */
const withError =
  (files: RegExp, change: Change, site: Site = bankSite): Site =>
  (path) => {
    const answer = site(path);
    return typeof answer === 'object' && files.test(path) ? change(answer) : answer;
  };
const missing: Change = () => undefined;
const dropped: Change = () => 'dropped';
const withBody =
  (change: (body: Buffer) => Buffer): Change =>
  (answer) => ({ ...answer, body: change(Buffer.from(answer.body)) });
const withType =
  (type: string): Change =>
  (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': type } });
const withoutKeyword: Change = (answer) => ({
  ...answer,
  headers: {
    ...answer.headers,
    'Content-Security-Policy': answer.headers?.['Content-Security-Policy']?.replace(" 'wasm-unsafe-eval'", '') ?? '',
  },
});
const corrupt = withBody((body) => Buffer.from(body).fill(0xa5, 4));
const half = withBody((body) => body.subarray(0, body.length / 2));

const noTwin = withError(/prescore-twin/, missing);
const noWasm = (change: Change): Site => withError(/\.wasm$/, change, noTwin);
const noModel = (change: Change): Site => withError(/\.bin$/, change);

/** A partner's page with a button of its own that must keep working. */
const host = (body = partnerSnippet()): Site =>
  partnerSite(`<script src="/own.js"></script><button id="own">Наше</button>${body}<p id="below">Ниже</p>`, {
    '/own.js': 'addEventListener("click", ({ target }) => target.id === "own" && target.classList.add("worked"));',
  });

interface Opened {
  readonly page: Page;
  readonly place: Place;
  /** Codes of `prescore-error`, each once, as the page around the widget hears them. */
  readonly codes: () => Promise<string[]>;
  /** Errors that nobody caught. */
  readonly thrown: string[];
}

async function open(page: Page, address: string, place: Place): Promise<Opened> {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.goto(address);
  return { page, place, thrown, codes: () => page.evaluate('[...new Set(codes)]') };
}

/** The same site of the bank, inline and in the frame. */
async function openBoth(context: BrowserContext, site: Site, body?: string): Promise<Opened[]> {
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
async function* inTurn(places: readonly Opened[]): AsyncGenerator<Opened> {
  for (const opened of places) {
    await opened.page.bringToFront();
    yield opened;
  }
}

async function expectUnharmed({ page, thrown }: Opened): Promise<void> {
  expect(thrown).toEqual([]);
  if (!page.url().startsWith(partner)) return;
  await page.locator('#own').click();
  await expect(page.locator('#own')).toHaveClass('worked');
  await expect(page.locator('#below')).toBeVisible();
}

/** The text of the failure and the way on, in the language of the page, and in the other where that changes. */
async function expectFailure(opened: Opened, code: FailureCode): Promise<void> {
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
async function frameHeights({ page, place }: Opened): Promise<[frame: number, content: number]> {
  const frame = await page.locator('prescore-frame iframe').evaluate((iframe) => iframe.getBoundingClientRect().height);
  const content = await place.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
  return [frame, content];
}

/** What failed takes no more room on the partner's page than it shows. */
async function expectShort(opened: Opened): Promise<void> {
  await expect
    .poll(async () => {
      const [frame, content] = await frameHeights(opened);
      return frame - content;
    })
    .toBe(0);
  expect((await frameHeights(opened))[0]).toBeLessThan(500);
}

async function speakEnglish(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector('prescore-frame')?.removeAttribute('lang');
    document.documentElement.lang = 'en';
  });
}

const failures: readonly [name: string, site: Site, code: FailureCode][] = [
  ['no wasm', noWasm(missing), 'wasm_unreachable'],
  ['no network for the wasm', noWasm(dropped), 'wasm_unreachable'],
  ['wasm as text', noWasm(withType('text/plain')), 'wasm_wrong_type'],
  ['garbage for wasm', noWasm(corrupt), 'wasm_refused'],
  ['half a wasm', noWasm(half), 'wasm_refused'],
  ['a policy without the keyword, and no twin', withError(/\/$/, withoutKeyword, noTwin), 'wasm_refused'],
  ['no model', noModel(missing), 'model_unreachable'],
  ['no network for the model', noModel(dropped), 'model_unreachable'],
  ['half a model', noModel(half), 'model_refused'],
  ['a model with one byte more', noModel(withBody((body) => Buffer.concat([body, Buffer.of(0)]))), 'model_refused'],
  ['garbage for a model', noModel(corrupt), 'model_refused'],
  ['an empty model', noModel(withBody(() => Buffer.alloc(0))), 'model_refused'],
];

for (const [name, site, code] of failures) {
  test(`${name}: ${code}, in both languages`, async ({ context }) => {
    for await (const opened of inTurn(await openBoth(context, site))) {
      await expectFailure(opened, code);
      const retry = opened.place.getByRole('button', { name: textsOf('en').ui['failed.retry'] });
      await expect(retry).toHaveCount(code.endsWith('_unreachable') ? 1 : 0);
    }
  });
}

test('a browser without WebAssembly, and no twin: wasm_unsupported', async ({ context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  for await (const opened of inTurn(await openBoth(context, noTwin))) await expectFailure(opened, 'wasm_unsupported');
});

test('a model that the memory cannot hold stops the core: core_stopped', async ({ context }) => {
  await context.addInitScript(() => {
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('no memory is left');
    };
  });
  const site = noModel(withBody((body) => Buffer.concat([body, Buffer.alloc(4_000_000)])));
  for await (const opened of inTurn(await openBoth(context, site))) await expectFailure(opened, 'core_stopped');
});

test('a core that stops while it answers says so, and starts again with every answer', async ({ context }) => {
  const { answers } = await answersFor('likely_approval by risk');
  const { ui } = textsOf('ru');
  for await (const { place, codes, thrown } of inTurn(await openBoth(context, bankSite))) {
    await answerWithMouse(place, answers);
    // The last breath of a core without memory: it traps in the middle of a call.
    await place.locator('body').evaluate(() => {
      const own = TextEncoder.prototype.encodeInto;
      TextEncoder.prototype.encodeInto = () => {
        TextEncoder.prototype.encodeInto = own;
        throw new WebAssembly.RuntimeError('unreachable');
      };
    });
    await submitButton(place).click();
    await expect(place.getByRole('heading', { name: ui['failed.heading'] })).toBeFocused();
    await expect(place.getByRole('alert')).toHaveText(ui['failed.core_stopped']);
    await expect.poll(codes).toEqual(['core_stopped']);
    await place.getByRole('button', { name: ui['failed.retry'] }).click();
    await expect(place.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
    expect(await answersInForm(place)).toEqual(answers);
    await submitButton(place).click();
    await expect(place.locator('.decision')).toBeVisible();
    expect(thrown).toEqual([]);
  }
});

test('a dropped connection can be tried again, and the focus comes back', async ({ context }) => {
  let isDown = true;
  const site: Site = (path) => (isDown && path.endsWith('.bin') ? 'dropped' : bankSite(path));
  const places = await openBoth(context, site);
  const { ui } = textsOf('ru');
  for (const { place } of places) await place.getByRole('button', { name: ui['failed.retry'] }).waitFor();
  await expectShort(places[1]!);
  isDown = false;
  for await (const { place } of inTurn(places)) {
    await place.getByRole('button', { name: ui['failed.retry'] }).press('Enter');
    await expect(place.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
  }
  // The frame tells its height a moment after the key.
  await expect(async () => {
    const [frame, content] = await frameHeights(places[1]!);
    expect(frame, 'the form has its room again').toBeGreaterThanOrEqual(content);
    expect(frame).toBeGreaterThan(600);
  }).toPass({ timeout: 5_000 });
});

const takenOver: readonly [name: string, site: Site][] = [
  ['a policy without the keyword', withError(/\/$/, withoutKeyword)],
  ['no wasm', withError(/\.wasm$/, missing)],
  ['wasm as text', withError(/\.wasm$/, withType('text/plain'))],
];

for (const [name, site] of takenOver) {
  test(`${name}: the twin answers, and nobody is troubled with a code`, async ({ context }) => {
    const { answers } = await answersFor('alternative_offer by risk');
    for await (const opened of inTurn(await openBoth(context, site))) {
      await submitWithMouse(opened.place, answers);
      await expect(opened.place.locator('.decision.alternative_offer')).toBeVisible();
      expect(await opened.codes()).toEqual([]);
      await expectUnharmed(opened);
    }
  });
}

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

const fallbackOfPartner = (page: Page) => page.getByRole('link', { name: 'На сайт банка' });

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

test('attributes that mean nothing count as not set, each with a code and a word to the engineer', async ({
  context,
}) => {
  const told: string[] = [];
  context.on('console', (message) => message.type() === 'warning' && told.push(message.text()));
  const snippet = partnerSnippet({ theme: 'neon', density: 'tight', accent: 'red' });
  const [inline, around] = await openBoth(
    context,
    (path) => {
      const answer = bankSite(path);
      if (!answer || path !== '/') return answer;
      return {
        ...answer,
        body: String(answer.body).replace('<prescore-widget', '<prescore-widget theme="neon" density="tight"'),
      };
    },
    snippet,
  );
  for await (const opened of inTurn([inline!, around!])) {
    await opened.place.locator('form:not([inert] *)').waitFor();
    expect(await opened.codes()).toEqual(['attribute_unknown']);
    await expectUnharmed(opened);
  }
  const words = (element: string, names: string[]) =>
    names.map((name): unknown => expect.stringContaining(`${element}: ${name}="`));
  expect(told.filter((text) => text.startsWith('prescore-widget'))).toEqual(
    words('prescore-widget', ['theme', 'density']),
  );
  expect(told.filter((text) => text.startsWith('prescore-frame'))).toEqual(
    words('prescore-frame', ['theme', 'density', 'accent']),
  );
  await around!.page.locator('prescore-frame').evaluate((element) => element.setAttribute('theme', 'dark'));
  await expect(around!.place.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
});

test('a partner on no list: its page hears a code, the person reads why in both languages', async ({ context }) => {
  const [, around] = await openBoth(context, bankSite, partnerSnippet({ partner: 'nobody' }));
  await expectFailure(around!, 'partner_unknown');
});

test('a bank that is no address: the link stays, and bank_unknown', async ({ context }) => {
  const [, around] = await openBoth(context, bankSite, partnerSnippet({ bank: 'javascript:alert(1)' }));
  await expect(fallbackOfPartner(around!.page)).toBeVisible();
  expect(await around!.codes()).toEqual(['bank_unknown']);
  await expectUnharmed(around!);
});

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
