// What may be written into the tags, for templates and JSX.

import type { Density, Theme } from '../embed/messages.ts';
import type { Language } from '../widget/languages.ts';

interface Looks {
  readonly lang?: Language | undefined;
  readonly theme?: Theme | undefined;
  readonly density?: Density | undefined;
}

export interface WidgetAttributes extends Looks {
  /** Address of the bank's ordinary application. */
  readonly application?: string | undefined;
  /** Addresses of files that take the place of what the package ships. */
  readonly wasm?: string | undefined;
  readonly twin?: string | undefined;
  readonly model?: string | undefined;
  readonly 'texts-ru'?: string | undefined;
  readonly 'texts-en'?: string | undefined;
}

export interface FrameAttributes extends Looks {
  /** The folder of the bank's site. */
  readonly bank?: string | undefined;
  readonly partner?: string | undefined;
  readonly campaign?: string | undefined;
  /** A colour such as `#1a5fb4`. */
  readonly accent?: string | undefined;
}
