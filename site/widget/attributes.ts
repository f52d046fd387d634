// The attributes of `<prescore-widget>`, each with a typed property.

import { type Density, densities, type Theme, themes } from '../shared/looks.ts';
import { emit } from './events.ts';

/** Elements exist only in browsers; the module can be imported anywhere. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export class WidgetAttributes extends Base {
  static readonly observedAttributes = ['application', 'theme', 'density', 'carry-answers', 'model-hash'];

  /** Address of the bank's ordinary application. */
  get application(): string {
    return this.getAttribute('application') ?? '';
  }

  set application(address: string) {
    this.setAttribute('application', address);
  }

  /** `auto` follows the reader's system. */
  get theme(): Theme {
    return this.oneOf(themes, 'theme');
  }

  set theme(theme: Theme) {
    this.setAttribute('theme', theme);
  }

  /** How much room the form takes. */
  get density(): Density {
    return this.oneOf(densities, 'density');
  }

  set density(density: Density) {
    this.setAttribute('density', density);
  }

  /** Whether people may take their answers along to the application, behind the `#` of its address. */
  get carryAnswers(): boolean {
    return this.hasAttribute('carry-answers');
  }

  set carryAnswers(carry: boolean) {
    this.toggleAttribute('carry-answers', carry);
  }

  /** The model's version as the bank's server names it, such as `sha256:…`. It goes along with carried answers. */
  get modelHash(): string {
    return this.getAttribute('model-hash') ?? '';
  }

  set modelHash(hash: string) {
    this.setAttribute('model-hash', hash);
  }

  /** Attributes with unknown values, which are ignored. */
  unknownAttributes(): string[] {
    const asks = (name: string): string => this.getAttribute(name)?.trim().toLowerCase() ?? '';
    const read = { theme: this.theme, density: this.density };
    return Object.entries(read)
      .filter(([name, value]) => asks(name) && asks(name) !== value)
      .map(([name]) => name);
  }

  /** Says in the console and by an event that the attribute's value is unknown. */
  protected warn(attribute: string): void {
    console.warn(`prescore-widget: ${attribute}="${this.getAttribute(attribute)}" is unknown and ignored`);
    emit(this, 'prescore-error', { code: 'attribute_unknown' });
  }

  /** The attribute's value if it is known, else the first known value. */
  private oneOf<Value extends string>(known: readonly [Value, ...Value[]], attribute: string): Value {
    const value = this.getAttribute(attribute)?.trim().toLowerCase();
    return known.find((candidate) => candidate === value) ?? known[0];
  }
}
