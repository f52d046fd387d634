// What the build wrote into the configurator's page.

import type { Release } from '../../embed/snippet.mjs';
import type { Language } from '../../shared/languages.ts';

export interface PartnerFacts {
  readonly name: string;
  readonly campaigns: readonly string[];
  readonly origins: readonly string[];
}

export interface Facts {
  readonly release: Release;
  readonly application: string;
  /** Of the programme's pages, from the site's root; empty for the first programme. */
  readonly folder: string;
  /** The text of the link that is shown where no frame is. */
  readonly fallback: Readonly<Record<Language, string>>;
  /** What the frame is called for people who cannot see it. */
  readonly title: Readonly<Record<Language, string>>;
  readonly partners: Readonly<Record<string, PartnerFacts>>;
}

export function readFacts(document: Document): Facts {
  const content = document.querySelector<HTMLMetaElement>('meta[name="prescore-configurator"]')?.content ?? '';
  return JSON.parse(content) as Facts;
}
