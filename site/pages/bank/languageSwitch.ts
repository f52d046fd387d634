// The links to the page in other languages lead to other static pages. Here they change the words in place, so that
// answers stay.

import type { Language } from '../../shared/languages.ts';
import { putTexts } from '../../shared/putTexts.mjs';
import type { PrescoreWidget } from '../../widget/element.ts';
import { loadJson } from '../../widget/files.ts';

/** There is one link for each language; that to the language of the page is hidden. */
export function enableLanguageSwitch(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-texts]')];
  for (const link of links) {
    // Resolved before the address changes: both are relative to it.
    const page = link.href;
    link.setAttribute('href', page);
    const texts = new URL(link.dataset['texts'] ?? '', document.baseURI).href;
    const show = async (): Promise<void> => {
      const language = link.hreflang as Language;
      const [words] = await Promise.all([loadJson<Readonly<Record<string, string>>>(texts), prepare(language)]);
      document.documentElement.lang = language;
      document.documentElement.dir = link.dir;
      putTexts(document, words);
      history.replaceState(history.state, '', page);
      showOthers(links, link);
    };
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show().catch(() => location.assign(page));
    });
  }
}

/** Hides the chosen link. The focus goes on to one that shows. */
function showOthers(links: readonly HTMLAnchorElement[], chosen: HTMLAnchorElement): void {
  const hadFocus = document.activeElement === chosen;
  for (const link of links) link.hidden = link === chosen;
  if (hadFocus) links.find((link) => link !== chosen)?.focus();
}

/** Page and widget change at one moment: the page's words wait for the widget's. */
async function prepare(language: Language): Promise<void> {
  const widgets = [...document.querySelectorAll<PrescoreWidget>('prescore-widget')];
  await Promise.all(widgets.map((widget) => widget.prepareTexts(language)));
}
