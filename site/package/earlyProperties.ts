// Frameworks set properties on elements whose script has not come yet.

/**
 * What was set on `element` before its class was known stands on the object itself and hides the class's property; it
 * goes through the setter now.
 */
export function takeEarlyProperties<Name extends string>(
  element: Partial<Record<Name, unknown>>,
  names: readonly Name[],
): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
