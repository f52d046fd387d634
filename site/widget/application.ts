// The address of the bank's application, with what the application may learn.

import type { Answers, Outcome } from '../../wasm/types.ts';
import { withQuery } from '../shared/withQuery.mjs';

export interface Passed {
  /** The card that the person chose. */
  readonly offer?: string | undefined;
  /** Partner and campaign, from the bank's list. */
  readonly attribution: Readonly<Record<string, string>>;
  /** Present only where the person wants to take the answers along. */
  readonly answers?: Answers | undefined;
  /** What the page decided, for the bank's server to compare; goes along with the answers only. */
  readonly hint?: Hint | undefined;
}

export interface Hint {
  readonly outcome: Outcome;
  /** The model's version as the bank's server names it, such as `sha256:…`; empty if the page does not know it. */
  readonly version: string;
}

/**
 * Answers come after `#`, which browsers send to no server, and behind what is there already. The names of the hint have
 * a full stop, which no question has in its own.
 */
export function applicationAddress(application: string, { offer, attribution, answers, hint }: Passed): string {
  const address = withQuery(application, { ...(offer ? { card: offer } : {}), ...attribution });
  if (!answers) return address;
  const decided = hint && {
    'prescore.outcome': hint.outcome,
    ...(hint.version && { 'prescore.version': hint.version }),
  };
  const fragment = new URLSearchParams({ prescore: '1', ...answers, ...decided });
  return `${address}${address.includes('#') ? '&' : '#'}${fragment}`;
}
