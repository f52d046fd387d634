import type { Page } from '@playwright/test';
import { answersFor, reachable } from './support/core.ts';
import { modes } from './support/modes.ts';
import { openPartner } from './support/origins.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

test('no answer leaves the page: no request after load, nothing stored', async ({ page, context, pageErrors }) => {
  await openForm(page);
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  for (const kind of reachable) {
    await submitWithMouse(page, (await answersFor(kind)).answers);
    await page.locator('.decision .change').click();
  }
  expect(requests).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(pageErrors).toEqual([]);
});

test('the page loads only its own files, each once', async ({ page, siteUrl }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await openForm(page);
  await page.waitForLoadState('networkidle');
  const loaded = requests.filter((url) => !url.startsWith('data:image/'));
  expect(loaded).toHaveLength(6);
  expect(new Set(loaded).size).toBe(6);
  expect(loaded.filter((url) => !url.startsWith(siteUrl))).toEqual([]);
});

test('the policy stops a script that tries to send', async ({ page }) => {
  await openForm(page);
  const stopped = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => false,
      () => true,
    ),
  );
  const violated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        void fetch('https://elsewhere.example/').catch(() => undefined);
      }),
  );
  expect([stopped, violated]).toEqual([true, 'connect-src']);
});

/** Waits until frame and page have stopped moving: a click on what moves away does nothing. */
async function expectStill(page: Page): Promise<void> {
  const place = () => page.evaluate(() => [scrollY, document.documentElement.scrollHeight].join());
  let last = '';
  await expect
    .poll(
      async () => {
        const before = last;
        last = await place();
        return last === before;
      },
      { intervals: [250] },
    )
    .toBe(true);
}

/** What the partner's page can see of the history of its tab. */
test('the frame changes nothing in the history of the tab', async ({ page }) => {
  const { frame } = await openPartner(page);
  const seen = () => page.evaluate(() => [history.length, history.state, location.href]);
  const before = await seen();
  for (const kind of reachable) {
    await submitWithMouse(frame, (await answersFor(kind)).answers);
    await expect(frame.locator('.decision h2')).toBeFocused();
    await expectStill(page);
    expect(await seen()).toEqual(before);
    await frame.locator('.change').click();
    await expect(frame.locator('form h2')).toBeFocused();
    await expectStill(page);
    expect(await seen()).toEqual(before);
  }
  await submitWithMouse(frame, { age: '7' });
  await frame.locator('#summary').waitFor();
  expect(await seen()).toEqual(before);
  await expect(page, 'nor does it change a title that is not its own').toHaveTitle('Дом');
});

/** Everything by which a page can send or keep, in every frame, written down when it is called. */
function watchEverything(): void {
  const calls: string[] = [];
  Object.assign(globalThis, { calls });
  const spy = (holder: object, name: string): void => {
    const own: unknown = Reflect.get(holder, name);
    if (typeof own !== 'function') return;
    Reflect.set(
      holder,
      name,
      new Proxy(own, {
        apply: (target, self, args) => {
          calls.push(name);
          return Reflect.apply(target, self, args) as unknown;
        },
        construct: (target, args) => {
          calls.push(name);
          return Reflect.construct(target, args) as object;
        },
      }),
    );
  };
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection', 'Worker', 'open']) {
    spy(globalThis, name);
  }
  for (const name of ['setItem', 'getItem']) spy(Storage.prototype, name);
  spy(Navigator.prototype, 'sendBeacon');
  spy(IDBFactory.prototype, 'open');
  if (globalThis.CacheStorage) spy(CacheStorage.prototype, 'open');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(Document.prototype, 'cookie', {
    get: () => {
      calls.push('cookie');
      return '';
    },
    set: (value: string) => {
      calls.push('cookie');
      cookie?.set?.call(document, value);
    },
  });
}

for (const [mode, open] of modes) {
  test(`${mode}: a full run sends nothing and keeps nothing, by any way that a browser knows`, async ({
    page,
    context,
  }) => {
    await page.addInitScript(watchEverything);
    const place = await open(page);
    await page.waitForLoadState('networkidle');
    const callsOf = () => Promise.all(page.frames().map((frame) => frame.evaluate('calls')));
    await Promise.all(page.frames().map((frame) => frame.evaluate('calls.length = 0')));
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    for (const kind of reachable) {
      await submitWithMouse(place, (await answersFor(kind)).answers);
      await place.locator('.decision .change').click();
    }
    expect((await callsOf()).flat()).toEqual([]);
    expect(requests).toEqual([]);
    expect((await context.storageState({ indexedDB: true })).origins).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await place.locator('form').evaluate(() => fetch('/assets/').catch(() => undefined));
    expect((await callsOf()).flat(), 'the watch must be able to see').toEqual(['fetch']);
  });
}
