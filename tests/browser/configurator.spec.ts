// The configurator: its snippet works where it is pasted, and its policy check says what the browser then does.

import type { Page } from '@playwright/test';
import { judge } from '../../site/pages/configurator/policy.ts';
import { axeViolations } from './support/axe.ts';
import { bank, bankSite, frameIn, partner, partnerSite, partnerSnippet, release, serve } from './support/origins.ts';
import { expect, test, textsOf } from './support/site.ts';

const words = textsOf('ru').configurator;

async function open(page: Page, path = '/configurator/'): Promise<void> {
  await page.goto(`${bank}${path}`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
}

const choice = (page: Page, name: string) => page.locator(`#choices [name=${name}]`);

/** Its preview stands on the frame's own origin, where a sandbox with both permissions bars little. */
const unavoidable = /allow-scripts and allow-same-origin/;

test("the snippet that it prints works on the partner's page", async ({ page, pageErrors }) => {
  let pasted = '';
  await serve(page.context(), { [bank]: bankSite, [partner]: (path) => partnerSite(pasted)(path) });
  await open(page);
  await choice(page, 'campaign').selectOption('autumn');
  await choice(page, 'theme').selectOption('dark');
  await choice(page, 'ownAccent').check();
  await choice(page, 'accent').fill('#7a3b12');
  pasted = (await page.locator('#snippet').textContent()) ?? '';
  expect(pasted).toContain('<prescore-frame partner="dom" campaign="autumn" theme="dark" accent="#7a3b12">');
  expect(pasted).toContain(`src="${bank}/${release.loader}"`);
  expect(pasted).toContain(`integrity="${release.integrity}"`);
  await page.goto(`${partner}/`);
  const frame = frameIn(page);
  await frame.locator('form:not([inert] *)').waitFor();
  await expect(frame.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
  await expect(frame.locator('html')).toHaveCSS('--prescore-accent', /^rgb/);
  expect(pageErrors.filter((words) => !unavoidable.test(words))).toEqual([]);
});

test('the preview is the real frame, follows each choice, and loads again only for another partner', async ({
  page,
}) => {
  const asked = await serve(page.context(), { [bank]: bankSite });
  await open(page);
  const documents = () => asked.filter((address) => address.includes('/frame/')).length;
  expect(documents()).toBe(1);
  await choice(page, 'lang').selectOption('en');
  await expect(frameIn(page).locator('html')).toHaveAttribute('lang', 'en');
  await choice(page, 'density').selectOption('compact');
  await expect(frameIn(page).locator('prescore-widget')).toHaveAttribute('density', 'compact');
  await choice(page, 'width').selectOption('phone');
  expect((await page.locator('#preview').boundingBox())?.width).toBe(360);
  expect(documents()).toBe(1);
  await choice(page, 'partner').selectOption('polka');
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  expect(documents()).toBe(2);
  await expect(page.locator('#snippet')).toContainText('partner="polka"');
  await choice(page, 'channel').selectOption('latest');
  await expect(page.locator('#snippet')).toContainText(`${bank}/embed/latest.js`);
  await expect(page.locator('#snippet')).not.toContainText('integrity');
});

test('a pasted policy is judged in words', async ({ page, pageErrors }) => {
  await serve(page.context(), { [bank]: bankSite });
  await open(page);
  const verdict = page.locator('#verdict');
  await page.locator('#check').fill("Content-Security-Policy: default-src 'self'; frame-src https://gavan.example");
  await expect(verdict.locator('.blocked')).toHaveText([/^default-src/]);
  await expect(page.locator('#corrected')).toHaveText(
    `Content-Security-Policy: default-src 'self'; frame-src https://gavan.example; script-src 'self' ${bank}`,
  );
  await page.locator('#check').fill('hello');
  await expect(verdict).toHaveText(words['configurator.notPolicy']);
  await page.locator('#check').fill(`script-src ${bank}; frame-src ${bank}`);
  await expect(verdict).toHaveText(words['configurator.works']);
  expect(pageErrors.filter((words) => !unavoidable.test(words))).toEqual([]);
});

for (const path of ['/configurator/', '/configurator/en/']) {
  test(`axe finds nothing on ${path} and in its frame, in light or in dark`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await open(page, path);
    await page.locator('#check').fill("default-src 'none'");
    expect(await axeViolations(page)).toEqual([]);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the configurator says what it needs, and shows nothing that would not work', async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await page.goto(`${bank}/configurator/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Playwright stops the scripts only after the browser decided to hide `<noscript>`.
    await expect(page.locator('header noscript > p')).toHaveText(words['configurator.noScript']);
    await expect(page.locator('form, section').filter({ visible: true })).toHaveCount(0);
  });
});

const policies: readonly string[] = [
  `script-src ${bank}; frame-src ${bank}`,
  "default-src 'none'",
  "default-src 'self'",
  `default-src 'self' ${bank}`,
  'default-src https:',
  'default-src http:',
  'default-src *',
  `script-src ${bank}/assets/; frame-src ${bank}/frame/`,
  `script-src ${bank}/embed/; frame-src ${bank}`,
  `script-src *.example; child-src *.gavan.example`,
  `script-src-elem *.example; script-src 'none'; child-src ${bank}:443`,
  `script-src ${bank}; frame-src ${bank}:8443`,
  `script-src 'strict-dynamic' ${bank}; frame-src ${bank}`,
  `script-src '${release.integrity}'; frame-src ${bank}`,
  `script-src 'strict-dynamic' '${release.integrity}'; frame-src ${bank}`,
  `script-src 'nonce-abc' 'strict-dynamic'; frame-src ${bank}`,
  `script-src ${bank}; frame-src ${bank}, frame-src 'none'`,
  `script-src ${bank}; script-src 'none'; frame-src ${bank}`,
  `sandbox allow-scripts; script-src ${bank}; frame-src ${bank}`,
  'sandbox allow-scripts allow-same-origin allow-popups',
  `require-trusted-types-for 'script'; trusted-types 'none'; style-src 'none'; script-src ${bank}; frame-src ${bank}`,
  "img-src 'none'",
];

/** Settled once the browser has shown its mind: the widget speaks, or script or frame are kept out. */
function watchVerdict(): void {
  const verdict = new Promise<boolean>((resolve) => {
    addEventListener('prescore-ready', () => resolve(true));
    addEventListener('prescore-error', () => resolve(false));
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      if (/^(script|frame)-src/.test(effectiveDirective)) resolve(false);
    });
    addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && resolve(false), true);
  });
  Object.assign(globalThis, { verdict });
}

test('the policy check says what the browser does', async ({ page }) => {
  test.setTimeout(120_000);
  let policy = '';
  await page.addInitScript(watchVerdict);
  await serve(page.context(), {
    [bank]: bankSite,
    [partner]: (path) => partnerSite(partnerSnippet(), {}, policy)(path),
  });
  const wanted = { script: `${bank}/${release.loader}`, integrity: release.integrity, frame: `${bank}/frame/ru/` };
  const results: [policy: string, works: boolean][] = [];
  for (policy of policies) {
    await page.goto(`${partner}/`, { waitUntil: 'commit' });
    const works = (await page.evaluate('verdict')) as boolean;
    expect(await frameIn(page).locator('form:not([inert] *)').isVisible(), policy).toBe(works);
    results.push([policy, works]);
  }
  expect(results).toEqual(policies.map((text) => [text, judge(text, wanted).obstacles.length === 0]));
  expect(new Set(results.map(([, works]) => works)).size).toBe(2);
});
