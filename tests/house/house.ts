// The rooms of this repository: which there are, what each may use, and what their files really use.

import { readFileSync } from 'node:fs';
import { findFiles } from '../../scripts/base/files.mjs';
import { inRoot } from '../../scripts/base/paths.mjs';
import type { Directions, Use } from './graph.ts';
import { importsOf, includesOf, resolveImport, resolveInclude } from './imports.ts';

const SCRIPTS: Directions = {
  // The file that starts every command.
  scripts: ['scripts/commands', 'scripts/machine'],
  'scripts/commands': [
    'scripts/base',
    'scripts/builds',
    'scripts/machine',
    'scripts/mutation',
    'scripts/quality',
    'scripts/steps',
    'site',
  ],
  'scripts/steps': ['scripts/base', 'scripts/builds', 'scripts/machine'],
  'scripts/mutation': ['scripts/base', 'scripts/builds', 'scripts/machine'],
  'scripts/quality': ['scripts/base', 'scripts/builds', 'scripts/machine'],
  'scripts/builds': ['scripts/base', 'scripts/machine', 'site'],
  'scripts/machine': ['scripts/base'],
  'scripts/base': [],
};

const CPP: Directions = {
  'core/include': [],
  'core/src': ['core/include'],
  'model/src': ['core/include', 'core/src'],
};

const PAGE: Directions = {
  wasm: ['core/include', 'core/src'],
  'wasm/batch': ['core/include', 'model/src', 'wasm'],
  site: ['wasm', 'wasm/batch'],
};

const CODE: Directions = { ...SCRIPTS, ...CPP, ...PAGE };

/** Tests may use everything, and nothing else may use tests. */
export const HOUSE: Directions = { ...CODE, tests: Object.keys(CODE) };

const TREES = ['core', 'model', 'scripts', 'site', 'tests', 'wasm'];

/** Every source file of the trees. */
export function sourceFiles(): string[] {
  return findFiles(TREES, /\.(ts|tsx|mjs|js|vue|cpp|hpp|h)$/).filter((path) => !/\/(node_modules|build)\//.test(path));
}

/** Which file uses which; throws an Error when it cannot be known what a C++ file includes. */
export function usesOf(files: readonly string[]): Use[] {
  const headers = headersOf(files);
  return files.flatMap((from) => {
    const text = readFileSync(inRoot(from), 'utf8');
    const used = /\.(cpp|hpp|h)$/.test(from)
      ? includesOf(text).flatMap((name) => included(from, name, headers))
      : importsOf(from, text).flatMap((name) => resolveImport(from, name) ?? []);
    return used.map((to) => ({ from, to }));
  });
}

/** The headers, and those that the build writes from a template `NAME.hpp.in`: they count as where the template is. */
function headersOf(files: readonly string[]): string[] {
  const templates = findFiles(TREES, /\.hpp\.in$/).map((path) => path.slice(0, -'.in'.length));
  return [...files.filter((path) => /\.h(pp)?$/.test(path)), ...templates];
}

function included(from: string, name: string, headers: readonly string[]): string[] {
  const all = resolveInclude(from, name, headers);
  // Headers of tests are named by their folder.
  const found = all.length > 1 ? all.filter((path) => !path.startsWith('tests/')) : all;
  if (found.length === 1) return found;
  const why = found.length === 0 ? 'no header has this name' : `it may be ${found.join(' or ')}`;
  throw new Error(`${from} includes "${name}": ${why}.`);
}
