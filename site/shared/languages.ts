// The languages that have texts: those of site/texts/languages.json. The builds put only the codes into scripts.

import { codes, international, rightToLeft } from '#prescore-languages';
import type list from '../texts/languages.json';

/** `homeLanguage`: the language of pages that name none. */
export { codes as languages, home as homeLanguage } from '#prescore-languages';

export type Language = keyof typeof list.languages;

/** The language of a tag such as `en-GB`; for a language without texts, the one that most readers know. */
export function knownLanguage(tag: string): Language {
  const primary = tag.toLowerCase().split('-')[0];
  return codes.find((language) => language === primary) ?? international;
}

/** In which direction the language is written. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (rightToLeft.includes(language) ? 'rtl' : 'ltr');
