// The events of the widget. Each bubbles and crosses shadow roots.

import type { Outcome } from '../../wasm/types.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { Step } from '../shared/steps.ts';
import { version } from './version.ts';

export interface PrescoreEvents {
  /** The form can be filled in. */
  'prescore-ready': { readonly version: string };
  /** A view is shown; also when a submit shows the same one again. */
  'prescore-step': { readonly version: string; readonly step: Step };
  /** Fired by `<prescore-widget>` only: a page that shows the frame never learns the outcome. Offers are ranked. */
  'prescore-decision': { readonly version: string; readonly outcome: Outcome; readonly offers: readonly string[] };
  /** The person goes on to the bank's application. */
  'prescore-continue': { readonly version: string };
  /** What went wrong, for programs. The person sees a text for each code. */
  'prescore-error': { readonly version: string; readonly code: ErrorCode };
}

export type PrescoreEventMap = { [Name in keyof PrescoreEvents]: CustomEvent<PrescoreEvents[Name]> };

type Detail<Name extends keyof PrescoreEvents> = Omit<PrescoreEvents[Name], 'version'>;

export function emit<Name extends keyof PrescoreEvents>(target: EventTarget, name: Name, detail: Detail<Name>): void {
  const init = { detail: { version, ...detail }, bubbles: true, composed: true };
  target.dispatchEvent(new CustomEvent(name, init));
}
