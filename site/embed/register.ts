// Defines `<prescore-frame>`. Loading it twice changes nothing.

import { PrescoreFrame } from './element.ts';

/** @param home the folder of the bank's site, for elements without an attribute `bank` */
export function register(home: string): void {
  if (!globalThis.customElements || customElements.get('prescore-frame')) return;
  PrescoreFrame.home = home;
  customElements.define('prescore-frame', PrescoreFrame);
}
