// What the widget holds in memory, and that removing it gives all of it back.

import type { CDPSession, Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

const megabyte = 2 ** 20;

interface Watched {
  /** The memories of the WebAssembly instances of the page. */
  readonly memories: WeakRef<WebAssembly.Memory>[];
}

/** Notes every memory of WebAssembly without keeping it alive. */
async function watchMemories(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const memories: WeakRef<WebAssembly.Memory>[] = [];
    Object.assign(globalThis, { memories });
    const instantiate = WebAssembly.instantiate;
    Object.assign(WebAssembly, {
      instantiate: async (...args: Parameters<typeof instantiate>) => {
        const made = (await instantiate(...args)) as unknown as WebAssembly.Instance;
        for (const value of Object.values(made.exports)) {
          if (value instanceof WebAssembly.Memory) memories.push(new WeakRef(value));
        }
        return made;
      },
    });
  });
}

const wasmBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (globalThis as unknown as Watched).memories.reduce(
      (sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0),
      0,
    ),
  );

async function heapBytes(devTools: CDPSession): Promise<number> {
  for (let pass = 0; pass < 3; pass += 1) await devTools.send('HeapProfiler.collectGarbage');
  return (await devTools.send('Runtime.getHeapUsage')).usedSize;
}

test('the widget holds little memory, and gives it back when it is removed', async ({ page, context }) => {
  const devTools = await context.newCDPSession(page);
  await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await watchMemories(page);
  await page.goto('/empty');
  const empty = await heapBytes(devTools);
  await openForm(page);
  await submitWithMouse(page, (await answersFor('alternative_offer by risk')).answers);
  await page.locator('.decision').waitFor();
  const [wasm, heap] = [await wasmBytes(page), (await heapBytes(devTools)) - empty];
  console.log(`memory: WebAssembly ${wasm} bytes, JavaScript heap ${heap} bytes above the empty page`);
  expect(wasm).toBeGreaterThan(0);
  expect(wasm).toBeLessThanOrEqual(2 * megabyte);
  expect(heap).toBeLessThanOrEqual(4 * megabyte);

  await page.evaluate(() => document.querySelector('prescore-widget')?.remove());
  await expect
    .poll(async () => {
      await heapBytes(devTools);
      return wasmBytes(page);
    })
    .toBe(0);
});
