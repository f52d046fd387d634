// The folder of somebody who installed the package, as the build `consumer` made it.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot } from '../../scripts/base/paths.mjs';

export const packageDir = inRoot('build/package');
/** Holds the tarball as npm packed it, and node_modules with the package in it and nothing else. */
export const consumerDir = inRoot('build/consumer');
export const installedDir = join(consumerDir, 'node_modules/prescore');
export const tarball = join(consumerDir, 'prescore.tgz');

/** The files below `folder`, with `/` between the parts of their paths. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
