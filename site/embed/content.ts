// The element's own content: the bank's link for where no frame shows, or what an unclosed tag has swallowed.

/**
 * Whether the content is only the link that the frame replaces. HTML has no self-closing tags: `<prescore-frame />` takes
 * the rest of the page into the element, which must stay visible.
 */
export function isLinkOnly(element: Element): boolean {
  const [only, ...others] = element.children;
  if (!only) return !element.textContent?.trim();
  if (others.length > 0 || !(only.matches('a') || only.querySelector('a'))) return false;
  // A paragraph around the link may also be the page's own. What follows the element proves that its tag is closed.
  return only.matches('a') || (element.nextSibling !== null && !only.querySelector('script,form,h1,h2,h3'));
}
