// Light, dark, or the system's choice: constructable style sheets, shared by all elements with the same theme.

import type { Theme } from '../shared/looks.ts';
import dark from './styles/dark.css';
import palette from './styles/palette.css';

/** Paper is light. */
const prefersDark = 'screen and (prefers-color-scheme: dark)';
const made = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** The sheets of a theme, for a document or a shadow root in it. Later sheets override earlier ones. */
export function themeSheets(theme: Theme, place?: Document): CSSStyleSheet[] {
  const light = sheet(palette, '', place);
  if (theme === 'auto') return [light, sheet(dark, prefersDark, place)];
  const only = sheet(`:root,:host{color-scheme:${theme}}`, 'screen', place);
  return theme === 'dark' ? [light, sheet(dark, 'screen', place), only] : [light, only];
}

/** A style sheet with this text, made once for each document: it works in no other. */
export function sheet(text: string, media = '', place = document): CSSStyleSheet {
  const ofPlace = made.get(place) ?? new Map<string, CSSStyleSheet>();
  made.set(place, ofPlace);
  const key = `${media}{${text}`;
  const known = ofPlace.get(key);
  if (known) return known;
  const view = place.defaultView as (Window & typeof globalThis) | null;
  const style = new (view ?? globalThis).CSSStyleSheet({ media });
  style.replaceSync(text);
  ofPlace.set(key, style);
  return style;
}
