// @ts-check
// The reports that other programs write for machines: where they are, and how their XML is read.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from '../base/paths.mjs';

/**
 * @param {string} name of a report below build/test-results
 * @returns {string} its path; an older report of that name is removed
 */
export function freshReport(name) {
  mkdirSync(RESULTS, { recursive: true });
  const path = join(RESULTS, name);
  rmSync(path, { force: true });
  return path;
}

/**
 * @param {string} path
 * @returns {string} the content of a report; empty when the program ended before it wrote one
 */
export function readReport(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/**
 * An element of an XML document.
 *
 * @typedef {object} Element
 * @property {string} name
 * @property {Readonly<Record<string, string>>} attributes
 * @property {Element[]} children
 */

/**
 * @param {string} xml
 * @returns {Promise<Element[]>} the document's elements at the top; none for an empty text. Throws an Error when the
 *   text is not well-formed XML
 */
export async function readXml(xml) {
  if (xml.trim() === '') return [];
  // Loaded late: the steps are listed before the npm packages are installed.
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true) throw new Error(`The report is not XML: line ${verdict.err.line}: ${verdict.err.msg}`);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    ignoreDeclaration: true,
    // What a test printed is not needed, and may be long.
    stopNodes: ['*.system-out', '*.failure'],
  });
  return elementsOf(parser.parse(xml));
}

/**
 * @param {Record<string, any>[]} nodes as fast-xml-parser gives them in order: one key with the element's name, whose
 *   value are its children, and `:@` with its attributes
 * @returns {Element[]} without the text between them
 */
function elementsOf(nodes) {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name.startsWith('#')) return [];
    return [{ name, attributes: node[':@'] ?? {}, children: elementsOf(node[name]) }];
  });
}

/**
 * @param {Element[]} elements
 * @param {string} name
 * @returns {Element[]} the elements of that name, at any depth, in the document's order
 */
export function findAll(elements, name) {
  return elements.flatMap((element) => [
    ...(element.name === name ? [element] : []),
    ...findAll(element.children, name),
  ]);
}
