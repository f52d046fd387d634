// What a widget starts from: the addresses that its attributes name, and a core that started before the widget was known.

import { createPrescore } from '../../wasm/index.ts';
import type { Prescore, PrescoreSources } from '../../wasm/types.ts';
import { languages } from '../shared/languages.ts';

/** Attributes that hold addresses. */
const files = ['wasm', 'twin', 'model', ...languages.map((language) => `texts-${language}`)];
const sources = ['wasm', 'twin', 'model'];

export type Addresses = Readonly<Record<string, string>>;

/** By attribute; relative to the page as it is now: its own address may change with the language. */
export function addressesOf(widget: Element): Addresses {
  const named = files.filter((name) => widget.hasAttribute(name));
  return Object.fromEntries(
    named.map((name) => [name, new URL(widget.getAttribute(name) ?? '', document.baseURI).href]),
  );
}

/** What of the addresses the core starts from. */
export function namedSources(addresses: Addresses): Partial<PrescoreSources> {
  return Object.fromEntries(Object.entries(addresses).filter(([name]) => sources.includes(name)));
}

const early = new WeakMap<Element, { from: string; core: Promise<Prescore> }>();

/** Tells sources apart. */
const spelled = (addresses: Addresses): string => JSON.stringify(namedSources(addresses));

/** Starts the core of an element that is no widget yet, while its words are on their way. */
export function startEarly(widget: Element): void {
  const addresses = addressesOf(widget);
  const core = createPrescore({ wasm: '', model: '', ...namedSources(addresses) });
  // The widget hears of a fault when it asks.
  core.catch(() => undefined);
  early.set(widget, { from: spelled(addresses), core });
}

/** The core that started early from these addresses, once: whoever tries again starts anew. */
export function takeEarly(widget: Element, addresses: Addresses): Promise<Prescore> | undefined {
  const started = early.get(widget);
  early.delete(widget);
  return started?.from === spelled(addresses) ? started.core : undefined;
}
