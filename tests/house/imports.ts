// What a source file names of other files: the imports of TypeScript, JavaScript and CSS, the includes of C++.

import { existsSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
// The compiler of the project has no interface for programs; this one is here for Vue's types.
import ts from 'typescript-for-vue';
import { inRoot, ROOT } from '../../scripts/base/paths.mjs';

/**
 * The modules that a file imports: statically, dynamically, and for types alone, in JSDoc comments too. A dynamic import
 * of a computed name is left out.
 *
 * @param path its ending says which language it is
 * @returns the names as they are written, each once
 */
export function importsOf(path: string, text: string): string[] {
  if (path.endsWith('.json')) return [];
  if (path.endsWith('.css')) return [...text.matchAll(/@import ['"]([^'"]+)['"]/g)].map(([, name]) => name ?? '');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name = moduleNamedBy(node);
    if (name && ts.isStringLiteralLike(name)) found.add(name.text);
    // forEachChild leaves out comments.
    for (const comment of (node as { jsDoc?: readonly ts.Node[] }).jsDoc ?? []) visit(comment);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found];
}

function moduleNamedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
}

/** The headers that a C++ file includes in quotes, as they are written. Includes in <> are of other libraries. */
export function includesOf(text: string): string[] {
  // A directive is a line of its own, so no parser is needed.
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(([, name]) => name ?? '');
}

const options = ts.parseJsonConfigFileContent(
  ts.readConfigFile(inRoot('tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  ROOT,
).options;

/**
 * @param path of the importing file, from the root of the repository
 * @returns the imported file from the root of the repository; undefined when it is not in the repository
 */
export function resolveImport(path: string, name: string): string | undefined {
  const module = ts.resolveModuleName(name, inRoot(path), options, ts.sys).resolvedModule?.resolvedFileName;
  // The compiler does not know the files of other languages, such as CSS.
  const file = module ?? (name.startsWith('.') ? inRoot(dirname(path), name) : undefined);
  if (file === undefined || !existsSync(file)) return undefined;
  const inside = relative(ROOT, file);
  return inside.startsWith('..') || inside.split('/').includes('node_modules') ? undefined : inside;
}

/**
 * @param path of the including file, from the root of the repository
 * @param headers all headers of the repository, from its root
 * @returns the header by that name from the file's folder or the nearest folder around it, else every header whose path
 *   ends with the name
 */
export function resolveInclude(path: string, name: string, headers: readonly string[]): string[] {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const header = normalize(join(folder, name));
    if (headers.includes(header)) return [header];
    if (folder === '.') return headers.filter((each) => `/${each}`.endsWith(`/${name}`));
  }
}
