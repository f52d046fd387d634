// One script and one style sheet, made by esbuild.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, transform } from 'esbuild';
import { brandStylePlugin } from './brandStyle.mjs';
import { readContent } from './content/content.mjs';
import { languagesPlugin } from './languages.mjs';
import { frameTitlesPlugin } from './texts.mjs';

/** @typedef {import('./content/content.mjs').Content} Content */

const target = 'es2022';

/**
 * @param {string} entry
 * @param {string} glue the WebAssembly glue that wasm/index.ts imports as `#prescore-glue`; the glue of the module for files is beside it
 * @param {Content} [content] of the site; else that of the repository's own programme and brand
 * @returns {Promise<Uint8Array>}
 */
export async function bundleScript(entry, glue, content = readContent()) {
  return bundle({
    entryPoints: [entry],
    format: 'esm',
    plugins: [gluePlugin(glue), frameTitlesPlugin(content), languagesPlugin(content.list), cssTextPlugin],
  });
}

/**
 * The script of the snippet: a classic script, which also runs as a module.
 *
 * @param {string} entry
 * @param {string} home the folder of the bank's site where the script cannot see from where it was loaded
 * @param {Content} [content] as for `bundleScript`
 * @returns {Promise<Uint8Array>}
 */
export async function bundleLoader(entry, home, content = readContent()) {
  return bundle({
    entryPoints: [entry],
    format: 'iife',
    plugins: [homePlugin(home), frameTitlesPlugin(content), languagesPlugin(content.list), cssTextPlugin],
  });
}

/**
 * A script that a page needs as a whole before it can be used. A browser that knows the comment compiles all of it in
 * the background while it loads, instead of each function when it is first called.
 *
 * @param {string} entry
 * @param {string} glue as for `bundleScript`
 * @param {Content} content
 * @returns {Promise<Uint8Array>}
 */
export async function bundleStarter(entry, glue, content) {
  return Buffer.concat([Buffer.from('//# allFunctionsCalledOnLoad\n'), await bundleScript(entry, glue, content)]);
}

/**
 * @param {string} entry
 * @param {Content} content
 * @returns {Promise<Uint8Array>}
 */
export async function bundleStyle(entry, { brand }) {
  return bundle({ entryPoints: [entry], plugins: [brandStylePlugin(brand)] });
}

/**
 * @param {string} file the twin as Emscripten wrote it
 * @returns {Promise<Uint8Array>} a module that exports its factory by default
 */
export async function bundleTwin(file) {
  return bundle({ entryPoints: [file], format: 'esm' });
}

/** @param {import('esbuild').BuildOptions} options */
async function bundle(options) {
  const result = await build({
    ...options,
    bundle: true,
    minify: true,
    target,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  const file = result.outputFiles?.[0];
  if (!file) throw new Error('esbuild wrote nothing');
  return file.contents;
}

/**
 * @param {string} glue
 * @returns {import('esbuild').Plugin}
 */
function gluePlugin(glue) {
  return {
    name: 'prescore-glue',
    setup: (context) =>
      context.onResolve({ filter: /^#prescore-(batch-)?glue$/ }, ({ path }) => ({
        path: path === '#prescore-glue' ? glue : join(dirname(glue), 'prescore-batch.mjs'),
      })),
  };
}

/** @param {string} home @returns {import('esbuild').Plugin} */
const homePlugin = (home) => ({
  name: 'prescore-home',
  setup(context) {
    context.onResolve({ filter: /^#prescore-home$/ }, ({ path }) => ({ path, namespace: 'home' }));
    context.onLoad({ filter: /./, namespace: 'home' }, () => ({ contents: JSON.stringify(home), loader: 'json' }));
  },
});

/** Style sheets that a script imports become their minified text. @type {import('esbuild').Plugin} */
export const cssTextPlugin = {
  name: 'css-text',
  setup: (context) =>
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target });
      return { contents: css.code.trim(), loader: 'text' };
    }),
};
