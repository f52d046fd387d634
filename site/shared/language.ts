// Which language the widget speaks: its own `lang`, else that of the nearest ancestor that has one.

import { languages, type Language } from './languages.ts';

const fallback: Language = 'ru';

/** The language that stands at `element` in the page, also across shadow roots. */
export function languageAt(element: Element): Language {
  let node: Element | null = element;
  while (node) {
    const marked: Element | null = node.closest('[lang]');
    if (marked) return knownLanguage(marked.getAttribute('lang') ?? '');
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return fallback;
}

/** Calls `changed` after any `lang` attribute of the page changes. Returns the way to stop. */
export function watchLanguage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document, { attributes: true, attributeFilter: ['lang'], subtree: true });
  return () => observer.disconnect();
}

/** The language of a tag such as `en-GB`; English for one without texts. */
export function knownLanguage(tag: string): Language {
  const primary = tag.toLowerCase().split('-')[0];
  return languages.find((language) => language === primary) ?? 'en';
}
