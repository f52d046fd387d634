// Inside the shadow root, where no style sheet of the page reaches.

import text from './frame.css';

let shared: CSSStyleSheet | undefined;

export function frameStyle(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(text);
  }
  return shared;
}
