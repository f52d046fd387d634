// A long day on one page: opened and closed again and again, many at once, slow machines and lines, lines that break,
// and the way back. `npm run test:life` takes the long way.

import type { CDPSession, Page } from '@playwright/test';
import { answersFor } from './support/core.ts';
import { answersInForm, answerWithMouse, submitButton, submitWithMouse } from './support/person.ts';
import { expect, openForm, test } from './support/site.ts';

const long = process.env['PRESCORE_LIFE'] === 'long';
const rounds = long ? 1_000 : 40;
const decisions = long ? 10_000 : 300;
const form = 'form:not([inert] *)';

interface Held {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What the page holds once all garbage is gone. */
async function held(devTools: CDPSession): Promise<Held> {
  for (let pass = 0; pass < 3; pass += 1) await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Takes the widget out and puts a new one in, `count` times, each answered to its decision. */
async function openAndClose(page: Page, count: number, answers: Readonly<Record<string, string>>): Promise<number> {
  return page.evaluate(
    async ([many, given]) => {
      const sample = document.querySelector('prescore-widget')!.cloneNode() as Element;
      const until = async (found: () => boolean): Promise<void> => {
        while (!found()) await new Promise((resolve) => setTimeout(resolve));
      };
      let decided = 0;
      for (let round = 0; round < many; round += 1) {
        const old = document.querySelector('prescore-widget')!;
        const widget = sample.cloneNode() as Element;
        old.replaceWith(widget);
        await until(
          () =>
            !!widget.shadowRoot?.querySelector('form') && !widget.shadowRoot.querySelector('form')!.closest('[inert]'),
        );
        for (const [name, value] of Object.entries(given)) {
          const inputs = [...widget.shadowRoot!.querySelectorAll<HTMLInputElement>(`input[name=question-${name}]`)];
          const radio = inputs.find((input) => input.type === 'radio' && input.value === value);
          if (radio) radio.click();
          else {
            inputs[0]!.value = value;
            inputs[0]!.dispatchEvent(new InputEvent('input', { bubbles: true }));
          }
        }
        widget.shadowRoot!.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
        await until(() => !!widget.shadowRoot?.querySelector('.decision'));
        decided += 1;
        // Else the history keeps the decision, and the next widget shows it again.
        widget.shadowRoot!.querySelector<HTMLButtonElement>('.change + button')!.click();
        await until(() => !history.state);
      }
      return decided;
    },
    [count, answers] as const,
  );
}

/** Submits the form and goes back to it, `count` times. @returns the decisions that were shown, each once */
async function decideAgain(page: Page, count: number): Promise<string[]> {
  return page.evaluate(async (many) => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    const found = async (selector: string): Promise<HTMLElement> => {
      for (;;) {
        const element = root.querySelector<HTMLElement>(selector);
        if (element) return element;
        await Promise.resolve();
      }
    };
    const shown = new Set<string>();
    for (let round = 0; round < many; round += 1) {
      (await found('button[type=submit]')).click();
      shown.add((await found('.decision')).className);
      (await found('.change')).click();
      // A pause now and then, as the browser's own work would get between persons.
      if (round % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    return [...shown];
  }, count);
}

test(`opened, answered and closed ${rounds} times, the page holds no more than before`, async ({
  page,
  context,
  pageErrors,
}) => {
  test.setTimeout(60_000 + rounds * 1_000);
  const devTools = await context.newCDPSession(page);
  const { answers } = await answersFor('alternative_offer by risk');
  await openForm(page);
  // The first rounds fill caches of the browser.
  await openAndClose(page, 10, answers);
  const before = await held(devTools);
  expect(await openAndClose(page, rounds, answers)).toBe(rounds);
  const after = await held(devTools);
  const growth = {
    heap: after.heap - before.heap,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
  console.log(
    `life: opened and closed ${rounds} times: heap grew by ${growth.heap} bytes, nodes by ${growth.nodes}, listeners by ${growth.listeners}`,
  );
  // One widget has some 200 nodes and takes some 400 kB of the heap.
  expect(growth.nodes).toBeLessThan(200);
  expect(growth.listeners).toBeLessThan(50);
  expect(growth.heap).toBeLessThan(600_000);
  expect(pageErrors).toEqual([]);
});

test('fifty on one page start, and each answers for itself', async ({ page, pageErrors }) => {
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await page.evaluate(() => {
    const widget = document.querySelector('prescore-widget')!;
    for (let count = 1; count < 50; count += 1) widget.after(widget.cloneNode());
  });
  await expect(page.locator(`prescore-widget ${form}`)).toHaveCount(50, { timeout: 30_000 });
  const last = page.locator('prescore-widget').nth(49);
  await submitWithMouse({ locator: last.locator.bind(last), getByRole: last.getByRole.bind(last) }, answers);
  await expect(last.locator(`.decision.${decision.outcome}`)).toBeVisible();
  await expect(page.locator('prescore-widget .decision')).toHaveCount(1);
  expect(pageErrors).toEqual([]);
});

test(`${decisions} decisions in a row on one page are all the same and leave nothing behind`, async ({
  page,
  context,
  pageErrors,
}) => {
  test.setTimeout(60_000 + decisions * 100);
  const devTools = await context.newCDPSession(page);
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await answerWithMouse(page, answers);
  await decideAgain(page, 50);
  const before = await held(devTools);
  expect(await decideAgain(page, decisions)).toEqual([`decision ${decision.outcome}`]);
  const after = await held(devTools);
  console.log(
    `life: ${decisions} decisions: heap grew by ${after.heap - before.heap} bytes, nodes by ${after.nodes - before.nodes}`,
  );
  expect(after.nodes - before.nodes).toBeLessThan(200);
  expect(after.heap - before.heap).toBeLessThan(600_000);
  expect(pageErrors).toEqual([]);
});

test('on a processor six times slower, over slow 3G, the form comes and decides', async ({ page, context }) => {
  const devTools = await context.newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  // Chrome's own numbers for slow 3G.
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 2_000,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  });
  const { answers, decision } = await answersFor('likely_approval by risk');
  const start = Date.now();
  await page.goto('/');
  await page.locator(form).waitFor({ timeout: 40_000 });
  const ready = Date.now() - start;
  await submitWithMouse(page, answers);
  const asked = Date.now();
  await page.locator(`.decision.${decision.outcome}`).waitFor();
  console.log(`life: slow machine and line: form after ${ready} ms, decision after ${Date.now() - asked} ms`);
});

test('offline once the form is there, everything still works', async ({ page, context, pageErrors }) => {
  const { answers, decision } = await answersFor('alternative_offer by risk');
  await openForm(page);
  await answerWithMouse(page, { ...answers, age: '' });
  await context.setOffline(true);
  await submitButton(page).click();
  await page.locator('#summary').waitFor();
  await submitWithMouse(page, answers);
  await expect(page.locator(`.decision.${decision.outcome}`)).toBeVisible();
  await page.locator('.change').click();
  expect(await answersInForm(page)).toEqual(answers);
  expect(pageErrors).toEqual([]);
});
