// Defines `<prescore-widget>` on a page that has some, at the moment when their words are loaded.

import type { ErrorCode } from '../shared/errors.ts';
import { languageAt } from '../shared/language.ts';
import { PrescoreWidget } from './element.ts';
import { loadJson } from './files.ts';
import { silence } from './silence.ts';
import { startEarly } from './sources.ts';

/**
 * Loads the words of the widgets in the page; their cores start meanwhile. Until then the page reserves their room and,
 * after a while, shows their own content, as if the script had not loaded. Where the words do not load, it shows it at
 * once. On a page of another origin than the script nothing starts: that page would read every answer.
 * @param Widget the element's class
 * @returns whether the widgets work
 */
export async function upgradeWidgets(Widget: typeof PrescoreWidget = PrescoreWidget): Promise<boolean> {
  const widgets = [...document.querySelectorAll('prescore-widget')];
  if (new URL(import.meta.url).origin !== location.origin) {
    return giveUp(widgets, 'partner_unknown', `${location.origin} may not run the widget of ${import.meta.url}`);
  }
  // If another version on the page defined the element first, it starts the cores itself.
  if (!globalThis.customElements?.get('prescore-widget')) for (const widget of widgets) startEarly(widget);
  try {
    await Promise.all(widgets.map((widget) => loadJson(wordsOf(widget))));
  } catch (error) {
    for (const widget of widgets) silence(widget, 'texts_unreachable', error);
    // Nobody has typed anything yet, so nothing is lost.
    addEventListener('online', () => location.reload());
    return false;
  }
  if (globalThis.customElements) {
    if (!customElements.get('prescore-widget')) customElements.define('prescore-widget', Widget);
    return true;
  }
  return giveUp(widgets, 'browser_unsupported', 'this browser has no custom elements');
}

function giveUp(widgets: readonly Element[], code: ErrorCode, reason: string): false {
  for (const widget of widgets) silence(widget, code, new Error(reason));
  return false;
}

function wordsOf(widget: Element): string {
  return new URL(widget.getAttribute(`texts-${languageAt(widget)}`) ?? '', document.baseURI).href;
}
