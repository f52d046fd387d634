// The words of one element: those that it was given, and those that are loaded when their language is first shown.

import { type Language, languages } from '../shared/languages.ts';
import { jsonHere, loadJson } from './files.ts';
import type { TextsByLanguage, WidgetTexts } from './texts.ts';

export interface Chosen {
  readonly language: Language;
  readonly texts: WidgetTexts;
}

export class Words {
  private known: TextsByLanguage = {};
  private last: Language | undefined;
  /** Languages whose words did not load. `load` tries again. */
  private readonly failed = new Set<Language>();

  get all(): TextsByLanguage {
    return this.known;
  }

  set all(texts: TextsByLanguage) {
    this.known = texts;
  }

  /** Takes the words that are loaded already, by any element. @param addresses by attribute, such as `texts-en` */
  recall(addresses: Readonly<Record<string, string>>): void {
    for (const language of languages) {
      const texts = this.known[language] ?? jsonHere<WidgetTexts>(addresses[`texts-${language}`] ?? '');
      if (texts) this.known = { ...this.known, [language]: texts };
    }
  }

  /** The words of `language`, else those that were chosen last; undefined where there are none yet. */
  choose(language: Language): Chosen | undefined {
    if (this.known[language]) this.last = language;
    const texts = this.last && this.known[this.last];
    return this.last && texts && { language: this.last, texts };
  }

  get hasNone(): boolean {
    return Object.keys(this.known).length === 0;
  }

  /** Whether the words of `language` are missing and have not failed to load. */
  lacks(language: Language): boolean {
    return !this.known[language] && !this.failed.has(language);
  }

  /** Loads the words of `language`. Rejects if they do not load; without an address there is nothing to load. */
  async load(language: Language, address: string | undefined): Promise<void> {
    if (this.known[language]) return;
    if (address === undefined) return void this.failed.add(language);
    try {
      const texts = await loadJson<WidgetTexts>(address);
      this.known = { ...this.known, [language]: texts };
      this.failed.delete(language);
    } catch (error) {
      this.failed.add(language);
      throw error;
    }
  }
}
