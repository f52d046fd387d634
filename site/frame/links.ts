// Links of the frame open in a tab of their own. The sandbox of a page around may forbid that without a word; then the
// frame says so and shows the address.

/** @param notice holds the words, and an `<output>` for the address */
export function watchLinks(notice: HTMLElement): void {
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || !/^https?:$/.test(link.protocol) || event.defaultPrevented || isSpecial(event)) return;
    event.preventDefault();
    const tab = open(link.href, '_blank');
    if (tab) tab.opener = null;
    else show(notice, link);
  });
}

/** The browser's own ways to open a link elsewhere. */
const isSpecial = ({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  button !== 0 || ctrlKey || metaKey || shiftKey || altKey;

function show(notice: HTMLElement, link: HTMLAnchorElement): void {
  const output = notice.querySelector('output');
  if (output) output.textContent = link.href;
  notice.style.top = `${link.getBoundingClientRect().bottom + scrollY + 4}px`;
  notice.hidden = false;
}
