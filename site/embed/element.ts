// `<prescore-frame>`: puts the bank's frame into a partner's page, reserves its height, and passes its messages on as
// events.

import titles from '#prescore-frame-titles';
import type { ErrorCode } from '../shared/errors.ts';
import type { AddListener, RemoveListener } from '../shared/listeners.ts';
import {
  type FrameLooks,
  type FrameMessage,
  type PageMessage,
  type PageWish,
  protocol,
  readFrameMessage,
} from '../shared/messages.ts';
import type { Step } from '../shared/steps.ts';
import { frameAddress, looksOf, textOf } from './attributes.ts';
import { isLinkOnly } from './content.ts';
import { escapeFrom } from './dialog.ts';
import type { PrescoreFrameEventMap, PrescoreFrameEvents } from './events.ts';
import { frameStyle } from './style.ts';

/** Elements exist only in browsers; the module can be imported anywhere. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** How long to wait for the first message of the frame's document, in milliseconds. Then there is the bank's link. */
const answerTime = 5_000;

/** How long a parent may take to give the element a width, in milliseconds. */
const widthTime = 1_000;

/** No column of a page is narrower, in pixels. */
const leastWidth = 100;

/** The frame starts when it is this close to the viewport. */
const nearby = '600px';

/** What the frame needs: its scripts, its origin, and links that open in a new tab. */
const sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';

/**
 * `<prescore-frame partner campaign lang theme density accent bank>`. Its content is shown where there is no frame:
 * before the script loads, without JavaScript, and when the bank does not answer.
 *
 * @attr {string} bank - the folder of the bank's site
 * @attr {string} partner - the partner's name in the bank's list
 * @attr {string} campaign - the campaign, if there is one
 * @attr {Language} lang - the language, else that of the page
 * @attr {'auto' | 'light' | 'dark'} theme - empty as set for the partner
 * @attr {'comfortable' | 'compact'} density - how much room the form takes
 * @attr {string} accent - a colour such as `#1a5fb4`
 *
 * @fires {CustomEvent<PrescoreFrameEvents['prescore-ready']>} prescore-ready - the frame answered
 * @fires {CustomEvent<PrescoreFrameEvents['prescore-step']>} prescore-step - another view shows
 * @fires {CustomEvent<PrescoreFrameEvents['prescore-continue']>} prescore-continue - the person goes on to the application
 * @fires {CustomEvent<PrescoreFrameEvents['prescore-error']>} prescore-error - something is wrong, by its code
 */
export class PrescoreFrame extends Base {
  static readonly observedAttributes = ['bank', 'partner', 'campaign', 'lang', 'theme', 'density', 'accent'];
  /** The folder of the bank's site where no attribute `bank` names it. */
  static home = '';

  private readonly reported = new Set<string>();
  private readonly box = document.createElement('div');
  private readonly room = document.createElement('div');
  private readonly slotted = document.createElement('slot');
  private frame: HTMLIFrameElement | undefined;
  private bank = '';
  private session = '';
  private step: Step = 'loading';
  private started = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private connection: AbortController | undefined;

  connectedCallback(): void {
    this.attempt(() => this.connect());
  }

