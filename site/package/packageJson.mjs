// The package.json of the package.

/** @typedef {Readonly<Record<string, any>>} RootPackage the repository's package.json */

/**
 * @param {string} name of the source beside this file
 * @param {Readonly<Record<string, string>>} [conditions] scripts that differ
 */
const entry = (name, conditions = {}) => ({
  types: `./types/site/package/${name}.d.ts`,
  ...conditions,
  default: `./${name}.js`,
});

/** Scripts with an effect on import: they define their element, or listen as a worker. */
const sideEffects = ['./element.js', './frame.js', './batchWorker.js'];

/**
 * @param {RootPackage} root
 * @returns {object} the package.json of the package
 */
export function packageJson({ name, version, description, license, type, engines }) {
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    keywords: ['credit', 'preliminary decision', 'webassembly', 'random forest', 'custom element', 'widget'],
    main: './index.js',
    types: './types/site/package/index.d.ts',
    exports: {
      '.': entry('index'),
      './wasm': entry('wasm', { node: './wasmNode.js' }),
      './element': entry('element'),
      './frame': entry('frame'),
      './batch': entry('batch'),
      './batch-worker.js': './batchWorker.js',
      './service': entry('service'),
      './react': entry('react'),
      './vue': entry('vue'),
      './prescore.wasm': './prescore.wasm',
      './models/*': './models/*',
      './texts/*': './texts/*',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    sideEffects,
    customElements: 'custom-elements.json',
    peerDependencies: { react: '>=19', vue: '>=3.3' },
    peerDependenciesMeta: { react: { optional: true }, vue: { optional: true } },
  };
}
