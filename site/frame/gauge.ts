// Measures how high a kind of view can get, in a copy of the widget that nobody sees.
//
// A view is a stack of blocks, and each block is as high as its words in the width at hand. The samples of a kind show
// all words that can stand in a block. For every element, identified by its path, the gauge keeps the largest height of
// all samples; then it gives each element of one sample at least that height, and the sum is higher than, or equal to,
// every view of the kind: words are never mixed in a way that a sum of single heights would not cover.

import type { PrescoreWidget } from '../widget/element.ts';
import type { State } from '../widget/machine.ts';

/** The copy: its own shadow root with the widget's style, as wide as the widget, of no height in the page. */
export class Gauge {
  private readonly host = document.createElement('div');
  private readonly root = this.host.attachShadow({ mode: 'open' });

  constructor(private readonly widget: PrescoreWidget) {
    const outside = document.createElement('div');
    outside.className = 'gauge';
    outside.inert = true;
    outside.ariaHidden = 'true';
    this.host.className = 'widget';
    outside.append(this.host);
    document.body.append(outside);
  }

  /** The largest height of a kind of view, in CSS pixels; 0 where the widget has no words yet. */
  heightOf(samples: readonly State[]): number {
    this.prepare();
    const tallest = new Map<string, number>();
    let largest = { height: 0, state: samples[0] };
    for (const state of samples) {
      if (!this.draw(state)) return 0;
      note(this.root, tallest);
      const height = this.host.getBoundingClientRect().height;
      if (height > largest.height) largest = { height, state };
    }
    if (largest.state) this.draw(largest.state);
    stretch(this.root, tallest);
    const { height } = this.host.getBoundingClientRect();
    this.widget.drawSample(undefined, this.root);
    return height;
  }

  private prepare(): void {
    this.root.adoptedStyleSheets = this.widget.shadowRoot?.adoptedStyleSheets ?? [];
    for (const name of ['density', 'lang']) {
      const value = this.widget.getAttribute(name);
      if (value === null) this.host.removeAttribute(name);
      else this.host.setAttribute(name, value);
    }
  }

  /** With everything open that a person may open. */
  private draw(state: State): boolean {
    if (!this.widget.drawSample(state, this.root)) return false;
    for (const details of this.root.querySelectorAll('details')) details.open = true;
    return true;
  }
}

/** Calls `visit` with each element and its path: tags, classes and places among equals. */
function walk(parent: ParentNode, path: string, visit: (element: HTMLElement, path: string) => void): void {
  const seen = new Map<string, number>();
  for (const child of parent.children) {
    // An input's classes and state do not say what it is, and `wrong` comes and goes.
    const name = `${child.localName}.${child.className.replace(/\bwrong\b/, '').trim()}`;
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    const own = `${path}>${name}${place}`;
    if (child instanceof HTMLElement) visit(child, own);
    walk(child, own, visit);
  }
}

function note(root: ParentNode, tallest: Map<string, number>): void {
  walk(root, '', (element, path) => {
    const { height } = element.getBoundingClientRect();
    if (height > (tallest.get(path) ?? 0)) tallest.set(path, height);
  });
}

function stretch(root: ParentNode, tallest: ReadonlyMap<string, number>): void {
  walk(root, '', (element, path) => {
    element.style.minHeight = `${tallest.get(path) ?? 0}px`;
  });
}
