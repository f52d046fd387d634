// `prescore/vue`: the elements in Vue's templates. Types only: Vue draws custom elements by itself.

import type { HTMLAttributes, ReservedProps } from 'vue';
import type { PrescoreFrameEventMap } from '../embed/events.ts';
import type { PrescoreEventMap } from '../widget/events.ts';
import type { FrameAttributes, WidgetAttributes } from './attributes.ts';
import type { PrescoreWidget } from './element.ts';

/** `prescore-step` as Vue writes it: `PrescoreStep`. */
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Camel<Tail>}`
  : Capitalize<Name>;
type Listeners<Events> = {
  readonly [Name in keyof Events & string as `on${Camel<Name>}`]?: ((event: Events[Name]) => void) | undefined;
};
/** What Vue takes for a component with these properties. */
type Tag<Properties> = new () => { readonly $props: Properties & HTMLAttributes & ReservedProps };

export type PrescoreWidgetProps = WidgetAttributes &
  Listeners<PrescoreEventMap> &
  Partial<Pick<PrescoreWidget, 'carryAnswers' | 'modelHash' | 'texts' | 'attribution'>>;
/** The page around the frame never learns the outcome. */
export type PrescoreFrameProps = FrameAttributes & Listeners<PrescoreFrameEventMap>;

declare module 'vue' {
  interface GlobalComponents {
    'prescore-widget': Tag<PrescoreWidgetProps>;
    'prescore-frame': Tag<PrescoreFrameProps>;
  }
}
