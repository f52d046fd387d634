import { maximumHeight } from '../shared/messages.ts';
import type { Step } from '../shared/steps.ts';

/**
 * The room for a decision in addition to that of the empty form, in the reader's font size. It is the same for every
 * outcome: otherwise the height would show the page around which outcome it is. Longer content scrolls in the frame.
 */
const roomForDecision = 20;

export interface Heights {
  /** Another view is shown. */
  readonly follow: (step: Step) => void;
}

/** Calls `changed` with the height that the frame needs, in whole CSS pixels, whenever it changes. */
export function watchHeight(document: Document, changed: (height: number) => void): Heights {
  let step: Step = 'loading';
  let ofForm = 0;
  let last = 0;
  const measure = (): void => {
    const content = Math.ceil(document.body.getBoundingClientRect().height);
    if (step === 'form') ofForm = content;
    const height = Math.min(
      maximumHeight,
      step === 'decision' ? ofForm + inPixels(document, roomForDecision) : content,
    );
    if (height === last || height === 0) return;
    last = height;
    changed(height);
  };
  new ResizeObserver(measure).observe(document.body);
  return {
    follow: (next) => {
      step = next;
      measure();
    },
  };
}

function inPixels(document: Document, rem: number): number {
  return Math.ceil(rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}
