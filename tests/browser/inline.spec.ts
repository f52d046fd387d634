// The element on pages that are not the bank's tidy own: twice, moved, under strange styles, themed, with answers to take
// along.

import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { createSiteServer } from '../../site/hosting/serve.mjs';
import { answersFor } from './support/core.ts';
import { release } from './support/origins.ts';
import { answersInForm, answerWithMouse, atEachDecision, submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, readerFontSize, siteDir, test, textsOf } from './support/site.ts';

const { ui } = textsOf('ru');

/** The bank's page with changes to its HTML. */
async function openChanged(page: Page, change: (html: string) => string): Promise<void> {
  await page.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    },
  );
  await openForm(page);
}

const styled = (page: Page, css: string): Promise<void> =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const elementOf = (html: string): string => /<prescore-widget[\s\S]*<\/prescore-widget>/.exec(html)?.[0] ?? '';

test('two elements and the script twice: each keeps its own answers', async ({ page, pageErrors }) => {
  await openChanged(page, (html) => {
    const script = /<script type="module"[^>]*><\/script>/.exec(html)?.[0] ?? '';
    return html
      .replace(script, script + script.replace('.js', '.js?again'))
      .replace(elementOf(html), (element) => element + element);
  });
  const [first, second] = [0, 1].map((index) => page.locator('prescore-widget').nth(index));
  const { answers } = await answersFor('likely_approval by risk');
  await answerWithMouse(first!, { age: '21' });
  await submitWithMouse(second!, answers);
  await expect(second!.locator('.decision')).toBeVisible();
  await expect(first!.locator('form')).toBeVisible();
  expect(await first!.locator('input').first().inputValue()).toBe('21');
  // The policy lets lit be there once: the second copy ends at that, and nothing else happens.
  expect(pageErrors.filter((words) => !words.includes('lit-html'))).toEqual([]);
});

