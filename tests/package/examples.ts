// The examples, built as their readers build them, with the package installed and the versions of this repository.

import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { inRoot } from '../../scripts/base/paths.mjs';
import { consumerDir } from './consumer.ts';

export const examplesDir = inRoot('site/examples');
/** Those that are pages with the package; a bank's example is folders for `npm run build`. */
export const examples = readdirSync(examplesDir).filter((name) => existsSync(join(examplesDir, name, 'index.html')));

/** In `development` React's StrictMode does everything twice. */
export type Mode = 'production' | 'development';

/** @returns the folder of the built page */
export async function buildExample(name: string, mode: Mode): Promise<string> {
  const root = join(consumerDir, `example-${name}-${mode}`);
  rmSync(root, { recursive: true, force: true });
  cpSync(join(examplesDir, name), root, { recursive: true });
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = mode;
  try {
    await build({ root, mode, logLevel: 'error' });
  } finally {
    process.env['NODE_ENV'] = before;
  }
  return join(root, 'dist');
}
