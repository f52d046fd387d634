// Makes `<prescore-widget>` known. Loading it twice changes nothing.

import { PrescoreWidget } from './element.ts';

if (globalThis.customElements && !customElements.get('prescore-widget')) {
  customElements.define('prescore-widget', PrescoreWidget);
}
