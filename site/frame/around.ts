// Which page shows the frame, as far as the browser says so.

/**
 * The origin of the page directly around the frame; undefined where the browser does not tell, or there is no page.
 *
 * Old versions of Firefox have no list of ancestors. Where the frame's element has `referrerpolicy="no-referrer"`, as
 * that of the loader has, the list of newer ones names the page `null`. A page in a sandbox is named `null` everywhere.
 */
export function originAround(): string | undefined {
  if (parent === window) return undefined;
  const [direct = 'null'] = location.ancestorOrigins ?? [];
  if (direct !== 'null') return direct;
  // A plain iframe whose policy lets it sends its origin as the referrer.
  return document.referrer === '' ? undefined : new URL(document.referrer).origin;
}
