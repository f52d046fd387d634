// What the page around asks for in the frame's address, checked against the partner list. The address is untrusted text:
// anything that is not on a list is ignored.

import type { Language } from '../shared/languages.ts';
import type { Theme } from '../shared/looks.ts';
import { type FrameLooks, readLooks } from '../shared/messages.ts';
import type { FramePartner, FramePartners } from './partners.ts';

export interface FrameOptions {
  /** Undefined where no partner is named, or an unknown one, or one whose page this is not. */
  readonly partner: FramePartner | undefined;
  readonly looks: FrameLooks;
  /** The ids as the address names them: `attributionOf` says what passes on. */
  readonly asked: { readonly partner: string; readonly campaign: string };
}

/** Ids are read as people write them: capital letters and blanks around them mean nothing. */
const asId = (text: string | null): string => (text ?? '').trim().toLowerCase();

/**
 * @param hash of the frame's address
 * @param language of the frame's document
 * @param around the origin of the page around, where it is known: another partner's page claims no attribution
 */
export function readOptions(
  hash: string,
  partners: FramePartners,
  language: Language,
  around: string | undefined,
): FrameOptions {
  const search = new URLSearchParams(hash.replace(/^#/, ''));
  const value = (name: string): string => search.get(name) ?? '';
  const asked = { partner: asId(search.get('partner')), campaign: asId(search.get('campaign')) };
  const named = partners.get(asked.partner);
  const isHere = around === undefined || around === location.origin || named?.origins.includes(around);
  const looks = {
    language,
    theme: value('theme'),
    density: value('density') || 'comfortable',
    accent: value('accent'),
  };
  return {
    partner: isHere ? named : undefined,
    looks: readLooks(looks) ?? { language, theme: '', density: 'comfortable', accent: '' },
    asked,
  };
}

/**
 * What passes on to the application.
 * @param campaign as the page names it
 * @returns also whether the campaign is on the partner's list; no campaign is
 */
export function attributionOf(
  { partner, asked }: FrameOptions,
  campaign: string,
): { ids: Readonly<Record<string, string>>; isKnown: boolean } {
  if (!partner) return { ids: {}, isKnown: true };
  const id = asId(campaign);
  const isKnown = id === '' || partner.campaigns.includes(id);
  return { ids: { partner: asked.partner, ...(id && isKnown ? { campaign: id } : {}) }, isKnown };
}

/** The theme that counts: the page's wish, else the partner's, else the one of most pages. */
export function themeOf({ theme }: FrameLooks, partner: FramePartner | undefined): Theme {
  return theme || partner?.theme || 'light';
}
