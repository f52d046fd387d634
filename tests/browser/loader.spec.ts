// Ways in which pages get the loader and the element, and what they do to them.

import type { Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import {
  type Answer,
  bank,
  bankSite,
  frameIn,
  openPartner,
  partner,
  partnerSite,
  partnerSnippet,
  partners,
  release,
  type Site,
  serve,
} from './support/origins.ts';
import { answersInForm, answerWithMouse, field, submitButton, submitWithMouse } from './support/person.ts';
import { expect, test } from './support/site.ts';

const loader = `${bank}/${release.loader}`;
const element = '<prescore-frame partner="dom" lang="ru"><a href="#">На сайт банка</a></prescore-frame>';
const html = (body: string, headers: Answer['headers'] = {}): Answer => ({
  body: `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title><body>${body}`,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
});
const script = (body: string | Buffer): Answer => ({ body, headers: { 'Content-Type': 'text/javascript' } });
const form = (page: Page) => frameIn(page).locator('form:not([inert] *)').first();

const copy = (): Answer => script((bankSite(`/${release.loader}`) as Answer).body);
const ways: Readonly<Record<string, string>> = {
  'a module': `<script type="module" src="${loader}"></script>`,
  'a classic script in the head': `<script src="${loader}"></script>`,
  'a deferred one': `<script defer src="${loader}"></script>`,
  'one that a tag manager adds': `<script>setTimeout(() => { const s = document.createElement('script'); s.src = '${loader}'; document.body.append(s) }, 50)</script>`,
  'one that a consent tool re-creates': `<script type="text/plain" id="b" src="${loader}" integrity="${release.integrity}" crossorigin="anonymous"></script><script>setTimeout(() => { const s = document.createElement('script'); s.type = 'text/javascript'; for (const a of b.attributes) if (a.name !== 'type') s.setAttribute(a.name, a.value); b.replaceWith(s) }, 50)</script>`,
  'a dynamic import': `<script>import('${loader}')</script>`,
  'text that is evaluated': `<script>fetch('${loader}').then((r) => r.text()).then((t) => (0, eval)(t))</script>`,
  'text in a function': `<script>fetch('${loader}').then((r) => r.text()).then((t) => new Function(t)())</script>`,
  'an inline copy': `<script>fetch('${loader}').then((r) => r.text()).then((t) => { const s = document.createElement('script'); s.text = t; document.head.append(s) })</script>`,
  'a module from a blob': `<script>fetch('${loader}').then((r) => r.blob()).then((b) => { const s = document.createElement('script'); s.type = 'module'; s.src = URL.createObjectURL(b); document.body.append(s) })</script>`,
  "a copy on the partner's server": '<script src="/js/bundle.js"></script>',
  "a copy there under the bank's name": `<script src="/${release.loader}"></script>`,
  'two of them, of two kinds': `<script src="${loader}"></script><script type="module" src="${bank}/${release.latest}"></script>`,
};

for (const [name, insertion] of Object.entries(ways)) {
  test(`the loader works as ${name}`, async ({ page }) => {
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(String(error)));
    const site: Site = (path) => (path === '/' ? html(element + insertion) : copy());
    await serve(page.context(), { [bank]: bankSite, [partner]: site });
    await page.goto(`${partner}/`);
    await form(page).waitFor();
    expect(thrown).toEqual([]);
  });
}

test('it leaves no name behind in a page that runs it as a classic script', async ({ page }) => {
  await page.addInitScript(() => Object.assign(globalThis, { before: Object.keys(globalThis) }));
  await openPartner(page, partnerSite(partnerSnippet()));
  expect(
    await page.evaluate('Object.keys(globalThis).filter((name) => !before.includes(name) && name !== "before")'),
  ).toEqual([]);
});