test('moved, taken out and put back, as frameworks do, it keeps its answers and goes on', async ({
  page,
  pageErrors,
}) => {
  const { answers } = await answersFor('likely_approval by risk');
  await openForm(page);
  await answerWithMouse(page, answers);
  await page.evaluate(() => {
    const element = document.querySelector('prescore-widget')!;
    document.body.append(element);
    element.remove();
    document.querySelector('#questions')!.append(element);
  });
  expect(await answersInForm(page)).toEqual(answers);
  await submitButton(page).click();
  await expect(page.locator('.decision')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('taken out while it loads and put back, it starts once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/*.bin', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto('/');
  await page.locator('.skeleton').waitFor();
  await page.evaluate(() => {
    const element = document.querySelector('prescore-widget')!;
    element.remove();
    document.querySelector('#questions')!.append(element);
  });
  go();
  await page.locator('form:not([inert] *)').waitFor();
  expect(asked.filter((url) => url.endsWith('.bin'))).toHaveLength(1);
});

/** Sizes and directions of what one reads and presses. */
const looks = (page: Page) =>
  page.locator('prescore-widget').evaluate((widget) =>
    ['h2', 'label', '.option', '.primary', 'input'].map((selector) => {
      const { fontSize, fontFamily, letterSpacing, lineHeight, textTransform, direction, textAlign, color, padding } =
        getComputedStyle(widget.shadowRoot!.querySelector(selector)!);
      return {
        selector,
        fontSize,
        fontFamily,
        letterSpacing,
        lineHeight,
        textTransform,
        direction,
        textAlign,
        color,
        padding,
      };
    }),
  );

test('strange style sheets and a page from right to left change nothing in it', async ({ page }) => {
  await openForm(page);
  const before = await looks(page);
  await styled(
    page,
    `* { all: revert } body, body * { font: 40px cursive; letter-spacing: 9px; text-transform: uppercase; color: red;
    line-height: 3; text-align: right; word-spacing: 2em; text-indent: 4em }
    body { direction: rtl } input, button, label, h2 { padding: 40px; color: lime }`,
  );
  expect(await looks(page)).toEqual(before);
  const field = await page.locator('.field input').first().boundingBox();
  const widget = await page.locator('prescore-widget').boundingBox();
  expect(field!.x - widget!.x).toBeLessThan(40);
  await submitWithMouse(page, (await answersFor('likely_approval by risk')).answers);
  await expect(page.locator('.decision')).toBeVisible();
});

test("its letters have the reader's size, whatever the page made of its root", async ({ page }) => {
  await openForm(page);
  // The heading follows the width too, which follows the root.
  const sizes = async () =>
    (await looks(page)).filter(({ selector }) => selector !== 'h2').map(({ fontSize }) => fontSize);
  for (const usual of [16, 32]) {
    await styled(page, '');
    await readerFontSize(page, usual);
    const wanted = [1, 1, 17 / 16, 18 / 16].map((share) => `${share * usual}px`);
    await expect.poll(sizes).toEqual(wanted);
    for (const size of ['62.5%', '10px', '40px']) {
      await styled(page, `html { font-size: ${size} }`);
      expect(await sizes(), size).toEqual(wanted);
    }
  }
});

test('in huge type every view stays inside a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 900 });
  await openForm(page);
  await readerFontSize(page, 32);
  await expect(page.locator('.asked label').first()).toHaveCSS('font-size', '32px');
  expect(await overflow(page)).toBe(0);
  await submitButton(page).click();
  await page.locator('#summary').waitFor();
  expect(await overflow(page)).toBe(0);
  await atEachDecision(page, async (kind) => {
    expect(await overflow(page), kind).toBe(0);
  });
});

test('hidden means hidden', async ({ page }) => {
  await openForm(page);
  await page.locator('prescore-widget').evaluate((widget: HTMLElement) => (widget.hidden = true));
  await expect(page.locator('prescore-widget')).toBeHidden();
});

test('a page paints it by custom properties and by its parts, in light and in dark', async ({ page }) => {
  await openForm(page);
  await styled(
    page,
    `prescore-widget { --prescore-accent: rgb(120 20 90); --prescore-accent-dark: rgb(240 160 220);
    --prescore-radius: 2px; --prescore-font: monospace }
    prescore-widget::part(button) { letter-spacing: 3px } prescore-widget::part(question) { outline: 1px solid }`,
  );
  const button = page.locator('.submit .primary');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(button).toHaveCSS('background-color', 'rgb(120, 20, 90)');
  await expect(button).toHaveCSS('border-radius', '2px');
  await expect(button).toHaveCSS('font-family', 'monospace');
  await expect(button).toHaveCSS('letter-spacing', '3px');
  await expect(page.locator('.question').first()).toHaveCSS('outline-style', 'solid');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(button).toHaveCSS('background-color', 'rgb(240, 160, 220)');
  await page.locator('prescore-widget').evaluate((widget) => widget.setAttribute('theme', 'light'));
  await expect(button).toHaveCSS('background-color', 'rgb(120, 20, 90)');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('prescore-widget').evaluate((widget) => widget.setAttribute('theme', 'dark'));
  await expect(button).toHaveCSS('background-color', 'rgb(240, 160, 220)');
});

test('compact takes less room, and its targets stay large enough for a thumb', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openForm(page);
  const height = async () => (await page.locator('prescore-widget').boundingBox())?.height ?? 0;
  const comfortable = await height();
  await page.locator('prescore-widget').evaluate((widget) => widget.setAttribute('density', 'compact'));
  expect(await height()).toBeLessThan(comfortable - 60);
  for (const target of await page.locator('.option, .field input, .primary').all()) {
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
});

test('fields are plain text for digits: no spinner, no placeholder, no asterisk', async ({ page }) => {
  await openForm(page);
  const fields = await page.locator('.field input').evaluateAll((inputs) =>
    (inputs as HTMLInputElement[]).map(({ type, inputMode, placeholder, required }) => ({
      type,
      inputMode,
      placeholder,
      required,
    })),
  );
  expect(fields.length).toBeGreaterThan(0);
  for (const field of fields)
    expect(field).toEqual({ type: 'text', inputMode: 'numeric', placeholder: '', required: false });
  expect(await page.locator('prescore-widget').evaluate((widget) => widget.shadowRoot?.textContent)).not.toContain('*');
});

test('the page hears what happens, the outcome too, and that by typed events', async ({ page }) => {
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    for (const name of ['ready', 'step', 'decision', 'continue', 'error']) {
      addEventListener(`prescore-${name}`, (event) => heard.push([name, (event as CustomEvent<unknown>).detail]));
    }
  });
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await submitWithMouse(page, answers);
  await page
    .locator('.decision .primary')
    .first()
    .evaluate((link: HTMLElement) => {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    });
  const { version } = release;
  expect(await page.evaluate('heard')).toEqual([
    ['step', { version, step: 'form' }],
    ['ready', { version }],
    ['step', { version, step: 'decision' }],
    ['decision', { version, outcome: decision.outcome, offers: decision.offers }],
    ['continue', { version }],
  ]);
});

test('answers go along to the application only when the person says so, and never to a server', async ({ page }) => {
  const log: string[] = [];
  const server = createSiteServer({ dir: siteDir });
  server.on('request', ({ url = '', headers }) => log.push(url, JSON.stringify(headers)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { answers } = await answersFor('likely_approval by risk');
  await page.route(`${home}/`, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replaceAll(/application="[^"]*"/g, `application="${home}/apply"`);
    await route.fulfill({ response, body: html });
  });
  await page.goto(`${home}/`);
  await page.locator('form:not([inert] *)').waitFor();
  await submitWithMouse(page, answers);
  const apply = page.locator('.decision .primary');
  const address = async () => new URL((await apply.getAttribute('href')) ?? '');
  expect((await address()).hash, 'nothing unless asked').toBe('');
  await page.getByRole('checkbox', { name: ui['decision.carry'] }).check();
  const { hash } = await address();
  expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({
    prescore: '1',
    ...answers,
    'prescore.outcome': 'likely_approval',
    'prescore.version': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  await apply.click();
  await page.waitForURL('**/apply**');
  expect(new URL(page.url()).hash).toBe(hash);
  server.close();
  expect(log.filter((line) => line.startsWith('/apply'))).toEqual(['/apply?card=instant_card']);
  for (const secret of [hash, 'prescore=1', 'foreign_passport', encodeURIComponent(answers['income'] ?? '?')]) {
    expect(log.join('\n')).not.toContain(secret);
  }
});
