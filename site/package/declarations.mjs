// The types of the package: what the TypeScript compiler declares of the entries and of all that they name.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(root, 'node_modules/typescript/bin/tsc');
/** Values that the builds put in: they have no declaration, and no entry exports them. */
const builtValues = /^(?:\/\*\*.*\*\/\n)?export \{[^}]*\} from '#[^']+';\n/gm;
const specifier = /((?:from|import\()\s*')(\.[^']+)(')/g;

/**
 * Writes the declarations into `outDir`, in folders like those of the sources.
 * @param {string} outDir
 * @param {readonly string[]} entries paths of the sources, from the root of the repository
 */
export async function writeDeclarations(outDir, entries) {
  const emitted = await mkdtemp(join(tmpdir(), 'prescore-types-'));
  try {
    await compile(emitted);
    const places = { emitted, outDir };
    const written = new Set(entries);
    // A set grows while it is walked: each file adds those that it names.
    for (const source of written) {
      for (const named of await writeOne(places, source)) written.add(named);
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

/** Throws with the compiler's messages. @param {string} emitted */
async function compile(emitted) {
  const project = join(root, 'site/package/tsconfig.json');
  await promisify(execFile)(process.execPath, [compiler, '-p', project, '--outDir', emitted]).catch(
    ({ stdout, message }) => {
      throw new Error(stdout || message);
    },
  );
}

/**
 * @param {{ emitted: string, outDir: string }} places
 * @param {string} source path from the root of the repository
 * @returns {Promise<string[]>} the sources that it names
 */
async function writeOne({ emitted, outDir }, source) {
  const text = await declarationOf(emitted, source);
  const file = join(outDir, source.replace(/(\.d)?\.ts$/, '').concat('.d.ts'));
  await mkdir(dirname(file), { recursive: true });
  // Readers of the declarations look for scripts and find the declarations beside where those would be.
  await writeFile(
    file,
    text.replaceAll(
      specifier,
      (_, before, path, after) =>
        `${before}${path.replace(/(\.d)?\.ts$/, '.js').replace(/\.json$/, '.json.js')}${after}`,
    ),
  );
  return [...text.matchAll(specifier)].map(([, , path]) => relative(root, resolve(root, dirname(source), path ?? '')));
}

/**
 * @param {string} emitted
 * @param {string} source
 */
async function declarationOf(emitted, source) {
  if (source.endsWith('.json')) return declarationOfJson(JSON.parse(await readFile(join(root, source), 'utf8')));
  if (source.endsWith('.d.ts')) return readFile(join(root, source), 'utf8');
  const declaration = await readFile(join(emitted, source.replace(/\.ts$/, '.d.ts')), 'utf8');
  return declaration.replaceAll(builtValues, '');
}

/** @param {object} content texts, lists of texts, and objects of those */
function declarationOfJson(content) {
  return `declare const content: ${typeOf(content)};\nexport default content;\n`;
}

/** @param {unknown} value @returns {string} */
function typeOf(value) {
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'string[]';
  const fields = Object.entries(/** @type {object} */ (value));
  return `{\n${fields.map(([key, inner]) => `${JSON.stringify(key)}: ${typeOf(inner)};\n`).join('')}}`;
}
