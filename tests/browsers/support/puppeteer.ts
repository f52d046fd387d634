import { type Browser, type ElementHandle, type Frame, type LaunchOptions, launch, type Page } from 'puppeteer-core';
import { browserArguments } from '../../../scripts/machine/browser.mjs';
import { type Driver, type Engine, pageScripts, until } from './driver.ts';

/** Chromium by its own protocol, Firefox by WebDriver BiDi; both as Debian installs them. */
export function puppeteerEngine(browser: 'chrome' | 'firefox', name: string, executablePath: string): Engine {
  const options: LaunchOptions =
    browser === 'firefox'
      ? { browser, executablePath, extraPrefsFirefox: { 'intl.accept_languages': 'ru' } }
      : { browser, executablePath, args: browserArguments() };
  return {
    name,
    start: async () => {
      const started = await launch({ ...options, headless: true, defaultViewport: { width: 1280, height: 900 } });
      return driverOf(started, await started.newPage());
    },
  };
}

async function driverOf(browser: Browser, page: Page): Promise<Driver> {
  let place: Frame = page.mainFrame();
  const handle = async (body: string, ...args: unknown[]): Promise<ElementHandle<Element>> => {
    const found = (await place.evaluateHandle(functionOf(body), ...args)).asElement();
    if (!found) throw new Error(`not found: ${body} ${args.join(' ')}`);
    return found as ElementHandle<Element>;
  };
  return {
    version: await browser.version(),
    open: async (address) => {
      place = page.mainFrame();
      await page.goto(address);
    },
    enterFrame: async () => {
      await until('the frame is there', async () => (await handle(pageScripts.frame)) !== undefined);
      place = await ((await handle(pageScripts.frame)) as ElementHandle<HTMLIFrameElement>).contentFrame();
    },
    leaveFrame: async () => void (place = page.mainFrame()),
    run: async <Result>(body: string, ...args: unknown[]) =>
      (await place.evaluate(functionOf(body), ...args)) as Result,
    click: async (selector) => {
      const target = await handle(pageScripts.inWidget, selector);
      await waitUntilStill(target);
      await target.click();
    },
    type: async (selector, text) => {
      const field = await handle(pageScripts.inWidget, selector);
      await field.evaluate((input) => (input as HTMLInputElement).select());
      await field.press('Backspace');
      await field.type(text);
    },
    escape: async (selector) => (await handle(pageScripts.inWidget, selector)).press('Escape'),
    close: () => browser.close(),
  };
}

/** After a step the page around scrolls and gives the frame its new height, a little later than the frame's own view. */
async function waitUntilStill(target: ElementHandle<Element>): Promise<void> {
  let last = '';
  await until('the page stands still', async () => {
    await target.scrollIntoView();
    const before = last;
    last = JSON.stringify(await target.boundingBox());
    if (last === before) return true;
    await new Promise((resolve) => setTimeout(resolve, 150));
    return false;
  });
}

/** The protocol carries it as a text and is bound by no policy of the page. */
function functionOf(body: string): (...args: unknown[]) => unknown {
  return new Function(body) as (...args: unknown[]) => unknown;
}
