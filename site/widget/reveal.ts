// Moves the focus, and brings what it went to into view, with all that belongs to it.

/** Parts that are read together: a question with its error, a decision's heading with the next step. */
const together = '.question, header, .summary';

/**
 * Scrolls the page, and around a frame the page that shows it, as little as needed; under a finger, to the top, because
 * a keyboard may cover the lower half. Where the whole part has no room, the focused element itself is in view.
 */
function reveal(focused: Element): void {
  const block = matchMedia('(pointer: coarse)').matches ? 'start' : 'nearest';
  const part = focused.closest(together) ?? focused;
  part.scrollIntoView({ block, behavior: 'instant' });
  focused.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** Moves the focus to the element with this id in the widget, if there is one. */
export function focusOn(widget: Element, id: string): void {
  const target = widget.shadowRoot?.getElementById(id);
  if (!target) return;
  target.focus({ preventScroll: true });
  reveal(target);
}
