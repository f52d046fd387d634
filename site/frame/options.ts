// What the page around asks for in the frame's address, held against the partner list. The address is a stranger's
// text: what is not on a list counts as not asked.

import { readLooks, type FrameLooks, type Theme } from '../embed/messages.ts';
import type { Language } from '../widget/languages.ts';
import type { FramePartner, FramePartners } from './partners.ts';

export interface FrameOptions {
  /** Undefined where nobody or somebody unknown is named. */
  readonly partner: FramePartner | undefined;
  readonly looks: FrameLooks;
  /** Ids that pass on to the application. */
  readonly attribution: Readonly<Record<string, string>>;
  /** What was asked for and is on no list. */
  readonly faults: readonly FrameFault[];
}

export type FrameFault = 'partner_unknown' | 'campaign_unknown';

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
  const faults: FrameFault[] = [];
  if (!partner) faults.push('partner_unknown');
  else if (campaign !== '' && !isCampaign) faults.push('campaign_unknown');
  const looks = { language, theme: value('theme'), density: value('density'), accent: value('accent') };
  return {
    partner,
    looks: readLooks(looks) ?? { language, theme: '', density: 'comfortable', accent: '' },
    attribution: partner ? { partner: value('partner'), ...(isCampaign ? { campaign } : {}) } : {},
    faults,
  };
}

/** The theme that counts: the page's wish, else the partner's, else the reader's own setting. */
export function themeOf({ theme }: FrameLooks, partner: FramePartner | undefined): Theme {
  return theme || partner?.theme || 'auto';
}
