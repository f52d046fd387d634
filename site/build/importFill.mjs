// The page's own way to put values into texts, for use while building: node reads no TypeScript, so it is compiled first.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const entry = fileURLToPath(new URL('../shared/fill.ts', import.meta.url));

/** @typedef {typeof import('../shared/fill.ts').fill} Fill */

/** @type {Promise<Fill> | undefined} */
let imported;

/** @returns {Promise<Fill>} site/shared/fill.ts */
export function importFill() {
  imported ??= compile();
  return imported;
}

/** @returns {Promise<Fill>} */
async function compile() {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  const script = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { fill } = await import(`data:text/javascript;base64,${script}`);
  return fill;
}