test('it works in XHTML', async ({ page }) => {
  const body = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="ru"><head><title>Дом</title></head><body>${partnerSnippet()}</body></html>`;
  await serve(page.context(), {
    [bank]: bankSite,
    [partner]: () => ({ body, headers: { 'Content-Type': 'application/xhtml+xml' } }),
  });
  await page.goto(`${partner}/`);
  // Playwright finds no frames by their elements there.
  const shown = () => page.frames().find((frame) => frame.url().startsWith(`${bank}/frame/`));
  await expect.poll(() => shown()?.locator('form:not([inert] *)').count()).toBe(1);
});

for (const [name, open] of [
  ['a document from a blob', 'i.src = URL.createObjectURL(new Blob([text], { type: "text/html" }))'],
  ['a document in an attribute', 'i.srcdoc = text'],
] as const) {
  test(`it works in ${name}`, async ({ page }) => {
    const inner = JSON.stringify(`<!doctype html><meta charset="utf-8">${partnerSnippet()}`).replaceAll('<', '\\u003c');
    const site = html(
      `<script>const text = ${inner}; const i = document.createElement('iframe'); i.style = 'width:600px;height:900px'; ${open}; document.body.append(i)</script>`,
    );
    await serve(page.context(), { [bank]: bankSite, [partner]: () => site });
    await page.goto(`${partner}/`);
    await page.frameLocator('iframe').frameLocator('prescore-frame iframe').locator('form:not([inert] *)').waitFor();
  });
}

const watch =
  '<script>window.codes = []; addEventListener("prescore-error", (e) => codes.push(e.detail.code), true)</script>';
const portal = '<iframe id="there" style="width:500px;height:900px"></iframe>';
for (const [name, body] of [
  [
    'made here and put into a document there',
    `${watch}${portal}<script src="${loader}"></script><script>setTimeout(() => { const e = document.createElement('prescore-frame'); e.setAttribute('partner', 'dom'); e.innerHTML = '<a href="#">link</a>'; there.contentDocument.body.append(e) }, 300)</script>`,
  ],
  [
    'started here and moved there',
    `${watch}${partnerSnippet()}${portal}<script>addEventListener('prescore-ready', () => there.contentDocument.body.append(document.querySelector('prescore-frame')), { once: true })</script>`,
  ],
] as const) {
  test(`an element ${name} works, with its style`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite, [partner]: () => html(body) });
    await page.goto(`${partner}/`);
    const inner = page.frameLocator('#there');
    await inner.frameLocator('prescore-frame iframe').locator('form:not([inert] *)').waitFor({ timeout: 15_000 });
    await expect
      .poll(async () => (await inner.locator('prescore-frame iframe').boundingBox())?.height ?? 0)
      .toBeGreaterThan(600);
    expect(await page.evaluate('codes')).toEqual([]);
  });
}

test('events that a script makes up change nothing', async ({ page }) => {
  const { frame } = await openPartner(page);
  const { answers } = await answersFor('likely_approval by risk');
  await answerWithMouse(frame, answers);
  await page.evaluate(() => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    const iframe = document.querySelector('prescore-frame')!.shadowRoot!.querySelector('iframe')!;
    crypto.getRandomValues = (array) => {
      asked.push('session');
      return array;
    };
    for (const type of ['load', 'error', 'message']) iframe.dispatchEvent(new Event(type));
    for (const type of ['message', 'online', 'load']) dispatchEvent(new Event(type));
  });
  expect(await page.evaluate('asked')).toEqual([]);
  expect(await answersInForm(frame)).toEqual(answers);
  await submitWithMouse(frame, answers);
  await expect(frame.locator('.decision')).toBeVisible();
});

test('a tag that is not closed hides nothing of the page', async ({ page }) => {
  const rest = '<h2>Остальное</h2><p>Текст <a href="#">ссылка</a></p>';
  const body = `<prescore-frame partner="dom" lang="ru" />${rest}<script src="${loader}"></script><footer>Конец</footer>`;
  await serve(page.context(), {
    [bank]: bankSite,
    [partner]: () => html(`<style>body{font:20px monospace;color:rgb(1,2,3)}</style>${body}`),
  });
  await page.goto(`${partner}/`);
  await form(page).waitFor();
  for (const text of ['Остальное', 'ссылка', 'Конец'])
    await expect(page.getByText(text, { exact: true })).toBeVisible();
  await expect(page.locator('h2')).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(page.locator('footer')).toHaveCSS('font-family', 'monospace');
});

test('a campaign that is set later passes on, and ids are read in any case', async ({ page }) => {
  const { frame } = await openPartner(page, partnerSite(partnerSnippet({ partner: ' DOM', accent: '#A52' })));
  await page.locator('prescore-frame').evaluate((frame) => frame.setAttribute('campaign', 'Autumn '));
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  await expect(frame.locator('.decision .primary')).toHaveAttribute(
    'href',
    /card=instant_card&partner=dom&campaign=autumn$/,
  );
  await expect(frame.locator('html')).toHaveCSS('--prescore-accent', /^rgb/);
});

for (const [name, around, closed] of [
  ['dialog', '<dialog id="d">', 'document.querySelector("#d").open'],
  ['popover', '<div id="d" popover>', 'document.querySelector("#d").matches(":popover-open")'],
] as const) {
  test(`Escape in the frame closes the ${name} around it`, async ({ page }) => {
    const site = html(`${around}${partnerSnippet()}</${name === 'dialog' ? 'dialog' : 'div'}>`);
    await serve(page.context(), { [bank]: bankSite, [partner]: () => site });
    await page.goto(`${partner}/`);
    await page.evaluate(name === 'dialog' ? 'd.showModal()' : 'd.showPopover()');
    await form(page).waitFor();
    await frameIn(page).locator('input').first().press('Escape');
    await expect.poll(() => page.evaluate(closed)).toBe(false);
  });
}

test("the page's own script may keep its dialog open", async ({ page }) => {
  const site = html(
    `<dialog id="d">${partnerSnippet()}</dialog><script>d.addEventListener('cancel', (e) => e.preventDefault())</script>`,
  );
  await serve(page.context(), { [bank]: bankSite, [partner]: () => site });
  await page.goto(`${partner}/`);
  await page.evaluate('d.showModal()');
  await form(page).waitFor();
  await frameIn(page).locator('input').first().press('Escape');
  await page.waitForTimeout(400);
  expect(await page.evaluate('d.open')).toBe(true);
});

test('in a sandbox without allow-forms the button and the Enter key still work', async ({ page }) => {
  const sandbox = { 'Content-Security-Policy': 'sandbox allow-scripts allow-same-origin allow-popups' };
  await serve(page.context(), { [bank]: bankSite, [partner]: () => html(partnerSnippet(), sandbox) });
  await page.goto(`${partner}/`);
  await form(page).waitFor();
  const frame = frameIn(page);
  const { answers } = await answersFor('likely_approval by risk');
  await submitButton(frame).click();
  await expect(frame.locator('#summary')).toBeVisible();
  // While a later question has no answer, Enter leads there.
  await answerWithMouse(frame, answers);
  await field(frame, 'income').press('Enter');
  await expect(frame.locator('.decision')).toBeVisible();
});

test('in a sandbox without allow-popups the frame says that no tab opens, and shows the address', async ({ page }) => {
  const sandbox = { 'Content-Security-Policy': 'sandbox allow-scripts allow-same-origin' };
  await serve(page.context(), { [bank]: bankSite, [partner]: () => html(partnerSnippet(), sandbox) });
  await page.goto(`${partner}/`);
  await form(page).waitFor();
  await submitWithMouse(frameIn(page), (await answersFor('likely_approval by risk')).answers);
  await frameIn(page).locator('.decision .primary').click();
  await expect(frameIn(page).locator('.blocked output')).toHaveText(`${bank}/apply?card=instant_card&partner=dom`);
});

test('the link of the snippet leads to the application, with partner and campaign, and so does that of the frame', async ({
  page,
}) => {
  expect(partnerSnippet({ campaign: 'autumn' })).toContain(
    `href="${partners.application}?partner=dom&amp;campaign=autumn"`,
  );
  const site: Site = (path) => (/\/texts-/.test(path) ? undefined : bankSite(path));
  await serve(page.context(), { [bank]: site, [partner]: partnerSite(partnerSnippet({ campaign: 'autumn' })) });
  await page.goto(`${partner}/`);
  await expect(frameIn(page).locator('.fallback a')).toHaveAttribute('href', /apply\?partner=dom&campaign=autumn$/);
});

test("a page of one partner cannot claim another's attribution", async ({ page }) => {
  const other = 'https://polka.example';
  const direct = html(`<iframe src="${bank}/frame/ru/#partner=dom&campaign=autumn" width="600" height="900"></iframe>`);
  await serve(page.context(), { [bank]: bankSite, [other]: () => direct, [partner]: () => direct });
  await page.goto(`${other}/`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.failed .primary')).toHaveAttribute('href', partners.application);
  await page.goto(`${partner}/`);
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  await expect(frame.locator('.decision .primary')).toHaveAttribute('href', /partner=dom&campaign=autumn$/);
});

test("a page on no list cannot run the bank's widget in its own document", async ({ page }) => {
  const stranger = 'https://stranger.example';
  const own = (bankSite('/') as Answer).body.toString();
  const body = own.replaceAll(/(["'])(?:\.\/)?(assets\/)/g, `$1${bank}/$2`);
  await serve(page.context(), {
    [bank]: bankSite,
    [stranger]: () => ({ body, headers: { 'Content-Type': 'text/html' } }),
  });
  await page.goto(`${stranger}/`);
  await expect(page.locator('.fallback a')).toBeVisible({ timeout: 8000 });
  expect(await page.locator('prescore-widget').evaluate((widget) => widget.shadowRoot)).toBe(null);
});
