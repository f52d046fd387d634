// `prescore/element`: importing it defines `<prescore-widget>`, once, and does nothing where there is no DOM.

import shippedTexts from '#prescore-texts';
import type { PrescoreSources } from '../../wasm/types.ts';
import { PrescoreWidget as Widget } from '../widget/element.ts';
import { takeEarlyProperties } from './earlyProperties.ts';
import { inlineSources } from './inline.ts';

export type { Language } from '../shared/languages.ts';
export type { Density, Theme } from '../shared/looks.ts';
export type { Step } from '../shared/steps.ts';
export type { PrescoreEventMap, PrescoreEvents } from '../widget/events.ts';
export type {
  OfferTexts,
  ProgrammeTexts,
  QuestionTexts,
  TextsByLanguage,
  WidgetKey,
  WidgetTexts,
} from '../widget/texts.ts';
export type { WidgetAttributes } from './attributes.ts';

const properties = ['application', 'theme', 'density', 'carryAnswers', 'modelHash', 'texts', 'attribution'] as const;

/**
 * `<prescore-widget>` with engine, model and words in it: no attribute has to name a file. Its content is shown where no
 * script runs.
 *
 * @attr {string} application - address of the bank's ordinary application
 * @attr {Language} lang - language, else that of the page around
 * @attr {'auto' | 'light' | 'dark'} theme - `auto` follows the reader's system
 * @attr {'comfortable' | 'compact'} density - how much room the form takes
 * @attr {boolean} carry-answers - people may take their answers along, behind the `#` of the application's address
 * @attr {string} model-hash - the model's version, such as `sha256:…`, which goes along with carried answers
 * @attr {string} model - address of a packed model of your own
 * @attr {string} texts-LANGUAGE - address of LANGUAGE words of your own
 * @attr {string} wasm - address of the engine, in place of the one in the script
 * @attr {string} twin - address of the engine in JavaScript, in place of the package's chunk
 *
 * @fires {CustomEvent<PrescoreEvents['prescore-ready']>} prescore-ready - the form can be filled in
 * @fires {CustomEvent<PrescoreEvents['prescore-step']>} prescore-step - another view shows
 * @fires {CustomEvent<PrescoreEvents['prescore-decision']>} prescore-decision - the outcome, and the offers by rank
 * @fires {CustomEvent<PrescoreEvents['prescore-continue']>} prescore-continue - the person goes on to the application
 * @fires {CustomEvent<PrescoreEvents['prescore-error']>} prescore-error - something is wrong, by its code
 *
 * @csspart form - the questions
 * @csspart question - one question
 * @csspart label - the words of a question
 * @csspart hint - the line below them
 * @csspart input - a field to type into
 * @csspart option - one choice
 * @csspart error - what to enter instead
 * @csspart summary - the list of what is missing
 * @csspart heading - the heading of a view
 * @csspart button - everything that is pressed
 * @csspart decision - the outcome
 * @csspart offer - one product
 * @csspart answers - the answers, as they were understood
 * @csspart others - the products that fold out
 *
 * @cssprop --prescore-font - type
 * @cssprop --prescore-surface - ground of the widget
 * @cssprop --prescore-ink - words
 * @cssprop --prescore-muted - lesser words
 * @cssprop --prescore-line - lines that part
 * @cssprop --prescore-field-line - borders of fields
 * @cssprop --prescore-accent - buttons and links
 * @cssprop --prescore-accent-strong - the same, pointed at
 * @cssprop --prescore-on-accent - words on buttons
 * @cssprop --prescore-tint - ground of what is chosen
 * @cssprop --prescore-ground - ground of the page around it
 * @cssprop --prescore-bone - outline of the form while it loads
 * @cssprop --prescore-error - what is wrong with an answer
 * @cssprop --prescore-error-tint - ground of the list of what is wrong
 * @cssprop --prescore-radius - corners
 * @cssprop --prescore-surface-dark - the same in the dark theme
 * @cssprop --prescore-ink-dark - the same in the dark theme
 * @cssprop --prescore-muted-dark - the same in the dark theme
 * @cssprop --prescore-line-dark - the same in the dark theme
 * @cssprop --prescore-field-line-dark - the same in the dark theme
 * @cssprop --prescore-accent-dark - the same in the dark theme
 * @cssprop --prescore-accent-strong-dark - the same in the dark theme
 * @cssprop --prescore-on-accent-dark - the same in the dark theme
 * @cssprop --prescore-tint-dark - the same in the dark theme
 * @cssprop --prescore-ground-dark - the same in the dark theme
 * @cssprop --prescore-bone-dark - the same in the dark theme
 * @cssprop --prescore-error-dark - the same in the dark theme
 * @cssprop --prescore-error-tint-dark - the same in the dark theme
 */
export class PrescoreWidget extends Widget {
  override connectedCallback(): void {
    takeEarlyProperties(this, properties);
    const unnamed = Object.entries(shippedTexts).filter(([language]) => !this.hasAttribute(`texts-${language}`));
    this.texts = { ...Object.fromEntries(unnamed), ...this.texts };
    super.connectedCallback();
  }

  protected override sources(): PrescoreSources {
    return { ...inlineSources, ...this.namedSources() };
  }
}

if (globalThis.customElements && !customElements.get('prescore-widget')) {
  customElements.define('prescore-widget', PrescoreWidget);
}

declare global {
  interface HTMLElementTagNameMap {
    'prescore-widget': PrescoreWidget;
  }
}
