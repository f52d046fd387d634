// Light, dark, or the system's choice: constructable style sheets, shared by all elements with the same theme.

import type { Theme } from '../shared/looks.ts';
import dark from './styles/dark.css';
import palette from './styles/palette.css';

/** Paper is light. */
const prefersDark = 'screen and (prefers-color-scheme: dark)';
const made = new Map<string, CSSStyleSheet>();

/** The sheets of a theme, for a document or a shadow root. Later sheets override earlier ones. */
export function themeSheets(theme: Theme): CSSStyleSheet[] {
  const light = sheet(palette);
  if (theme === 'auto') return [light, sheet(dark, prefersDark)];
  const only = sheet(`:root,:host{color-scheme:${theme}}`, 'screen');
  return theme === 'dark' ? [light, sheet(dark, 'screen'), only] : [light, only];
}

/** A style sheet with this text, made once. */
export function sheet(text: string, media = ''): CSSStyleSheet {
  const key = `${media}{${text}`;
  const known = made.get(key);
  if (known) return known;
  const style = new CSSStyleSheet({ media });
  style.replaceSync(text);
  made.set(key, style);
  return style;
}
