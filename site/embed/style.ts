// The style inside the shadow root, which the page's style sheets do not reach.

import text from './frame.css';

let shared: CSSStyleSheet | undefined;

export function frameStyle(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(text);
  }
  return shared;
}
