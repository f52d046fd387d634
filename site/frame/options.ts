// What the page around asks for in the frame's address, checked against the partner list. The address is untrusted text:
// anything that is not on a list is ignored.

import type { Language } from '../shared/languages.ts';
import type { Theme } from '../shared/looks.ts';
import { readLooks, type FrameLooks } from '../shared/messages.ts';
import type { FramePartner, FramePartners } from './partners.ts';

export interface FrameOptions {
  /** Undefined where no partner is named, or an unknown one. */
  readonly partner: FramePartner | undefined;
  readonly looks: FrameLooks;
  /** Ids that are passed on to the application. */
  readonly attribution: Readonly<Record<string, string>>;
  /** What was asked for but is on no list. */
  readonly errors: readonly FrameError[];
}

export type FrameError = 'partner_unknown' | 'campaign_unknown';

/**
 * @param hash of the frame's address
 * @param language of the frame's document
 */
export function readOptions(hash: string, partners: FramePartners, language: Language): FrameOptions {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const value = (name: string): string => asked.get(name) ?? '';
  const partner = partners.get(value('partner'));
  const campaign = value('campaign');
  const isCampaign = partner?.campaigns.includes(campaign) === true;
  const errors: FrameError[] = [];
  if (!partner) errors.push('partner_unknown');
  else if (campaign !== '' && !isCampaign) errors.push('campaign_unknown');
  const looks = { language, theme: value('theme'), density: value('density'), accent: value('accent') };
  return {
    partner,
    looks: readLooks(looks) ?? { language, theme: '', density: 'comfortable', accent: '' },
    attribution: partner ? { partner: value('partner'), ...(isCampaign ? { campaign } : {}) } : {},
    errors,
  };
}

/** The theme that counts: the page's wish, else the partner's, else the reader's own setting. */
export function themeOf({ theme }: FrameLooks, partner: FramePartner | undefined): Theme {
  return theme || partner?.theme || 'auto';
}
