// What happens where a widget has no words or no style: its own content is shown.

import type { ErrorCode } from '../shared/errors.ts';
import { emit } from './events.ts';

/** Marks the widget with the attribute `silent`, for the page's style, and reports why by an event and in the console. */
export function silence(widget: Element, code: ErrorCode, error: unknown): void {
  console.error(error);
  widget.toggleAttribute('silent', true);
  emit(widget, 'prescore-error', { code });
}
