// Escape, pressed in the frame, closes what the page shows the frame in, as if it had been pressed in the page.

/** Asks the page's own scripts first, then closes the nearest open dialog or popover around the element. */
export function escapeFrom(element: Element): void {
  const init = { key: 'Escape', code: 'Escape', bubbles: true, composed: true, cancelable: true };
  if (!element.dispatchEvent(new KeyboardEvent('keydown', init))) return;
  for (let node: Element | null = element; node; node = parentOf(node)) {
    if (node.matches('dialog[open]')) return close(node as HTMLDialogElement);
    if (isOpenPopover(node)) return (node as HTMLElement).hidePopover();
  }
}

/** As the browser does: a page may keep the dialog open. */
function close(dialog: HTMLDialogElement): void {
  if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close();
}

/** A browser without popovers does not know the selector. */
function isOpenPopover(node: Element): boolean {
  return node.hasAttribute('popover') && 'hidePopover' in node && node.matches(':popover-open');
}

function parentOf(node: Element): Element | null {
  const root = node.getRootNode();
  return node.assignedSlot ?? node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
