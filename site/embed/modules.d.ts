// What the build puts into the loader: see site/build/texts.mjs.

declare module '#prescore-frame-titles' {
  /** By language. */
  const titles: Readonly<Record<string, string>>;
  export default titles;
}

declare module '#prescore-home' {
  /** The folder of the bank's site, with a slash at its end. */
  const home: string;
  export default home;
}
