// The widget's style, as constructable style sheets.

import host from '../shared/host.css';
import type { Theme } from '../shared/looks.ts';
import { silence } from './silence.ts';
import actions from './styles/actions.css';
import base from './styles/base.css';
import decision from './styles/decision.css';
import form from './styles/form.css';
import narrow from './styles/narrow.css';
import print from './styles/print.css';
import skeleton from './styles/skeleton.css';
import { sheet, themeSheets } from './themes.ts';

function widgetSheets(theme: Theme, place: Document): CSSStyleSheet[] {
  // `host` is last: it also places what inherits nothing.
  const screen = [base, actions, form, decision, skeleton, narrow, host].join('');
  return [...themeSheets(theme, place), sheet(screen, '', place), sheet(print, 'print', place)];
}

/**
 * Gives the widget the style of its theme; false where the browser is too old for it. Then the widget has no shadow root
 * and keeps showing its content.
 */
export function adoptStyle(widget: HTMLElement & { readonly theme: Theme }): boolean {
  try {
    const sheets = widgetSheets(widget.theme, widget.ownerDocument);
    const root = widget.shadowRoot ?? widget.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = sheets;
    return true;
  } catch (error) {
    silence(widget, 'browser_unsupported', error);
    return false;
  }
}
