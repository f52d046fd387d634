// `prescore/react`: the elements in JSX. Types only: React draws custom elements by itself.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PrescoreEventMap } from '../widget/events.ts';
import type { FrameAttributes, WidgetAttributes } from './attributes.ts';
import type { PrescoreFrame } from './frame.ts';
import type { PrescoreWidget } from './element.ts';

type Listeners<Name extends keyof PrescoreEventMap> = {
  readonly [Event in Name as `on${Event}`]?: ((event: PrescoreEventMap[Event]) => void) | undefined;
};
type Properties<Element> = DetailedHTMLProps<HTMLAttributes<Element>, Element>;

export type PrescoreWidgetProps = Properties<PrescoreWidget> & WidgetAttributes & Listeners<keyof PrescoreEventMap> &
  Partial<Pick<PrescoreWidget, 'carryAnswers' | 'texts' | 'attribution'>>;
/** The page around the frame never learns the outcome. */
export type PrescoreFrameProps = Properties<PrescoreFrame> & FrameAttributes &
  Listeners<Exclude<keyof PrescoreEventMap, 'prescore-decision'>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'prescore-widget': PrescoreWidgetProps;
      'prescore-frame': PrescoreFrameProps;
    }
  }
}
