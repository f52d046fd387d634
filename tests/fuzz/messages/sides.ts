// The two listeners as they ship, each in a browser that is just large enough for it.

import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseHTML } from 'linkedom';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { bundleScript } from '../../../site/build/bundle.mjs';
import type { FrameNews } from '../../../site/shared/messages.ts';
import type { Input } from './inputs.ts';

const bank = 'https://bank.example';
const partner = 'https://shop.example';
type Listener = (event: object) => void;

export interface Side {
  /** Brings the input to the listener. */
  receive(input: Input): void;
  /** All that an input could have changed. */
  state(): string;
}
export interface Sides {
  readonly page: Side;
  readonly frame: Side;
  /** Files whose coverage counts. */
  readonly scripts: readonly string[];
}

/** @param session what the page's side draws, instead of a random one */
export async function startSides(session: string): Promise<Sides> {
  const scripts = [await bundled('embed', 'element.ts'), await bundled('frame', 'channel.ts')];
  const [page, frame] = [await startPage(scripts[0]!, session), await startFrame(scripts[1]!)];
  return { page, frame, scripts };
}

async function bundled(...path: string[]): Promise<string> {
  mkdirSync(inRoot('build', 'fuzz-messages'), { recursive: true });
  const file = inRoot('build', 'fuzz-messages', `${path.at(-1)}.mjs`);
  writeFileSync(file, await bundleScript(inRoot('site', ...path), inRoot('build', 'wasm', 'prescore.mjs')));
  return file;
}

/** The loader's element on a partner's page, greeted by its frame. */
async function startPage(script: string, session: string): Promise<Side> {
  const { document, HTMLElement, ShadowRoot, customElements, Event, CustomEvent } = parseHTML(
    '<!doctype html><html lang="ru"><body></body></html>',
  );
  const events: unknown[] = [];
  let listener: Listener = () => undefined;
  let approach: (entries: object[]) => void = () => undefined;
  class Observer {
    observe(): void {}
    disconnect(): void {}
  }
  class Approach extends Observer {
    constructor(callback: typeof approach) {
      super();
      approach = callback;
    }
  }
  class KeyboardEvent extends Event {
    readonly key: string;
    constructor(name: string, init: KeyboardEventInit) {
      super(name, init);
      this.key = init.key ?? '';
    }
  }
  class Sheet {
    replaceSync(): void {}
  }
  const random = {
    getRandomValues: (bytes: Uint8Array) =>
      bytes.map((_, index) => Number.parseInt(session.slice(index * 2, index * 2 + 2), 16)),
  };
  const view = {
    CSSStyleSheet: Sheet,
    addEventListener: (name: string, listen: Listener) => {
      if (name === 'message') listener = listen;
    },
  };
  Object.defineProperty(document, 'defaultView', { value: view });
  Object.assign(globalThis, {
    window: view,
    document,
    HTMLElement,
    KeyboardEvent,
    ShadowRoot,
    customElements,
    CustomEvent,
    MutationObserver: Observer,
    IntersectionObserver: Approach,
    ResizeObserver: Observer,
    CSSStyleSheet: Sheet,
  });
  Object.defineProperty(globalThis, 'crypto', { value: random, configurable: true });
  const { PrescoreFrame } = await import(pathToFileURL(script).href);
  customElements.define('prescore-frame', PrescoreFrame);
  const element = document.createElement('prescore-frame');
  element.setAttribute('bank', `${bank}/`);
  for (const name of ['ready', 'step', 'continue', 'error']) {
    element.addEventListener(`prescore-${name}`, (event: Event) => events.push([name, (event as CustomEvent).detail]));
  }
  element.addEventListener('keydown', (event: Event) => events.push((event as KeyboardEvent).key));
  // Links of this DOM do not know the parts of their addresses.
  const create = document.createElement.bind(document);
  Object.assign(document, { createElement: (name: string) => (name === 'a' ? new URL(partner) : create(name)) });
  const { closest } = element;
  Object.assign(element, {
    getBoundingClientRect: () => ({ top: 0 }),
    // This DOM knows no selectors with namespaces. In its page `lang` has none.
    closest: (selector: string) => closest.call(element, selector.replace('*|', '')),
  });
  document.body.append(element);
  approach([{ isIntersecting: true }]);
  const iframe = element.shadowRoot?.querySelector('iframe');
  const frameWindow = { postMessage: () => undefined };
  Object.defineProperty(iframe, 'contentWindow', { value: frameWindow });
  iframe?.dispatchEvent(Object.defineProperty(new Event('load'), 'isTrusted', { value: true }));
  const box = element.shadowRoot?.firstElementChild;
  return {
    receive: ({ data, trusted, rightOrigin, rightWindow }) =>
      listener({
        isTrusted: trusted,
        data,
        origin: rightOrigin ? bank : partner,
        source: rightWindow ? frameWindow : {},
      }),
    state: () => JSON.stringify([events.splice(0), box?.className, box?.getAttribute('style')]),
  };
}

/** The frame's channel, which sends its messages to every page that starts it correctly. */
async function startFrame(script: string): Promise<Side> {
  let listener: Listener = () => undefined;
  const heard: unknown[] = [];
  const posted: unknown[] = [];
  const around = { postMessage: (message: unknown, origin: string) => posted.push([message, origin]) };
  Object.assign(globalThis, {
    addEventListener: (name: string, listen: Listener) => {
      if (name === 'message') listener = listen;
    },
  });
  const { openChannel } = await import(pathToFileURL(script).href);
  const channel = openChannel([around], [partner], (message: unknown) => heard.push(message)) as {
    send(news: FrameNews): void;
  };
  channel.send({ kind: 'step', step: 'form' });
  return {
    receive: ({ data, trusted, rightOrigin, rightWindow }) =>
      listener({
        isTrusted: trusted,
        data,
        origin: rightOrigin ? partner : 'https://evil.example',
        source: rightWindow ? around : {},
      }),
    state: () => {
      // What it says next shows to whom it believes to speak.
      channel.send({ kind: 'continue' });
      return JSON.stringify([heard.splice(0), posted.splice(0)]);
    },
  };
}
