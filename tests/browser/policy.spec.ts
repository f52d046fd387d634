// The configurator's policy check says what the browser then does, and the policy that it writes works.

import type { Page } from '@playwright/test';
import { judge } from '../../site/pages/configurator/policy.ts';
import { bank, bankSite, frameIn, partner, partnerSite, partnerSnippet, release, serve } from './support/origins.ts';
import { expect, test, textsOf } from './support/site.ts';

const words = textsOf('ru').configurator;

async function open(page: Page): Promise<void> {
  await page.goto(`${bank}/configurator/`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
}

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

/** What the partner's own script does; it must go on under every corrected policy. */
const ownScript = 'document.documentElement.dataset.own = "ran";';

const pastedForms: readonly [name: string, text: string, policyIn: (text: string) => string][] = [
  ['a bare policy', "default-src 'self'", (text) => text],
  ['a header', "Content-Security-Policy: default-src 'self'; script-src 'self'", (text) => text.split(': ')[1] ?? ''],
  [
    'a bare policy on lines',
    "default-src 'self';\nscript-src 'self';\nframe-src 'none'",
    (text) => text.replaceAll('\n', ' '),
  ],
  ['a line of nginx', 'add_header Content-Security-Policy "default-src \'self\'" always;', quotedPart],
  ['a line of Apache', "Header always set Content-Security-Policy \"script-src 'self'; child-src 'self'\"", quotedPart],
  ['nothing allowed but the own script', "default-src 'none'; script-src 'self'", (text) => text],
  ['a strict policy with a hash', "script-src 'self'; frame-src 'none'; object-src 'none'", (text) => text],
  ['two policies', "script-src 'self', default-src 'self'", (text) => text],
  ['a sandbox', "sandbox allow-scripts; script-src 'self'", (text) => text],
  ['a nonce', "script-src 'nonce-abc' 'self'; default-src 'self'", (text) => text],
];

function quotedPart(text: string): string {
  return /"([^"]*)"/.exec(text)?.[1] ?? '';
}

for (const [name, text, policyIn] of pastedForms) {
  test(`the corrected policy works when it is pasted, and stops no script of the page: ${name}`, async ({ page }) => {
    let policy = policyIn(text);
    await serve(page.context(), {
      [bank]: bankSite,
      [partner]: (path) =>
        partnerSite(`<script src="/own.js"></script>${partnerSnippet()}`, { '/own.js': ownScript }, policy)(path),
    });
    await page.goto(`${partner}/`);
    await expect(page.locator('html'), 'the page ran before').toHaveAttribute('data-own', 'ran');
    await expect(page.locator('prescore-frame iframe')).toHaveCount(0);
    await open(page);
    await page.locator('#check').fill(text);
    policy = policyIn((await page.locator('#corrected').textContent()) ?? '');
    await page.goto(`${partner}/`);
    await frameIn(page).locator('form:not([inert] *)').waitFor();
    await expect(page.locator('html')).toHaveAttribute('data-own', 'ran');
  });
}

test('a meta tag is corrected as a meta tag', async ({ page }) => {
  let meta = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
  const html = () =>
    `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title>${meta}<body>${partnerSnippet()}`;
  await serve(page.context(), {
    [bank]: bankSite,
    [partner]: () => ({ body: html(), headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
  });
  await open(page);
  await page.locator('#check').fill(meta);
  meta = (await page.locator('#corrected').textContent()) ?? '';
  await page.goto(`${partner}/`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
});

const notPolicies = [
  'hello',
  'Content-Security-Policy',
  'Content-Type: text/html',
  '<meta name="viewport" content="x">',
  '{}',
];
for (const text of notPolicies) {
  test(`"${text}" is not a policy`, async ({ page }) => {
    await serve(page.context(), { [bank]: bankSite });
    await open(page);
    await page.locator('#check').fill(text);
    await expect(page.locator('#verdict')).toHaveText(words['configurator.notPolicy']);
  });
}
