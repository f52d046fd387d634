// How high the frame is: as high as the highest view of the step, whatever the answers are. Otherwise the height would
// show the page around which outcome it is, how many digits an income has, or which answers have issues.

import { maximumHeight } from '../shared/messages.ts';
import type { Step } from '../shared/steps.ts';
import type { PrescoreWidget } from '../widget/element.ts';
import { type Kind, kinds, samplesOf } from '../widget/samples.ts';
import { Gauge } from './gauge.ts';

/** Heights are multiples of this, in CSS pixels. */
const unit = 16;

export interface Heights {
  /** Another view is shown. */
  readonly follow: (step: Step) => void;
}

/**
 * Calls `changed` with the height that the frame needs, in whole CSS pixels, whenever it changes: with the step, the width,
 * the reader's letters, the language and the looks.
 */
export function watchHeight(widget: PrescoreWidget, changed: (height: number) => void): Heights {
  const room = new Room(widget);
  let step: Step = 'loading';
  let last = 0;
  const measure = (): void => {
    const height = Math.min(maximumHeight, Math.ceil(room.heightOf(step) / unit) * unit);
    if (step === 'form') room.prepare();
    if (height === last || height === 0) return;
    last = height;
    // However low the page makes the frame, what can be scrolled in it says no more than the height.
    document.body.style.minHeight = `${height}px`;
    changed(height);
  };
  watchLooks(widget, measure);
  return {
    follow: (next) => {
      step = next;
      measure();
    },
  };
}

/** The heights of all kinds of view, each measured once for the looks at hand. */
class Room {
  private readonly gauge: Gauge;
  private readonly known = new Map<string, number>();

  constructor(private readonly widget: PrescoreWidget) {
    this.gauge = new Gauge(widget);
  }

  heightOf(step: Step): number {
    const shown = kinds[step];
    if (!shown || !this.widget.questionnaire) return this.widget.getBoundingClientRect().height;
    return Math.max(...shown.map((kind) => this.ofKind(kind)));
  }

  /** Measures what may come next while the person reads, one kind at a time. */
  prepare(): void {
    const next = Object.values(kinds)
      .flat()
      .find((kind) => !this.known.has(this.keyOf(kind)));
    if (!next) return this.tell();
    delete document.documentElement.dataset['tallest'];
    const measure = (): void => {
      this.ofKind(next);
      if (this.known.has(this.keyOf(next))) this.prepare();
    };
    // Before a person has filled in the form. Safari has no idle time.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(measure, { timeout: 1_000 });
    else setTimeout(measure, 500);
  }

  /** For the configurator: the height of a frame that is as high as the highest view of all steps. */
  private tell(): void {
    const heights = Object.values(kinds)
      .flat()
      .map((kind) => this.ofKind(kind));
    document.documentElement.dataset['tallest'] = String(Math.ceil(Math.max(...heights) / unit) * unit);
  }

  private ofKind(kind: Kind): number {
    const key = this.keyOf(kind);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { questionnaire, programmeTexts } = this.widget;
    if (!questionnaire || !programmeTexts) return 0;
    const samples = samplesOf(kind, questionnaire, programmeTexts);
    const height = this.gauge.heightOf(samples);
    if (height > 0 || samples.length === 0) this.known.set(key, height);
    return height;
  }

  private keyOf(kind: Kind): string {
    return `${kind} ${looksOf(this.widget)}`;
  }
}

/** All that the height depends on besides the step. */
function looksOf(widget: PrescoreWidget): string {
  const { fontSize, lineHeight } = getComputedStyle(document.documentElement);
  return [widget.clientWidth, fontSize, lineHeight, widget.density, document.documentElement.lang].join(' ');
}

function watchLooks(widget: PrescoreWidget, changed: () => void): void {
  const letter = document.createElement('div');
  letter.className = 'letter';
  document.body.append(letter);
  const sizes = new ResizeObserver(changed);
  for (const element of [widget, letter]) sizes.observe(element);
  const looks = new MutationObserver(changed);
  looks.observe(document.documentElement, { attributeFilter: ['lang'] });
  looks.observe(widget, { attributeFilter: ['density'] });
  document.fonts?.addEventListener('loadingdone', changed);
}
