// What the widget tells the page around it. Every event bubbles and crosses shadow roots.

import type { ErrorCode } from '../shared/errors.ts';
import type { Step } from '../shared/steps.ts';
import type { Outcome } from '../../wasm/types.ts';
import { version } from './version.ts';

export interface PrescoreEvents {
  /** The form can be filled in. */
  'prescore-ready': { readonly version: string };
  /** A view shows, also the same one again after a submit. */
  'prescore-step': { readonly version: string; readonly step: Step };
  /** Of `<prescore-widget>` only: a page that shows the frame never learns the outcome. Offers are ranked. */
  'prescore-decision': { readonly version: string; readonly outcome: Outcome; readonly offers: readonly string[] };
  /** The person goes on to the bank's application. */
  'prescore-continue': { readonly version: string };
  /** What is wrong, for programs; the person sees a text of its own for each. */
  'prescore-error': { readonly version: string; readonly code: ErrorCode };
}

export type PrescoreEventMap = { [Name in keyof PrescoreEvents]: CustomEvent<PrescoreEvents[Name]> };

type Detail<Name extends keyof PrescoreEvents> = Omit<PrescoreEvents[Name], 'version'>;

export function emit<Name extends keyof PrescoreEvents>(target: EventTarget, name: Name, detail: Detail<Name>): void {
  const init = { detail: { version, ...detail }, bubbles: true, composed: true };
  target.dispatchEvent(new CustomEvent(name, init));
}
