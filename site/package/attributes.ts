// What may be written into the tags, for templates and JSX.

import type { Language } from '../shared/languages.ts';
import type { Density, Theme } from '../shared/looks.ts';

interface Looks {
  readonly lang?: Language | undefined;
  readonly theme?: Theme | undefined;
  readonly density?: Density | undefined;
}

/** `texts-ru` and so on: addresses of files that take the place of the shipped words of a language. */
type TextsAttributes = { readonly [Code in Language as `texts-${Code}`]?: string | undefined };

export interface WidgetAttributes extends Looks, TextsAttributes {
  /** Address of the bank's ordinary application. */
  readonly application?: string | undefined;
  /** Addresses of files that take the place of what the package ships. */
  readonly wasm?: string | undefined;
  readonly twin?: string | undefined;
  readonly model?: string | undefined;
}

export interface FrameAttributes extends Looks {
  /** The folder of the bank's site. */
  readonly bank?: string | undefined;
  readonly partner?: string | undefined;
  readonly campaign?: string | undefined;
  /** A colour such as `#1a5fb4`. */
  readonly accent?: string | undefined;
}
