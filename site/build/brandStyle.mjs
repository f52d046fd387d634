// The brand as style: custom properties that pages, frame and widget take their colours, letters and corners from.

/** @typedef {import('./content/brand.mjs').Brand} Brand */

/** @param {Brand} brand @returns {string} a style sheet */
export function brandStyle({ palette, type }) {
  const light = Object.entries(palette.light).map(([name, value]) => property(name, value));
  const dark = Object.entries(palette.dark).map(([name, value]) => property(`${name}-dark`, value));
  const own = [
    ...(type.family ? [property('font', type.family)] : []),
    ...(type.radius === undefined ? [] : [property('radius', `${type.radius}px`)]),
  ];
  return `:root{${[...light, ...dark, ...own].join('')}}`;
}

/** @param {string} name @param {string} value */
const property = (name, value) => `--prescore-${name.replaceAll('_', '-')}:${value};`;

/**
 * The style sheet `prescore:brand`, for `@import`.
 * @param {Brand} brand
 * @returns {import('esbuild').Plugin}
 */
export const brandStylePlugin = (brand) => ({
  name: 'brand-style',
  setup(context) {
    context.onResolve({ filter: /^prescore:brand$/ }, ({ path }) => ({ path, namespace: 'brand-style' }));
    context.onLoad({ filter: /./, namespace: 'brand-style' }, () => ({ contents: brandStyle(brand), loader: 'css' }));
  },
});
