// Which page shows the frame, as far as the browser says so.

/** The origin of the page directly around the frame; undefined where the browser does not tell, or there is no page. */
export function originAround(): string | undefined {
  if (parent === window) return undefined;
  // Firefox has no list of ancestors. A plain iframe whose policy lets it sends its origin as the referrer.
  const [direct] = location.ancestorOrigins ?? [];
  return direct ?? (document.referrer === '' ? undefined : new URL(document.referrer).origin);
}
