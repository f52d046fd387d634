// The languages that have texts. The list itself is site/texts/languages.json, of which the builds put only the codes
// into scripts.

import { home, international, languages as list } from '../texts/languages.json';

export type Language = keyof typeof list;
export const languages = Object.keys(list) as readonly Language[];

/** The language of pages that name none. */
export const homeLanguage = home as Language;

/** The language of a tag such as `en-GB`; for a language without texts, the one that most readers know. */
export function knownLanguage(tag: string): Language {
  const primary = tag.toLowerCase().split('-')[0];
  return languages.find((language) => language === primary) ?? (international as Language);
}
