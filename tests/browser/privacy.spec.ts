import { answersFor, reachable } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

test('no answer leaves the page: no request after load, nothing stored', async ({ page, context, complaints }) => {
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
  expect(complaints).toEqual([]);
});

test('the page loads only its own files, each once', async ({ page, siteUrl }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await openForm(page);
  await page.waitForLoadState('networkidle');
  const loaded = requests.filter((url) => !url.startsWith('data:image/'));
  expect(loaded).toHaveLength(8);
  expect(new Set(loaded).size).toBe(8);
  expect(loaded.filter((url) => !url.startsWith(siteUrl))).toEqual([]);
});

test('the policy stops a script that tries to send', async ({ page }) => {
  await openForm(page);
  const stopped = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(() => false, () => true),
  );
  const violated = await page.evaluate(() => new Promise<string>((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
    void fetch('https://elsewhere.example/').catch(() => undefined);
  }));
  expect([stopped, violated]).toEqual([true, 'connect-src']);
});
