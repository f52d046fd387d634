// The events of the frame's element. They say less than those of the widget on the bank's own page.

import type { ErrorCode } from '../shared/errors.ts';
import type { Step } from '../shared/steps.ts';

export interface PrescoreFrameEvents {
  /** The frame answered. */
  'prescore-ready': { readonly version: string };
  /** A view is shown; also when a submit shows the same one again. */
  'prescore-step': { readonly step: Step };
  /** The person goes on to the bank's application. */
  'prescore-continue': Readonly<Record<never, never>>;
  /** What went wrong, for programs. A newer frame may have more codes. */
  'prescore-error': { readonly code: ErrorCode | (string & {}) };
}

export type PrescoreFrameEventMap = { [Name in keyof PrescoreFrameEvents]: CustomEvent<PrescoreFrameEvents[Name]> };
