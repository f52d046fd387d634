// A partner's page that turns on the frame: it learns nothing, and breaks nothing beyond itself.

import type { Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import {
  bank,
  bankSite,
  frameIn,
  openPartner,
  partner,
  partnerSite,
  partnerSnippet,
  type Site,
  serve,
} from './support/origins.ts';
import { answersInForm, answerWithMouse, submitWithMouse } from './support/person.ts';
import { expect, test, textsOf } from './support/site.ts';

/** Writes down every event of the widget, and every message that the page receives. */
const listener = `
  window.heard = [];
  window.messages = [];
  for (const name of ['ready', 'step', 'decision', 'continue', 'error']) {
    addEventListener('prescore-' + name, (event) => heard.push([name, event.detail]));
  }
  addEventListener('message', (event) => event.isTrusted && messages.push(event.data));
`;
const hostile = (script: string, body = partnerSnippet()): Site =>
  partnerSite(`<script src="/hostile.js"></script>${body}`, { '/hostile.js': listener + script });
const heard = (page: Page) => page.evaluate('JSON.stringify(heard)') as Promise<string>;

/** What the page may not find anywhere: the outcome, in codes or words, and the answers. */
async function secrets(): Promise<string[]> {
  const { answers, decision } = await answersFor('alternative_offer by risk');
  const words = [decision.outcome, ...decision.offers, String(decision.pd)];
  return [...words, ...Object.values(answers).filter((answer) => answer.length > 3)];
}

test('forged, replayed and synthetic messages change nothing on the page', async ({ page }) => {
  await openPartner(page, hostile(''));
  const before = await heard(page);
  await page.evaluate(`(() => {
    const frame = document.querySelector('prescore-frame').shadowRoot.querySelector('iframe');
    const session = messages[0].session;
    const news = [...messages, { prescore: 1, session, kind: 'error', code: 'forged' }, { prescore: 1, session, kind: 'continue' },
      { prescore: 2, session, kind: 'step', step: 'decision' }, { prescore: 1, session: '0'.repeat(32), kind: 'continue' }];
    for (const data of news) {
      postMessage(data, '*');
      dispatchEvent(new MessageEvent('message', { data, origin: '${bank}', source: frame.contentWindow }));
    }
  })()`);
  await page.waitForTimeout(200);
  expect(await heard(page)).toBe(before);
});

test('a flood of messages into the frame, of every wrong shape, changes nothing there', async ({
  page,
  pageErrors,
}) => {
  const { frame } = await openPartner(page, hostile(''));
  const { answers } = await answersFor('alternative_offer by risk');
  await answerWithMouse(frame, answers);
  await page.evaluate(`(() => {
    const target = document.querySelector('prescore-frame').shadowRoot.querySelector('iframe').contentWindow;
    const looks = { language: 'en', theme: 'dark', density: 'compact', accent: '' };
    const right = { prescore: 1, session: 'a'.repeat(32), kind: 'looks', looks };
    const wrong = [null, 1, 'looks', [], {}, { ...right, prescore: 2 }, { ...right, prescore: '1' }, { ...right, session: 'x' },
      { ...right, kind: 'answers' }, { ...right, more: 1 }, { ...right, looks: { ...looks, language: 'xx' } },
      { ...right, looks: { ...looks, accent: 'red}' } }, { ...right, looks: JSON.parse('{"__proto__":{"language":"en"}}') },
      { ...right, looks: null }, { ...right, kind: 'constructor' }, { ...right, kind: '__proto__' }];
    for (let round = 0; round < 1000; round += 1) for (const data of wrong) target.postMessage(data, '*');
  })()`);
  await expect(frame.locator('html')).toHaveAttribute('lang', 'ru');
  await expect(frame.locator('prescore-widget')).toHaveAttribute('density', 'comfortable');
  expect(await answersInForm(frame)).toEqual(answers);
  await submitWithMouse(frame, answers);
  await expect(frame.locator('.decision')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test("a message from another window of the partner's own origin does not reach the frame", async ({ page }) => {
  const policy = `default-src 'none'; script-src 'self' ${bank}; frame-src 'self' ${bank}`;
  const body = `${partnerSnippet()}<iframe src="/other"></iframe>`;
  const { frame } = await openPartner(page, partnerSite(body, {}, policy));
  const say = `((around) => {
    const target = around.document.querySelector('prescore-frame').shadowRoot.querySelector('iframe').contentWindow;
    const looks = { language: 'en', theme: 'dark', density: 'compact', accent: '' };
    target.postMessage({ prescore: 1, session: 'a'.repeat(32), kind: 'looks', looks }, '*');
  })`;
  await page.frame({ url: `${partner}/other` })!.evaluate(`${say}(parent)`);
  await page.waitForTimeout(200);
  await expect(frame.locator('html')).toHaveAttribute('lang', 'ru');
  await page.evaluate(`${say}(window)`);
  await expect(frame.locator('html'), 'the page itself may').toHaveAttribute('lang', 'en');
});

test('a page on no list cannot show the frame', async ({ page }) => {
  const evil = 'https://evil.example';
  await serve(page.context(), { [bank]: bankSite, [evil]: hostile('') });
  await page.goto(`${evil}/`);
  await expect.poll(() => heard(page), { timeout: 15_000 }).toContain('frame_unreachable');
  expect(page.frames().some((frame) => frame.url().startsWith(`${bank}/frame/`))).toBe(false);
  await expect(page.getByRole('link', { name: 'На сайт банка' })).toBeVisible();
});

test('even without the header the frame does not talk to a page on no list', async ({ page }) => {
  const evil = 'https://evil.example';
  await serve(page.context(), {
    [evil]: hostile(''),
    [bank]: (path) => {
      const answer = bankSite(path);
      if (!answer || !path.startsWith('/frame/')) return answer;
      const policy = answer.headers?.['Content-Security-Policy']?.replace(/; frame-ancestors [^;]*/, '') ?? '';
      return { ...answer, headers: { ...answer.headers, 'Content-Security-Policy': policy } };
    },
  });
  await page.goto(`${evil}/`);
  await expect(frameIn(page).getByRole('alert')).toHaveText(textsOf('ru').ui['failed.partner_unknown']);
  await expect.poll(() => heard(page), { timeout: 15_000 }).toContain('frame_unreachable');
  expect(await page.evaluate('messages')).toEqual([]);
});

test('what the page may touch shows it no answer and no outcome, and every outcome has the same height', async ({
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 900 });
  const { frame } = await openPartner(
    page,
    hostile(`
    window.seen = [];
    const spy = (holder, name) => {
      const own = holder[name];
      holder[name] = function (...args) {
        seen.push(name, ...args.map((arg) => { try { return JSON.stringify(arg) ?? String(arg); } catch { return String(arg); } }));
        return own.apply(this, args);
      };
    };
    spy(window, 'fetch'); spy(Element.prototype, 'attachShadow'); spy(EventTarget.prototype, 'addEventListener');
    spy(EventTarget.prototype, 'dispatchEvent'); spy(Node.prototype, 'append' in Node.prototype ? 'append' : 'appendChild');
    spy(JSON, 'parse'); spy(Object, 'keys'); spy(customElements, 'define');
    Object.prototype.polluted = 'yes'; Object.prototype.code = 'polluted'; Object.prototype.step = 'decision';
    Object.prototype.origin = '${bank}'; Array.prototype.every = () => true;
  `),
  );
  const heights: number[] = [];
  for (const kind of [
    'likely_approval by risk',
    'alternative_offer by eligibility',
    'manual_review by not_covered',
    'alternative_offer by risk',
  ] as const) {
    await submitWithMouse(frame, (await answersFor(kind)).answers);
    await frame.locator('.decision').waitFor();
    await page.waitForTimeout(150);
    heights.push((await page.locator('prescore-frame').boundingBox())?.height ?? 0);
    if (kind !== 'alternative_offer by risk') await frame.locator('.change').click();
  }
  expect(new Set(heights).size).toBe(1);
  const known = (await page.evaluate(`JSON.stringify([heard, messages, seen, document.documentElement.outerHTML,
    performance.getEntries().map((entry) => entry.name)])`)) as string;
  for (const secret of await secrets()) expect(known).not.toContain(secret);
  const access = await page.evaluate(() => {
    const iframe = document.querySelector('prescore-frame')?.shadowRoot?.querySelector('iframe');
    try {
      return [iframe?.contentDocument, String(iframe?.contentWindow?.document)];
    } catch (error) {
      return [iframe?.contentDocument, (error as Error).name];
    }
  });
  expect(access).toEqual([null, 'SecurityError']);
});

test('allow tricks, a removed sandbox and an overlay give the page no more', async ({ page }) => {
  const { frame } = await openPartner(page, hostile(''));
  await page.evaluate(() => {
    const element = document.querySelector('prescore-frame')!;
    const iframe = element.shadowRoot!.querySelector('iframe')!;
    iframe.removeAttribute('sandbox');
    iframe.allow = 'camera *; geolocation *; microphone *; payment *';
    iframe.src = `${iframe.src}&again`;
    const overlay = document.createElement('div');
    overlay.id = 'overlay';
    overlay.style.cssText = 'position:fixed;inset:0;z-index:99;background:#0001';
    overlay.addEventListener('click', () => overlay.classList.add('clicked'));
    document.body.append(overlay);
  });
  await frame.locator('form:not([inert] *)').first().waitFor();
  await page.waitForTimeout(500);
  const allowed = await frame.locator('html').evaluate(() => {
    const { featurePolicy } = document as Document & { featurePolicy: { allowsFeature(name: string): boolean } };
    return ['camera', 'geolocation', 'microphone', 'payment'].filter((name) => featurePolicy.allowsFeature(name));
  });
  expect(allowed).toEqual([]);
  await page.mouse.click(400, 300);
  await expect(page.locator('#overlay')).toHaveClass('clicked');
  expect(await heard(page)).not.toContain('decision');
  expect(await answersInForm(frame)).toEqual({});
});

test("put into a window of another kind, the frame's words stay between it and the page around it", async ({
  page,
}) => {
  const { frame } = await openPartner(page, hostile(''));
  await page.evaluate(() => {
    const iframe = document.querySelector('prescore-frame')!.shadowRoot!.querySelector('iframe')!;
    iframe.removeAttribute('sandbox');
    document.body.append(iframe);
  });
  const moved = page.frameLocator('body > iframe');
  await moved.locator('form:not([inert] *)').first().waitFor();
  await submitWithMouse(moved, (await answersFor('alternative_offer by risk')).answers);
  await moved.locator('.decision').waitFor();
  const known = (await page.evaluate('JSON.stringify([heard, messages])')) as string;
  for (const secret of await secrets()) expect(known).not.toContain(secret);
  await expect(frame.locator('body')).toHaveCount(0);
});

test("a mistyped partner is told so by a code, and the person by words and the bank's link", async ({ page }) => {
  await serve(page.context(), { [bank]: bankSite, [partner]: hostile('', partnerSnippet({ partner: 'nobody' })) });
  await page.goto(`${partner}/`);
  await expect(frameIn(page).getByRole('alert')).toHaveText(textsOf('ru').ui['failed.partner_unknown']);
  await expect.poll(() => heard(page)).toContain('partner_unknown');
});

test('a campaign on no list does not pass on', async ({ page }) => {
  const { frame } = await openPartner(page, hostile('', partnerSnippet({ campaign: 'spring' })));
  await submitWithMouse(frame, (await answersFor('likely_approval by risk')).answers);
  await expect(frame.locator('.decision .primary')).toHaveAttribute('href', /\?card=instant_card&partner=dom$/);
  expect(await heard(page)).toContain('campaign_unknown');
});
