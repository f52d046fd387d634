// The partner list, as the build wrote it into the frame's document.

import { type Theme, themes } from '../shared/looks.ts';

export interface FramePartner {
  readonly origins: readonly string[];
  readonly theme: Theme;
  readonly campaigns: readonly string[];
}

export type FramePartners = ReadonlyMap<string, FramePartner>;

export function readPartners(document: Document): FramePartners {
  const content = document.querySelector<HTMLMetaElement>('meta[name="prescore-partners"]')?.content ?? '';
  const list = JSON.parse(content || '{}') as Record<string, FramePartner>;
  return new Map(Object.entries(list).filter(([, { theme }]) => themes.includes(theme)));
}
