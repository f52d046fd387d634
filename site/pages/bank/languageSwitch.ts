// The language link leads to the other static page. Here it changes the words in place, so that answers stay.

import type { PrescoreWidget } from '../widget/element.ts';
import { loadJson } from '../widget/files.ts';
import type { Language } from '../widget/texts.ts';
import { putTexts } from './putTexts.mjs';

const other: Readonly<Record<Language, Language>> = { ru: 'en', en: 'ru' };

export function enableLanguageSwitch(): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-language-link]');
  if (!link) return;
  // Taken before the address changes: the links are relative to it.
  const pages: Record<Language, string> = { ru: pageAddress('ru'), en: pageAddress('en') };
  const texts: Record<Language, string> = { ru: textsAddress(link, 'ru'), en: textsAddress(link, 'en') };
  const show = async (language: Language): Promise<void> => {
    const [words] = await Promise.all([loadJson<Readonly<Record<string, string>>>(texts[language]), prepare(language)]);
    document.documentElement.lang = language;
    putTexts(document, words);
    history.replaceState(null, '', pages[language]);
    link.href = pages[other[language]];
    link.lang = link.hreflang = other[language];
  };
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(other[document.documentElement.lang as Language]).catch(() => location.assign(link.href));
  });
}

/** Both change at one moment: the page's words wait for the widget's. */
async function prepare(language: Language): Promise<void> {
  const widgets = [...document.querySelectorAll<PrescoreWidget>('prescore-widget')];
  await Promise.all(widgets.map((widget) => widget.prepareTexts(language)));
}

function pageAddress(language: Language): string {
  const link = document.querySelector<HTMLLinkElement>(`link[rel="alternate"][hreflang="${language}"]`);
  return link?.href ?? location.href;
}

function textsAddress(link: HTMLAnchorElement, language: Language): string {
  return new URL(link.getAttribute(`data-texts-${language}`) ?? '', document.baseURI).href;
}
