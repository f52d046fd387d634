// What a widget starts from: the addresses in its attributes, and a core that started before the element was defined.

import { createPrescore } from '../../wasm/index.ts';
import type { Prescore, PrescoreSources } from '../../wasm/types.ts';
import { languages } from '../shared/languages.ts';

/** Attributes that hold addresses. */
const files = ['wasm', 'twin', 'model', ...languages.map((language) => `texts-${language}`)];
const sources = ['wasm', 'twin', 'model'];

export type Addresses = Readonly<Record<string, string>>;

/** By attribute, resolved now: the page's address may change with the language. */
export function addressesOf(widget: Element): Addresses {
  const named = files.filter((name) => widget.hasAttribute(name));
  return Object.fromEntries(
    named.map((name) => [name, new URL(widget.getAttribute(name) ?? '', document.baseURI).href]),
  );
}

/** The addresses that the core starts from. */
export function namedSources(addresses: Addresses): Partial<PrescoreSources> {
  return Object.fromEntries(Object.entries(addresses).filter(([name]) => sources.includes(name)));
}

const early = new WeakMap<Element, { from: string; core: Promise<Prescore> }>();

/** Equal for equal sources. */
const spelled = (addresses: Addresses): string => JSON.stringify(namedSources(addresses));

/** Starts the core of an element that is not defined yet, while its words load. */
export function startEarly(widget: Element): void {
  const addresses = addressesOf(widget);
  const core = createPrescore({ wasm: '', model: '', ...namedSources(addresses) });
  // The widget gets the error from `takeEarly`.
  core.catch(() => undefined);
  early.set(widget, { from: spelled(addresses), core });
}

/** The core that started early from these addresses. Only once: a second try starts a new core. */
export function takeEarly(widget: Element, addresses: Addresses): Promise<Prescore> | undefined {
  const started = early.get(widget);
  early.delete(widget);
  return started?.from === spelled(addresses) ? started.core : undefined;
}
