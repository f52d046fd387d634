// The attributes of `<prescore-frame>`, and the frame's address that follows from them.

import { languageAt } from '../widget/language.ts';
import { densities, themes, type Density, type FrameLooks, type Theme } from './messages.ts';

/** Attribute values that mean nothing here, for the page's author. */
export type Complain = (attribute: string, value: string) => void;

/** How the frame shall look; what an attribute does not say, or says in unknown words, is left to the bank. */
export function looksOf(element: Element, complain: Complain): FrameLooks {
  const known = (name: string, isKnown: (value: string) => boolean): string => {
    const value = (element.getAttribute(name) ?? '').trim().toLowerCase();
    if (value === '' || isKnown(value)) return value;
    complain(name, value);
    return '';
  };
  return {
    language: languageAt(element),
    theme: known('theme', (value) => themes.includes(value as Theme)) as Theme | '',
    density: (known('density', (value) => densities.includes(value as Density)) || 'comfortable') as Density,
    accent: known('accent', (value) => /^#[0-9a-f]{6}$/.test(value)).slice(1),
  };
}

/**
 * The address of the frame's document. What the page chose stands behind `#`: no server sees it.
 * @param home the folder of the bank's site
 * @returns undefined where `home` is no address of the web
 */
export function frameAddress(home: string, element: Element, looks: FrameLooks): URL | undefined {
  const base = parsed(home);
  if (!base || !/^https?:$/.test(base.protocol)) return undefined;
  const address = new URL(`frame/${looks.language}/`, base);
  address.hash = String(
    new URLSearchParams({
      partner: element.getAttribute('partner') ?? '',
      campaign: element.getAttribute('campaign') ?? '',
      ...looks,
    }),
  );
  return address;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
