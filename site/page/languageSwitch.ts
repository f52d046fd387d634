// The language link leads to the other static page. Here it changes the words in place, so that answers stay.

import type { Language, UiTexts } from '../widget/texts.ts';
import { putTexts } from './putTexts.mjs';

type UiByLanguage = Readonly<Record<Language, UiTexts>>;

const other: Readonly<Record<Language, Language>> = { ru: 'en', en: 'ru' };

export function enableLanguageSwitch(texts: UiByLanguage): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-language-link]');
  if (!link) return;
  const pages: Record<Language, string> = { ru: pageAddress('ru'), en: pageAddress('en') };
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const language = other[document.documentElement.lang as Language];
    document.documentElement.lang = language;
    putTexts(document, texts[language]);
    history.replaceState(null, '', pages[language]);
    link.href = pages[other[language]];
    link.lang = link.hreflang = other[language];
  });
}

/** Taken before the address changes: the links are relative to it. */
function pageAddress(language: Language): string {
  const link = document.querySelector<HTMLLinkElement>(`link[rel="alternate"][hreflang="${language}"]`);
  return link?.href ?? location.href;
}
