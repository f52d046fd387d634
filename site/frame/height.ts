import { maximumHeight } from '../embed/messages.ts';

/** Calls `changed` with the height that the document's content needs, in whole CSS pixels, whenever it changes. */
export function watchHeight(document: Document, changed: (height: number) => void): void {
  let last = 0;
  new ResizeObserver(() => {
    const height = Math.min(maximumHeight, Math.ceil(document.body.getBoundingClientRect().height));
    if (height === last || height === 0) return;
    last = height;
    changed(height);
  }).observe(document.body);
}
