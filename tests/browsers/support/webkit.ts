import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { Builder, Capabilities, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { type Driver, type Engine, pageScripts, until } from './driver.ts';

const screenSize = { width: 1280, height: 2600 };

/** WebKitGTK, driven by Debian's WebKitWebDriver. It has no mode without a screen, so it gets one that nobody sees. */
export function webkitEngine(programs: { driver: string; browser: string; screen: string }): Engine {
  return {
    name: 'WebKitGTK',
    start: async () => {
      const screen = await startScreen(programs.screen);
      const port = await freePort();
      const env = { ...process.env, DISPLAY: screen.display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' };
      const server = spawn(programs.driver, [`--port=${port}`], { env, stdio: 'ignore' });
      const stop = (): void => [server, screen.process].forEach((child) => child.kill());
      try {
        await until('WebKitWebDriver answers', async () => (await fetch(`http://127.0.0.1:${port}/status`)).ok);
        return await driverOf(await openSession(port, programs.browser), stop);
      } catch (error) {
        stop();
        throw error;
      }
    },
  };
}

function openSession(port: number, browser: string): Promise<WebDriver> {
  const options = { binary: browser, args: ['--automation'] };
  const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options });
  return Promise.resolve(new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build());
}

async function driverOf(web: WebDriver, stop: () => void): Promise<Driver> {
  const element = (body: string, ...args: unknown[]) => web.executeScript<WebElement>(body, ...args);
  const capabilities = await web.getCapabilities();
  // High enough for all of a frame: the driver clicks beside what lies outside of the window in a frame.
  await web
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...screenSize });
  return {
    version: `WebKitGTK ${capabilities.getBrowserVersion()}`,
    open: async (address) => {
      await web.switchTo().defaultContent();
      await web.get(address);
    },
    enterFrame: async () => {
      await until('the frame is there', async () => (await element(pageScripts.frame)) !== null);
      await web.switchTo().frame(await element(pageScripts.frame));
    },
    leaveFrame: () => web.switchTo().defaultContent(),
    run: <Result>(body: string, ...args: unknown[]) => web.executeScript<Result>(body, ...args),
    click: async (selector) => (await element(pageScripts.inWidget, selector)).click(),
    type: async (selector, text) => {
      const field = await element(pageScripts.inWidget, selector);
      await web.executeScript('arguments[0].select();', field);
      await field.sendKeys(Key.BACK_SPACE, text);
    },
    // Without a click before, WebKit gives no field of a frame the focus, and in a dialog the driver clicks beside it.
    escape: async (selector) => {
      const press = "dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));";
      await web.executeScript(`arguments[0].${press}`, await element(pageScripts.inWidget, selector));
    },
    close: async () => {
      await web.quit().finally(stop);
    },
  };
}

/** Xvfb chooses a free display and names it on its third stream. */
function startScreen(program: string): Promise<{ display: string; process: ChildProcess }> {
  const child = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', `${screenSize.width}x${screenSize.height}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${program} ended with code ${code}`)));
    child.stdio[3]?.once('data', (number) => resolve({ display: `:${String(number).trim()}`, process: child }));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
