// The custom-elements manifest, which describes the elements to editors, documentation and frameworks. It is made from the
// sources: the classes, and the tags in the comments above them.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as analyzer from '@custom-elements-manifest/analyzer';
import { codesOf, readLanguages } from '../build/languages.mjs';

/** Its types leave these out. */
const { create, ts } = /** @type {Readonly<Record<'create' | 'ts', any>>} */ (analyzer);

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {Readonly<Record<string, any>>} Entry */

/** The entry that defines each element, and the classes that make it up, the outermost first. */
const elements = [
  {
    path: 'element.js',
    tagName: 'prescore-widget',
    name: 'PrescoreWidget',
    sources: ['site/package/element.ts', 'site/widget/element.ts', 'site/widget/attributes.ts'],
  },
  { path: 'frame.js', tagName: 'prescore-frame', name: 'PrescoreFrame', sources: ['site/embed/element.ts'] },
];

/** @returns {Promise<object>} the manifest, by its schema 1.0.0 */
export async function elementsManifest() {
  return { schemaVersion: '1.0.0', readme: 'README.md', modules: await Promise.all(elements.map(moduleOf)) };
}

/** @param {typeof elements[number]} element */
async function moduleOf({ path, tagName, name, sources }) {
  const classes = await Promise.all(sources.map(classIn));
  /** @param {string} list @returns {Entry[]} the entries of all classes, those of the outermost first, each once */
  const all = (list) => {
    const entries = classes.flatMap((one) => one[list] ?? []).filter((entry) => entry.name);
    return [...new Map(entries.toReversed().map((entry) => [entry.name, entry])).values()].toReversed();
  };
  const declaration = {
    kind: 'class',
    customElement: true,
    name,
    tagName,
    superclass: { name: 'HTMLElement' },
    description: classes[0]?.description,
    attributes: all('attributes').flatMap(inLanguages),
    members: all('members').filter(isPublic),
    events: all('events'),
    cssParts: all('cssParts'),
    cssProperties: all('cssProperties'),
    slots: classes.flatMap(({ slots }) => slots ?? []),
  };
  const reference = { name, module: path };
  const exports = [
    { kind: 'js', name, declaration: reference },
    { kind: 'custom-element-definition', name: tagName, declaration: reference },
  ];
  return { kind: 'javascript-module', path, declarations: [declaration], exports };
}

/** @param {string} source @returns {Promise<Entry>} the class that it exports */
async function classIn(source) {
  const text = await readFile(join(root, source), 'utf8');
  const modules = [ts.createSourceFile(source, text, ts.ScriptTarget.ES2022, true)];
  const { declarations } = create({ modules, plugins: [], context: { dev: false } }).modules[0];
  return declarations.find((/** @type {Entry} */ { kind }) => kind === 'class');
}

/**
 * The type `Language` becomes the codes, and an attribute with LANGUAGE in its name becomes one for each language.
 * @param {Entry} entry
 */
function inLanguages(entry) {
  const codes = codesOf(readLanguages());
  if (entry.type?.text === 'Language') {
    return [{ ...entry, type: { text: codes.map((code) => `'${code}'`).join(' | ') } }];
  }
  if (!entry.name.includes('LANGUAGE')) return [entry];
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return codes.map((code) => ({
    ...entry,
    name: entry.name.replace('LANGUAGE', code),
    description: entry.description.replace('LANGUAGE', names.of(code)),
  }));
}

/** Without the callbacks, which only the browser calls. @param {Entry} member */
const isPublic = ({ name, privacy, static: isStatic }) => !privacy && !isStatic && !name.endsWith('Callback');
