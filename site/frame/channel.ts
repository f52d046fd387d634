// The frame's side of the messages: it listens to the one page that shows it, and only where that page's origin is on
// the partner's list.

import { protocol, readPageMessage, type FrameMessage, type FrameNews, type PageMessage } from '../shared/messages.ts';

export interface Channel {
  /** Sends to the page once its first message arrived; before that, keeps the last of each kind, and each error once. */
  readonly send: (news: FrameNews) => void;
}

/**
 * @param around the window that shows the frame
 * @param origins whose pages may talk to the frame
 * @param listen gets each message that passed every check
 */
export function openChannel(
  around: Window,
  origins: readonly string[],
  listen: (message: PageMessage) => void,
): Channel {
  const latest = new Map<string, FrameNews>();
  let page: { readonly origin: string; readonly session: string } | undefined;
  const post = (news: FrameNews): void => {
    if (!page) return;
    const message: FrameMessage = { prescore: protocol, session: page.session, ...news };
    around.postMessage(message, page.origin);
  };
  addEventListener('message', (event) => {
    if (!event.isTrusted || event.source !== around || !origins.includes(event.origin)) return;
    const message = readPageMessage(event.data);
    if (!message) return;
    const isFirst = page?.session !== message.session;
    page = { origin: event.origin, session: message.session };
    if (isFirst) for (const news of latest.values()) post(news);
    listen(message);
  });
  return {
    send: (news) => {
      if (news.kind !== 'continue') latest.set(news.kind === 'error' ? news.code : news.kind, news);
      post(news);
    },
  };
}
