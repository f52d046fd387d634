// `prescore/react`: the elements in JSX. Types only: React draws custom elements by itself.

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PrescoreFrameEventMap } from '../embed/events.ts';
import type { PrescoreEventMap } from '../widget/events.ts';
import type { FrameAttributes, WidgetAttributes } from './attributes.ts';
import type { PrescoreWidget } from './element.ts';
import type { PrescoreFrame } from './frame.ts';

type Listeners<Events> = {
  readonly [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};
type Properties<Element> = DetailedHTMLProps<HTMLAttributes<Element>, Element>;

export type PrescoreWidgetProps = Properties<PrescoreWidget> &
  WidgetAttributes &
  Listeners<PrescoreEventMap> &
  Partial<Pick<PrescoreWidget, 'carryAnswers' | 'modelHash' | 'texts' | 'attribution'>>;
/** The page around the frame never learns the outcome; JSX lets every name with a hyphen pass that is not forbidden. */
export type PrescoreFrameProps = Properties<PrescoreFrame> &
  FrameAttributes &
  Listeners<PrescoreFrameEventMap> & { readonly 'onprescore-decision'?: never };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'prescore-widget': PrescoreWidgetProps;
      'prescore-frame': PrescoreFrameProps;
    }
  }
}
