// The widget's constructable style sheets.

import type { Theme } from '../shared/looks.ts';
import actions from './styles/actions.css';
import base from './styles/base.css';
import decision from './styles/decision.css';
import form from './styles/form.css';
import narrow from './styles/narrow.css';
import print from './styles/print.css';
import skeleton from './styles/skeleton.css';
import { sheet, themeSheets } from './themes.ts';

export function widgetSheets(theme: Theme): CSSStyleSheet[] {
  const screen = [base, actions, form, decision, skeleton, narrow].join('');
  return [...themeSheets(theme), sheet(screen), sheet(print, 'print')];
}
