// Where the bank's site is, for a script that may have been inserted in any way.

import siteOfBank from '#prescore-home';

/** The loader's own address, in the words of any browser, up to the folder that both of its names are in. */
const ownAddress = /https?:\/\/[^\s()'"]+?\/(?=(assets\/prescore-embed-[^\s/]+|embed\/latest)\.js)/;

/**
 * The folder from which the running script was loaded, with a slash at its end. A copy that the page serves itself, a
 * `blob:` and evaluated text do not say where the bank is: then it is the bank's site of the partner list.
 */
export function homeOf(): string {
  const script = document.currentScript as HTMLScriptElement | null;
  // A module has no `currentScript`, but its address is in the stack of an error.
  const [home] = ownAddress.exec(`${script?.src} ${new Error().stack}`) ?? [];
  return home && !home.startsWith(`${location.origin}/`) ? home : siteOfBank;
}
