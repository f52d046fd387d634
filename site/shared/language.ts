// Which language an element is read in: that of its own `lang`, else that of the nearest ancestor that has one.

import { homeLanguage, knownLanguage, type Language } from './languages.ts';

/** The language at `element` in the page, also across shadow roots. */
export function languageAt(element: Element): Language {
  let node: Element | null = element;
  while (node) {
    // XHTML may have it as `xml:lang`.
    const marked: Element | null = node.closest('[*|lang]');
    if (marked) return knownLanguage(marked.getAttribute('lang') ?? marked.getAttribute('xml:lang') ?? '');
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return homeLanguage;
}

/** Calls `changed` after any `lang` attribute of the page changes. Returns a function that stops it. */
export function watchLanguage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  return () => observer.disconnect();
}
