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
    'scripts/bank',
    'scripts/base',
    'scripts/builds',
    'scripts/images',
    'scripts/machine',
    'scripts/mutation',
    'scripts/quality',
    'scripts/release',
    'scripts/steps',
    'site',
    'site/build',
    'site/hosting',
    'site/package',
  ],
  'scripts/steps': ['scripts/base', 'scripts/builds', 'scripts/machine'],
  'scripts/images': ['scripts/base', 'scripts/machine'],
  'scripts/mutation': ['scripts/base', 'scripts/builds', 'scripts/machine'],
  'scripts/release': ['scripts/base', 'scripts/images', 'scripts/machine'],
  'scripts/quality': ['scripts/base', 'scripts/builds', 'scripts/machine', 'site/hosting'],
  'scripts/builds': ['scripts/base', 'scripts/machine', 'site', 'site/build', 'site/hosting', 'site/package'],
  'scripts/bank': ['scripts/base', 'scripts/machine', 'site/build', 'site/examples', 'site/hosting'],
  'scripts/machine': ['scripts/base'],
  'scripts/base': [],
};

/** What several rooms of the tool may use. */
const CORE = 'core/include';
const BASE = 'model/src/base';

/** The rooms of the tool, from what knows least to what knows most; CMake enforces the same for each compilation. */
const TOOL: Directions = {
  [BASE]: [],
  'model/src/files': [BASE],
  'model/src/csv': [BASE],
  'model/src/applicants': [CORE, BASE, 'model/src/csv'],
  'model/src/rows': [CORE, BASE, 'model/src/csv', 'model/src/applicants'],
  'model/src/scoring': [CORE, 'model/src/rows'],
  'model/src/packed': [CORE],
  'model/src/json': [CORE, BASE, 'model/src/packed'],
  'model/src/packing': [CORE, BASE, 'model/src/files', 'model/src/json', 'model/src/packed'],
  'model/src/signing': [BASE, 'model/src/files', 'model/src/json'],
  'model/src/describing': [BASE, 'model/src/applicants', 'model/src/csv', 'model/src/json'],
  'model/src/drafting': [CORE, BASE, 'model/src/applicants', 'model/src/csv', 'model/src/describing', 'model/src/json'],
  'model/src/drawing': [],
  'model/src/explaining': [
    CORE,
    BASE,
    'model/src/applicants',
    'model/src/csv',
    'model/src/drawing',
    'model/src/json',
    'model/src/rows',
    'model/src/scoring',
  ],
  'model/src/judging': [CORE, BASE, 'model/src/applicants', 'model/src/csv', 'model/src/json'],
  'model/src/trees': [CORE, BASE, 'model/src/applicants'],
  'model/src/training': [
    CORE,
    BASE,
    'model/src/applicants',
    'model/src/csv',
    'model/src/json',
    'model/src/judging',
    'model/src/packed',
    'model/src/trees',
  ],
  'model/src/report/statistics': [CORE, BASE, 'model/src/applicants', 'model/src/judging'],
  'model/src/report/parts': [
    CORE,
    BASE,
    'model/src/applicants',
    'model/src/csv',
    'model/src/json',
    'model/src/judging',
    'model/src/report/statistics',
  ],
  'model/src/report/page': [BASE, 'model/src/drawing', 'model/src/json'],
};

/** The rooms of the decision service: neither the trainer nor the report. */
const SERVICE: Directions = {
  'service/base': [],
  'service/store': ['service/base'],
  'service/engine': [
    CORE,
    BASE,
    'model/src/json',
    'model/src/packed',
    'model/src/signing',
    'service/base',
    'service/store',
  ],
  'service/connectors': [CORE, BASE, 'model/src/json', 'service/base', 'service/engine', 'service/store'],
  'service/clients': [
    CORE,
    BASE,
    'model/src/applicants',
    'model/src/csv',
    'model/src/files',
    'model/src/rows',
    'service/base',
    'service/connectors',
    'service/store',
  ],
  'service/http': [],
  'service/api': [CORE, BASE, 'model/src/json', 'service/base', 'service/engine', 'service/http', 'service/store'],
  'service/commands': [
    CORE,
    BASE,
    'model/src/csv',
    'model/src/files',
    'model/src/json',
    'model/src/signing',
    'service/api',
    'service/base',
    'service/clients',
    'service/connectors',
    'service/engine',
    'service/http',
    'service/store',
  ],
};

const CPP: Directions = {
  [CORE]: [],
  'core/src': [CORE],
  ...TOOL,
  'model/src/cli': [CORE, ...Object.keys(TOOL)],
  ...SERVICE,
};

const PAGE: Directions = {
  wasm: [CORE],
  'wasm/batch': [CORE, BASE, 'model/src/csv', 'model/src/packed', 'model/src/rows', 'model/src/scoring', 'wasm'],
  'site/texts': [],
  'site/shared': ['wasm', 'site/texts'],
  'site/widget': ['wasm', 'site/shared', 'site/texts'],
  'site/frame': ['site/shared', 'site/widget'],
  'site/embed': ['site/shared'],
  'site/pages': ['wasm', 'wasm/batch', 'site/embed', 'site/shared', 'site/texts', 'site/widget'],
  'site/hosting': [],
  'site/build': ['site/embed', 'site/hosting', 'site/shared'],
  'site/package': [
    'wasm',
    'wasm/batch',
    'site/build',
    'site/embed',
    'site/frame',
    'site/shared',
    'site/texts',
    'site/widget',
  ],
  // Projects of their own, which use the package.
  'site/examples': ['site/package'],
  // site/build.mjs, which the commands call.
  site: ['site/build', 'site/hosting', 'site/shared', 'site/texts', 'site/pages'],
};

const CODE: Directions = { ...SCRIPTS, ...CPP, ...PAGE };

/** Tests may use everything, and nothing else may use tests. */
export const HOUSE: Directions = { ...CODE, tests: Object.keys(CODE) };

const TREES = ['core', 'model', 'scripts', 'service', 'site', 'tests', 'wasm'];

/** Every source file of the trees, and the words of the site, which code imports. */
export function sourceFiles(): string[] {
  const code = findFiles(TREES, /\.(ts|tsx|mjs|js|vue|css|cpp|hpp|h)$/);
  return [...code, ...findFiles(['site/texts'], /\.json$/)].filter((path) => !path.includes('/node_modules/'));
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