  /** A browser too old for this, or a page that took something away from it, keeps showing the element's content. */
  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.fail('browser_unsupported');
    }
  }

  private connect(): void {
    const view = this.ownerDocument.defaultView;
    if (!view) return;
    this.build();
    this.connection = new AbortController();
    const { signal } = this.connection;
    // An answer goes to the window whose script asked, which is another one after a move into a frame of the page.
    for (const target of new Set<Window>([window, view])) {
      target.addEventListener('message', (event) => this.receive(event), { signal });
    }
    view.addEventListener('online', ({ isTrusted }) => isTrusted && this.revive(), { signal });
    const language = new MutationObserver(() => this.sendLooks());
    language.observe(this.ownerDocument, { attributeFilter: ['lang'], subtree: true });
    const approach = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.start(),
      { rootMargin: nearby },
    );
    // Not the element: a page may have given it no box of its own.
    approach.observe(this.box);
    let known = 0;
    const width = new ResizeObserver(() => {
      const isNew = known !== this.box.offsetWidth;
      known = this.box.offsetWidth;
      if (isNew && this.started) this.start();
    });
    width.observe(this.box);
    signal.addEventListener('abort', () => {
      for (const observer of [language, approach, width]) observer.disconnect();
    });
    if (this.started) this.start();
  }

  disconnectedCallback(): void {
    this.connection?.abort();
    this.end();
  }

  /** A page that moves the element with `moveBefore` keeps the frame and its answers. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // Without a form there are no answers to lose: the bank or the partner was named late, or corrected.
    const isUnused = this.started && (this.step === 'loading' || this.step === 'failed');
    if ((name === 'bank' || name === 'partner') && old !== value && isUnused) this.restart();
    else this.sendLooks();
  }

  private build(): void {
    const style = frameStyle(this.ownerDocument);
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style];
    this.room.className = 'room';
    this.box.append(this.room);
    root.append(this.box, this.slotted);
    this.slotted.addEventListener('slotchange', () => this.hideLink());
    this.state('waiting');
  }

  private start(): void {
    this.started = true;
    if (!this.frame) this.attempt(() => this.open());
  }

  private open(): void {
    // A hidden element has no width either, and no boxes: it waits until it shows.
    if (this.box.offsetWidth < leastWidth) {
      if (this.box.getClientRects().length > 0) this.wait(widthTime, 'no_width');
      return;
    }
    const looks = this.looks();
    const address = frameAddress(this.getAttribute('bank') ?? PrescoreFrame.home, this, looks);
    if (!address) {
      this.fail('bank_unknown');
      return;
    }
    this.state('waiting');
    this.bank = address.origin;
    this.frame = document.createElement('iframe');
    this.adapt(this.frame, looks);
    this.frame.setAttribute('sandbox', sandbox);
    this.frame.referrerPolicy = 'no-referrer';
    this.frame.addEventListener('load', ({ isTrusted }) => isTrusted && this.begin());
    this.frame.src = address.href;
    this.room.append(this.frame);
    this.wait(answerTime, 'frame_unreachable');
  }

  private end(): void {
    clearTimeout(this.timer);
    this.frame?.remove();
    this.frame = undefined;
    this.session = '';
    this.step = 'loading';
    this.state('waiting');
  }

  /** The connection is back: what did not come is asked for again. */
  private revive(): void {
    if (this.frame && this.box.matches('.failed')) this.restart();
  }

  private restart(): void {
    this.end();
    this.start();
  }

  /** Each document in the frame gets a session of its own, so that messages of an earlier one are ignored. */
  private begin(): void {
    // Not `Array.from`: old libraries of pages have one of their own, which takes no function.
    this.session = '';
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) this.session += (byte + 256).toString(16).slice(1);
    this.sendLooks();
  }

  private sendLooks(): void {
    if (!this.session) return;
    const looks = this.looks();
    this.send({ kind: 'looks', looks });
    this.send({ kind: 'campaign', campaign: textOf(this, 'campaign') });
    if (this.frame) this.adapt(this.frame, looks);
  }

  private send(wish: PageWish): void {
    const message: PageMessage = { prescore: protocol, session: this.session, ...wish };
    this.frame?.contentWindow?.postMessage(message, this.bank);
  }

  /** Without a matching color-scheme the browser paints an opaque ground behind the frame's rounded corners. */
  private adapt(frame: HTMLIFrameElement, looks: FrameLooks): void {
    frame.title = titles[looks.language] ?? '';
    frame.style.colorScheme = looks.theme === 'auto' ? 'light dark' : looks.theme || 'light';
  }

  private receive(event: MessageEvent): void {
    const { isTrusted, origin, source, data } = event;
    if (!isTrusted || origin !== this.bank || !this.frame || source !== this.frame.contentWindow) return;
    const message = this.session && readFrameMessage(data, this.session);
    if (!message) return;
    clearTimeout(this.timer);
    const { frame } = this;
    this.handle(message);
    // A listener may have removed or moved the element: then there is another frame.
    if (frame === this.frame) this.state(this.step === 'failed' ? 'short' : 'ready');
  }

  private handle(message: FrameMessage): void {
    if (message.kind === 'height') this.room.style.setProperty('--height', `${message.height}px`);
    else if (message.kind === 'step') this.follow(message.step);
    else if (message.kind === 'error') this.emit('error', { code: message.code });
    else if (message.kind === 'continue') this.emit('continue', {});
    else if (message.kind === 'escape') escapeFrom(this);
    else this.emit('ready', { version: message.version });
  }

  /** The person asked for the new view with a button at the end of the old one, so its start is scrolled into view. */
  private follow(step: Step): void {
    const asked = this.step !== 'loading';
    this.step = step;
    if (asked && this.getBoundingClientRect().top < 0) this.scrollIntoView();
    this.emit('step', { step });
  }

  private wait(milliseconds: number, code: ErrorCode): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(code), milliseconds);
  }

  private fail(code: ErrorCode): void {
    this.state('failed');
    this.emit('error', { code });
  }

  private state(state: 'waiting' | 'ready' | 'short' | 'failed'): void {
    this.box.className = `box ${state}`;
    this.hideLink();
  }

  /** Only the link gives way to the frame. */
  private hideLink(): void {
    this.slotted.className = isLinkOnly(this) ? 'link' : '';
  }

  private looks(): FrameLooks {
    return looksOf(this, (attribute, value) => {
      const unknown = `${attribute}=${value}`;
      if (this.reported.has(unknown)) return;
      this.reported.add(unknown);
      console.warn(`prescore-frame: ${attribute}="${value}" is unknown and ignored`);
      this.emit('error', { code: 'attribute_unknown' });
    });
  }

  private emit<Name extends 'ready' | 'step' | 'continue' | 'error'>(
    name: Name,
    detail: PrescoreFrameEvents[`prescore-${Name}`],
  ): void {
    this.dispatchEvent(new CustomEvent(`prescore-${name}`, { detail, bubbles: true, composed: true }));
  }
}

export interface PrescoreFrame {
  addEventListener: AddListener<PrescoreFrameEventMap>;
  removeEventListener: RemoveListener<PrescoreFrameEventMap>;
}

declare global {
  interface HTMLElementTagNameMap {
    'prescore-frame': PrescoreFrame;
  }
}
