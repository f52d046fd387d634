// The style inside the shadow root, which the page's style sheets do not reach.

import host from '../shared/host.css';
import frame from './frame.css';

const made = new WeakMap<Document, CSSStyleSheet>();

/** A sheet belongs to the document that made it, and an element may be moved to another. */
export function frameStyle(document: Document): CSSStyleSheet {
  let sheet = made.get(document);
  if (!sheet) {
    const view = document.defaultView as (Window & typeof globalThis) | null;
    sheet = new (view ?? globalThis).CSSStyleSheet();
    // `host` is last: it also places what inherits nothing.
    sheet.replaceSync(frame + host);
    made.set(document, sheet);
  }
  return sheet;
}
