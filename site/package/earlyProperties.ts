// Frameworks set properties on elements whose script is not loaded yet.

/**
 * A property that was set on `element` before its class was defined hides the class's setter. Sets it again, through the
 * setter.
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
