// Makes `<prescore-widget>` known in a page that holds some, at the moment when they can speak.

import { PrescoreWidget } from './element.ts';
import { loadJson } from './files.ts';
import { languageAt } from '../shared/language.ts';
import { silence } from './silence.ts';
import { startEarly } from './sources.ts';

/**
 * Waits for the words of the widgets in the page; their cores start meanwhile. Until then the page keeps their room and,
 * after a while, shows what it wrote into them, as where the script did not come; where they cannot speak, at once.
 * @returns whether the widgets speak
 */
export async function upgradeWidgets(): Promise<boolean> {
  const widgets = [...document.querySelectorAll('prescore-widget')];
  // Another version on the page that was first serves these too, and starts their cores itself.
  if (!globalThis.customElements?.get('prescore-widget')) for (const widget of widgets) startEarly(widget);
  try {
    await Promise.all(widgets.map((widget) => loadJson(wordsOf(widget))));
  } catch (error) {
    for (const widget of widgets) silence(widget, 'texts_unreachable', error);
    return false;
  }
  if (globalThis.customElements) {
    if (!customElements.get('prescore-widget')) customElements.define('prescore-widget', PrescoreWidget);
    return true;
  }
  for (const widget of widgets)
    silence(widget, 'browser_unsupported', new Error('this browser has no custom elements'));
  return false;
}

function wordsOf(widget: Element): string {
  return new URL(widget.getAttribute(`texts-${languageAt(widget)}`) ?? '', document.baseURI).href;
}
