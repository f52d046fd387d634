// Makes `<prescore-widget>` known in a page that holds some, at the moment when they can speak.

import { PrescoreWidget } from './element.ts';
import { loadJson } from './files.ts';
import { languageAt } from './language.ts';

/**
 * Waits for the words of the widgets in the page. Until then the page keeps their room and, after a while, shows what it
 * wrote into them, as where the script did not come.
 */
export async function upgradeWidgets(): Promise<void> {
  const widgets = [...document.querySelectorAll('prescore-widget')];
  await Promise.all(widgets.map((widget) => loadJson(wordsOf(widget))));
  customElements.define('prescore-widget', PrescoreWidget);
}

function wordsOf(widget: Element): string {
  return new URL(widget.getAttribute(`texts-${languageAt(widget)}`) ?? '', document.baseURI).href;
}
