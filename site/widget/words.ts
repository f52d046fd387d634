// The words of one element: those that it was given, and those of each language that are loaded when it first shows.

import { jsonHere, loadJson } from './files.ts';
import { languages, type Language } from '../shared/languages.ts';
import type { TextsByLanguage, WidgetTexts } from './texts.ts';

export interface Spoken {
  readonly language: Language;
  readonly texts: WidgetTexts;
}

export class Words {
  private known: TextsByLanguage = {};
  private last: Language | undefined;
  /** Languages whose words did not come; asked for again when they are next prepared. */
  private readonly silent = new Set<Language>();

  get all(): TextsByLanguage {
    return this.known;
  }

  set all(texts: TextsByLanguage) {
    this.known = texts;
  }

  /** Takes the words that have come already, for whomever they came. @param addresses by attribute, as `texts-ru` */
  recall(addresses: Readonly<Record<string, string>>): void {
    for (const language of languages) {
      const texts = this.known[language] ?? jsonHere<WidgetTexts>(addresses[`texts-${language}`] ?? '');
      if (texts) this.known = { ...this.known, [language]: texts };
    }
  }

  /** The words of `language`, else those that spoke last; undefined where there are none yet. */
  speak(language: Language): Spoken | undefined {
    if (this.known[language]) this.last = language;
    const texts = this.last && this.known[this.last];
    return this.last && texts && { language: this.last, texts };
  }

  get hasNone(): boolean {
    return Object.keys(this.known).length === 0;
  }

  /** Whether the words of `language` are not here and have not failed to come. */
  lacks(language: Language): boolean {
    return !this.known[language] && !this.silent.has(language);
  }

  /** Makes sure of the words of `language`. Fails where they do not come; without an address they never do. */
  async load(language: Language, address: string | undefined): Promise<void> {
    if (this.known[language]) return;
    if (address === undefined) return void this.silent.add(language);
    try {
      const texts = await loadJson<WidgetTexts>(address);
      this.known = { ...this.known, [language]: texts };
      this.silent.delete(language);
    } catch (error) {
      this.silent.add(language);
      throw error;
    }
  }
}
