// Escape, pressed in the frame, closes what the page shows the frame in, as if it had been pressed in the page.

/**
 * Asks the page's own scripts first, then closes the nearest open dialog or popover around the element that Escape
 * closes. Old libraries look at the number of the key, and some of them only when it is let go.
 */
export function escapeFrom(element: Element): void {
  const name = 'Escape';
  const init = { key: name, code: name, keyCode: 27, which: 27, bubbles: true, composed: true, cancelable: true };
  if (element.dispatchEvent(new KeyboardEvent('keydown', init))) closeAround(element);
  element.dispatchEvent(new KeyboardEvent('keyup', init));
}

function closeAround(element: Element): void {
  for (let node: Element | null = element; node; node = parentOf(node)) {
    if (node.matches('dialog[open]:not([closedby=none])')) return close(node as HTMLDialogElement);
    if (isOpenPopover(node as HTMLElement)) return (node as HTMLElement).hidePopover();
  }
}

/** As the browser does: a page may keep the dialog open. Old libraries have an `Event` of their own. */
function close(dialog: HTMLDialogElement): void {
  if (dialog.dispatchEvent(new CustomEvent('cancel', { cancelable: true }))) dialog.close();
}

/** Escape closes no popover that is `manual`. A browser without popovers does not know the selector. */
function isOpenPopover(node: HTMLElement): boolean {
  return /auto|hint/.test(node.popover ?? '') && node.matches(':popover-open');
}

function parentOf(node: Element): Element | null {
  const root = node.getRootNode();
  return node.assignedSlot ?? node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
