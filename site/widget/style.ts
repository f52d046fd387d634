// One constructable style sheet, shared by all widgets of a page.

import actions from './styles/actions.css';
import base from './styles/base.css';
import decision from './styles/decision.css';
import form from './styles/form.css';
import palette from './styles/palette.css';
import skeleton from './styles/skeleton.css';

let shared: CSSStyleSheet | undefined;

export function widgetStyle(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync([palette, base, actions, form, decision, skeleton].join(''));
  }
  return shared;
}
