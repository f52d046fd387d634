// One way to drive each engine: puppeteer-core for Chromium and Firefox, WebDriver for WebKitGTK.

export interface Driver {
  /** The engine and its version, as it names itself. */
  readonly version: string;
  open(address: string): Promise<void>;
  /** From now on everything happens in the bank's frame on the page. */
  enterFrame(): Promise<void>;
  /** From now on everything happens in the page itself. */
  leaveFrame(): Promise<void>;
  /** Runs the body of a function in the page; its arguments and what it returns are JSON. */
  run<Result>(body: string, ...args: unknown[]): Promise<Result>;
  /** Clicks in the widget as a person does. */
  click(selector: string): Promise<void>;
  /** Empties a field of the widget and types into it. */
  type(selector: string, text: string): Promise<void>;
  /** Presses Escape in a field of the widget; by script where the driver cannot type into a frame within a dialog. */
  escape(selector: string): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  start(): Promise<Driver>;
}

/** The bodies of functions that both kinds of drivers run in the page. */
export const pageScripts = {
  frame: "return document.querySelector('prescore-frame').shadowRoot.querySelector('iframe');",
  inWidget: "return document.querySelector('prescore-widget').shadowRoot.querySelector(arguments[0]);",
};

/** Asks until the answer is yes, for ten seconds. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`after ten seconds it still does not hold: ${what}`);
}
