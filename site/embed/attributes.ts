// The attributes of `<prescore-frame>`, and the frame's address that follows from them.

import { languageAt } from '../shared/language.ts';
import { type Density, densities, type Theme, themes } from '../shared/looks.ts';
import type { FrameLooks } from '../shared/messages.ts';

/** Reports an attribute value that is unknown, for the page's author. */
export type ReportUnknown = (attribute: string, value: string) => void;

/** The attribute's value as people write it: blanks around it and capital letters mean nothing. */
export const textOf = (element: Element, name: string): string =>
  (element.getAttribute(name) ?? '').trim().toLowerCase();

/** How the frame is to look. A missing attribute, or one with an unknown value, leaves the choice to the bank. */
export function looksOf(element: Element, report: ReportUnknown): FrameLooks {
  const known = (name: string, isKnown: (value: string) => boolean): string => {
    const value = textOf(element, name);
    if (value === '' || isKnown(value)) return value;
    report(name, value);
    return '';
  };
  const theme = known('theme', (value) => themes.includes(value as Theme)) as Theme | '';
  const density = (known('density', (value) => densities.includes(value as Density)) || 'comfortable') as Density;
  const accent = known('accent', (value) => /^#?([0-9a-f]{3}){1,2}$/.test(value)).replace('#', '');
  const full = accent.length === 3 ? accent.replace(/./g, '$&$&') : accent;
  return { language: languageAt(element), theme, density, accent: full };
}

/**
 * The address of the frame's document. The page's choices are behind `#`, which browsers send to no server.
 * @param home the folder of the bank's site, with or without a slash at its end
 * @returns a link to it; undefined where `home` is not an http or https address
 */
export function frameAddress(home: string, element: Element, looks: FrameLooks): HTMLAnchorElement | undefined {
  const [folder] = /^(https?:)?\/\/[^/].*/i.exec(home.trim()) ?? [];
  // Not `URL`: pages have variables of that name.
  const address = document.createElement('a');
  address.href = `${folder?.replace(/\/*$/, '/')}frame/${looks.language}/`;
  const ids = { partner: textOf(element, 'partner'), campaign: textOf(element, 'campaign') };
  address.hash = String(new URLSearchParams({ ...ids, ...looks }));
  return folder && address.host ? address : undefined;
}
