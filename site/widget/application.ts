// The address of the bank's application, with what the application may learn.

import type { Answers } from '../../wasm/types.ts';
import { withQuery } from '../shared/withQuery.mjs';

export interface Passed {
  /** The card that the person chose. */
  readonly offer?: string | undefined;
  /** Partner and campaign, from the bank's list. */
  readonly attribution: Readonly<Record<string, string>>;
  /** Present only where the person wants to take the answers along. */
  readonly answers?: Answers | undefined;
}

/** Answers come after `#`, which browsers send to no server, and behind what is there already. */
export function applicationAddress(application: string, { offer, attribution, answers }: Passed): string {
  const address = withQuery(application, { ...(offer ? { card: offer } : {}), ...attribution });
  if (!answers) return address;
  return `${address}${address.includes('#') ? '&' : '#'}${new URLSearchParams({ prescore: '1', ...answers })}`;
}
