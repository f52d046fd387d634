// The scripts of the package: one for each entry, and chunks for shared code. Bundlers need no configuration for them.

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cssTextPlugin } from '../build/bundle.mjs';
import { languagesPlugin } from '../build/languages.mjs';
import { frameTitlesPlugin } from '../build/texts.mjs';

const packageDir = fileURLToPath(new URL('.', import.meta.url));

/** Emscripten's script names files that are never loaded here. Bundlers would look for them. */
const nowhere = '"file:///"';
const output = /** @type {const} */ ({
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
});
/** A file of its own, because it is loaded late or never. */
const twinFile = 'prescore-twin.js';

/**
 * @param {object} options
 * @param {string} options.outDir
 * @param {readonly string[]} options.entries names of files beside this one
 * @param {string} options.wasmDir holds prescore.mjs (glue), prescore.wasm, prescore-twin.mjs and the same of prescore-batch
 * @param {string} options.modelFile
 * @param {Readonly<Record<string, Uint8Array>>} options.texts JSON by language
 * @param {import('../build/content/content.mjs').Content} options.content
 */
export async function bundleEntries({ outDir, entries, wasmDir, modelFile, texts, content }) {
  await build({
    entryPoints: entries.map((name) => join(packageDir, name)),
    outdir: outDir,
    ...output,
    splitting: true,
    chunkNames: '[name]-[hash]',
    legalComments: 'inline',
    external: ['node:*'],
    // Lit's build for servers is that for browsers, but for not asking for a document before it is needed.
    platform: 'neutral',
    conditions: ['node'],
    plugins: [
      frameTitlesPlugin(content),
      languagesPlugin(content.list),
      builtFilesPlugin({ wasmDir, modelFile, texts }),
      cssTextPlugin,
    ],
  });
  await build({
    entryPoints: [join(wasmDir, 'prescore-twin.mjs')],
    outfile: join(outDir, twinFile),
    ...output,
    minify: true,
    define: { 'import.meta.url': nowhere },
  });
}

/**
 * @param {{ wasmDir: string, modelFile: string, texts: Readonly<Record<string, Uint8Array>> }} built
 * @returns {import('esbuild').Plugin} what modules.d.ts declares
 */
function builtFilesPlugin({ wasmDir, modelFile, texts }) {
  // Their paths appear in comments of the bundle, so they must not name the build's folder.
  /** @type {Readonly<Record<string, import('esbuild').OnResolveResult>>} */
  const files = {
    '#prescore-glue': { path: 'prescore.mjs', pluginData: resolve(wasmDir, 'prescore.mjs'), namespace: 'emscripten' },
    '#prescore-batch-glue': {
      path: 'prescore-batch.mjs',
      pluginData: resolve(wasmDir, 'prescore-batch.mjs'),
      namespace: 'emscripten',
    },
    '#prescore-batch-wasm': {
      path: 'prescore-batch.wasm',
      pluginData: resolve(wasmDir, 'prescore-batch.wasm'),
      namespace: 'bytes',
    },
    '#prescore-twin': { path: `./${twinFile}`, external: true },
    '#prescore-wasm': { path: 'prescore.wasm', pluginData: resolve(wasmDir, 'prescore.wasm'), namespace: 'bytes' },
    '#prescore-texts': { path: 'texts', namespace: 'all-texts' },
    '#prescore-model': { path: 'model', pluginData: resolve(modelFile), namespace: 'bytes' },
  };
  return {
    name: 'built-files',
    setup(context) {
      context.onResolve({ filter: /^#prescore-/ }, ({ path }) => {
        const [, language] = path.split('#prescore-texts/');
        return language ? { path: language, namespace: 'texts' } : files[path];
      });
      context.onLoad({ filter: /./, namespace: 'emscripten' }, async ({ pluginData }) => {
        const script = await readFile(pluginData, 'utf8');
        return { contents: script.replaceAll('import.meta.url', nowhere), loader: 'js' };
      });
      context.onLoad({ filter: /./, namespace: 'bytes' }, async ({ pluginData }) => ({
        contents: await readFile(pluginData),
        loader: 'binary',
      }));
      context.onLoad({ filter: /./, namespace: 'all-texts' }, () => ({
        contents: allLanguages(Object.keys(texts)),
        loader: 'js',
      }));
      context.onLoad({ filter: /./, namespace: 'texts' }, ({ path }) => ({
        contents: texts[path] ?? '',
        loader: 'json',
      }));
    },
  };
}

/** @param {readonly string[]} languages @returns {string} a module with the words of all, by language */
function allLanguages(languages) {
  const imports = languages.map((language) => `import ${language} from '#prescore-texts/${language}';`);
  return `${imports.join('\n')}\nexport default { ${languages.join(', ')} };\n`;
}
