// From the page to the form and on to the decision with as little work as can be: what is made early is used, and once.

import type { Page } from '@playwright/test';
import { expect, openForm, test } from './support/site.ts';

/** Holds back what fits `pattern` until the function is called that it returns. */
async function hold(page: Page, pattern: string): Promise<() => void> {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route(pattern, async (route) => {
    await gate;
    await route.continue();
  });
  return go;
}

test('the engine starts while the words are on their way', async ({ page }) => {
  const started: string[] = [];
  await page.exposeFunction('compiled', (bytes: string) => started.push(bytes));
  await page.addInitScript(() => {
    const compile = WebAssembly.compileStreaming;
    WebAssembly.compileStreaming = async (source) => {
      const done = await compile.call(WebAssembly, source);
      await (globalThis as unknown as { compiled: (what: string) => Promise<void> }).compiled('engine');
      return done;
    };
  });
  const go = await hold(page, '**/texts-*');
  await page.goto('/');
  await expect.poll(() => started).toEqual(['engine']);
  go();
  await page.locator('form:not([inert] *)').waitFor();
  expect(started, 'and once').toEqual(['engine']);
});

test('an engine that started early for another model is not used', async ({ page }) => {
  const go = await hold(page, '**/texts-*');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect.poll(() => asked.filter((path) => path.endsWith('.bin'))).toHaveLength(1);
  await page
    .locator('prescore-widget')
    .evaluate((widget) => widget.setAttribute('model', `${widget.getAttribute('model')}?next`));
  const [next] = await Promise.all([page.waitForRequest(/\.bin\?next$/), go()]);
  expect(next.url()).toContain('?next');
  await page.locator('form:not([inert] *)').waitFor();
});

test('the outline becomes the form: nothing in it is made again', async ({ page }) => {
  const go = await hold(page, '**/*.bin');
  await page.goto('/');
  await page.locator('.skeleton').waitFor();
  const parts = 'form, label, input, button';
  await page.locator('prescore-widget').evaluate((widget, selector) => {
    for (const part of widget.shadowRoot!.querySelectorAll(selector)) Object.assign(part, { outlined: true });
  }, parts);
  go();
  await page.locator('form:not([inert] *)').waitFor();
  const redrawn = await page
    .locator('prescore-widget')
    .evaluate(
      (widget, selector) =>
        [...widget.shadowRoot!.querySelectorAll(selector)]
          .filter((part) => !('outlined' in part))
          .map((part) => part.outerHTML),
      parts,
    );
  expect(redrawn).toEqual([]);
  await expect(page.locator('.skeleton')).toHaveCount(0);
});

test('choosing another option draws nothing again, the first answer and typing do', async ({ page }) => {
  await openForm(page);
  const drawn = (selector: string) =>
    page.locator('prescore-widget').evaluate((widget, control) => {
      const element = widget as HTMLElement & { texts: Record<string, object> };
      const words = element.texts['ru']!;
      let read = 0;
      element.texts = {
        ru: new Proxy(words, {
          get(target, name) {
            read += 1;
            return Reflect.get(target, name);
          },
        }),
      };
      const before = read;
      const input = widget.shadowRoot!.querySelector<HTMLInputElement>(control)!;
      input.click();
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const after = read;
      element.texts = { ru: words };
      return [before > 0, after > before, input.checked];
    }, selector);
  // Enter in a field leads past the questions that have answers.
  expect(await drawn('.option:nth-child(1) input')).toEqual([true, true, true]);
  expect(await drawn('.option:nth-child(2) input')).toEqual([true, false, true]);
  expect(await drawn('.option:nth-child(1) input')).toEqual([true, false, true]);
  expect(await drawn('.field input')).toEqual([true, true, false]);
  // What is drawn for another reason keeps the choice.
  await page.locator('.field input').first().fill('34');
  expect(await page.locator('input[type=radio]').first().isChecked()).toBe(true);
});
