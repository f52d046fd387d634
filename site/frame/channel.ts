// The frame's side of the messages: it listens to the page that shows it, and only where that page's origin is on the
// partner's list.

import { type FrameMessage, type FrameNews, type PageMessage, protocol, readPageMessage } from '../shared/messages.ts';

export interface Channel {
  /** Sends to the page once its first message arrived; before that, keeps the last of each kind, and each error once. */
  readonly send: (news: FrameNews) => void;
}

/**
 * How long after the person's last key or click a message is sent, in milliseconds. Computing and drawing take less, and
 * a little longer for some answers than for others: the page around must not measure that.
 */
const beat = 120;

/** The windows that show `view`: the page, and where the page shows itself in frames of its own, those around it. */
export function windowsAround(view: Window): Window[] {
  const windows: Window[] = [];
  for (let inner = view; inner !== inner.parent; inner = inner.parent) windows.push(inner.parent);
  return windows;
}

/**
 * @param around the windows that may ask
 * @param origins whose pages may talk to the frame
 * @param listen gets each message that passed every check
 */
export function openChannel(
  around: readonly Window[],
  origins: readonly string[],
  listen: (message: PageMessage) => void,
): Channel {
  const latest = new Map<string, FrameNews>();
  let page: { readonly window: Window; readonly origin: string; readonly session: string } | undefined;
  const post = (news: FrameNews): void => {
    if (!page) return;
    const message: FrameMessage = { prescore: protocol, session: page.session, ...news };
    page.window.postMessage(message, page.origin);
  };
  addEventListener('message', (event) => {
    const window = around.find((candidate) => candidate === event.source);
    if (!event.isTrusted || !window || !origins.includes(event.origin)) return;
    const message = readPageMessage(event.data);
    if (!message) return;
    const isFirst = page?.session !== message.session;
    page = { window, origin: event.origin, session: message.session };
    if (isFirst) for (const news of latest.values()) post(news);
    listen(message);
  });
  return {
    send: onTheBeat((news) => {
      if (!['continue', 'escape'].includes(news.kind)) latest.set(news.kind === 'error' ? news.code : news.kind, news);
      post(news);
    }),
  };
}

/** Keeps the order, and sends at once what no key or click has asked for. */
function onTheBeat(send: (news: FrameNews) => void): (news: FrameNews) => void {
  let acted = -beat;
  for (const kind of ['click', 'keydown']) addEventListener(kind, ({ timeStamp }) => (acted = timeStamp), true);
  const waiting: FrameNews[] = [];
  const sendAll = (): void => {
    for (const news of waiting.splice(0)) send(news);
  };
  return (news) => {
    const rest = acted + beat - performance.now();
    if (rest <= 0 && waiting.length === 0) return send(news);
    if (waiting.push(news) === 1) setTimeout(sendAll, rest);
  };
}
