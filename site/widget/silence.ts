// What is left where a widget cannot speak: the words that the page wrote into it.

import type { ErrorCode } from '../shared/errors.ts';
import { emit } from './events.ts';

/** Marks the widget with the attribute `silent`, for the page's style, and tells the page and its engineer why. */
export function silence(widget: Element, code: ErrorCode, error: unknown): void {
  console.error(error);
  widget.toggleAttribute('silent', true);
  emit(widget, 'prescore-error', { code });
}
