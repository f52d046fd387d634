// What the build puts into the loader: see site/build/texts.mjs.

declare module '#prescore-frame-titles' {
  /** By language. */
  const titles: Readonly<Record<string, string>>;
  export default titles;
}
