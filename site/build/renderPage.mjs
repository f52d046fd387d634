// A page's template, filled for one language.

import { parseHTML } from 'linkedom';
import { putTexts } from '../shared/putTexts.mjs';
import { codesOf } from './languages.mjs';

/** @typedef {import('./languages.mjs').LanguageList} LanguageList */
/**
 * @typedef {object} Filling
 * @property {string} language
 * @property {LanguageList} list
 * @property {Readonly<Record<string, string>>} texts
 * @property {Readonly<Record<string, string>>} names what stands for `{name}` in attributes
 * @property {Readonly<Record<string, string>>} drawings what the elements with `data-drawing` hold
 */

/**
 * Fills a template:
 * - `data-text="key"` gets the text, `data-drawing="name"` the drawing.
 * - `{name}` in an attribute becomes the name's value. `{script-texts}` becomes the texts for the page's script: those
 *   with the page's prefix that no element gets.
 * - An element with `data-each-language` is repeated for each language, and so is an attribute whose name ends with
 *   `-language`. In both, `{language}`, `{language-name}` and `{language-folder}` are those of the language, and
 *   `{some-language}` is the value named `some-en` and so on.
 * - An element with `data-when="name"` stays only if the name's value is not empty.
 * - An element with `data-each="prefix"` is repeated for each of the texts `prefix.0`, `prefix.1` and so on: `{index}` in
 *   its attributes becomes the number.
 * - A link to the page's own language is hidden; with one language there is none.
 *
 * @param {string} template
 * @param {Filling} filling
 * @returns {string}
 */
export function renderPage(template, { language, list, texts, names, drawings }) {
  const { document } = parseHTML(template);
  dropUnwanted(document, names);
  repeatForTexts(document, texts);
  document.documentElement.setAttribute('lang', language);
  const { direction } = list.languages[/** @type {import('./languages.mjs').Language} */ (language)];
  if (direction === 'rtl') document.documentElement.setAttribute('dir', direction);
  writeLanguages(document, list);
  if (codesOf(list).length === 1) for (const link of document.querySelectorAll('a[hreflang]')) link.remove();
  for (const link of document.querySelectorAll(`a[hreflang="${language}"]`)) link.setAttribute('hidden', '');
  fillAttributes(document, { ...names, 'script-texts': scriptTexts(document, texts) });
  putTexts(document, texts);
  putDrawings(document, drawings);
  return `${document.toString().replaceAll(/>\s+</g, '>\n<')}\n`;
}

/** @param {Document} document @param {Readonly<Record<string, string>>} names */
function dropUnwanted(document, names) {
  for (const element of document.querySelectorAll('[data-when]')) {
    const name = element.getAttribute('data-when') ?? '';
    if (names[name] === undefined) throw new Error(`no value for ${element.outerHTML}`);
    if (names[name] === '') element.remove();
    else element.removeAttribute('data-when');
  }
}

/** @param {Document} document @param {Readonly<Record<string, string>>} texts */
function repeatForTexts(document, texts) {
  for (const element of document.querySelectorAll('[data-each]')) {
    const prefix = element.getAttribute('data-each') ?? '';
    element.removeAttribute('data-each');
    for (let index = 0; `${prefix}.${index}` in texts; index += 1) {
      const copy = /** @type {Element} */ (element.cloneNode(true));
      for (const { name, value } of [...copy.attributes]) {
        copy.setAttribute(name, value.replaceAll('{index}', String(index)).replaceAll('-index}', `-${index}}`));
      }
      element.before(copy, '\n');
    }
    element.remove();
  }
}

/** @param {Document} document @param {LanguageList} list */
function writeLanguages(document, list) {
  for (const element of document.querySelectorAll('[data-each-language]')) {
    element.removeAttribute('data-each-language');
    for (const code of codesOf(list)) {
      const copy = /** @type {Element} */ (element.cloneNode(true));
      for (const { name, value } of [...copy.attributes]) copy.setAttribute(name, inLanguage(value, list, code));
      if (list.languages[code].direction === 'rtl') copy.setAttribute('dir', 'rtl');
      copy.textContent = inLanguage(copy.textContent ?? '', list, code);
      element.before(copy, '\n');
    }
    element.remove();
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes].filter((attribute) => attribute.name.endsWith('-language'))) {
      element.removeAttribute(name);
      const ofLanguage = (/** @type {string} */ code) => name.replace(/language$/, code);
      for (const code of codesOf(list)) element.setAttribute(ofLanguage(code), inLanguage(value, list, code));
    }
  }
}

/**
 * @param {string} value
 * @param {LanguageList} list
 * @param {import('./languages.mjs').Language} code
 */
function inLanguage(value, list, code) {
  return value
    .replaceAll('{language}', code)
    .replaceAll('{language-name}', list.languages[code].name)
    .replaceAll('{language-folder}', code === list.home ? '' : `${code}/`)
    .replaceAll('-language}', `-${code}}`);
}

/**
 * @param {Document} document
 * @param {Readonly<Record<string, string>>} names
 */
function fillAttributes(document, names) {
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes].filter((attribute) => attribute.value.includes('{'))) {
      element.setAttribute(name, fillAttribute(value, names));
    }
  }
}

/**
 * @param {string} value
 * @param {Readonly<Record<string, string>>} names
 */
function fillAttribute(value, names) {
  return value.replaceAll(/\{([\w-]+)\}/g, (whole, name) => {
    if (names[name] === undefined) throw new Error(`the template has ${whole}, but there is no value of this name`);
    return names[name];
  });
}

/**
 * @param {Document} document
 * @param {Readonly<Record<string, string>>} texts
 * @returns {string} as JSON, the texts of the page that none of its elements takes
 */
function scriptTexts(document, texts) {
  const taken = [...document.querySelectorAll('[data-text]')].map((element) => element.getAttribute('data-text') ?? '');
  const prefix = `${taken[0]?.split('.')[0]}.`;
  const others = Object.entries(texts).filter(([key]) => key.startsWith(prefix) && !taken.includes(key));
  return JSON.stringify(Object.fromEntries(others));
}

/**
 * In the page itself a drawing costs neither a request nor, as an `<img>` of one would, a document of its own.
 * @param {Document} document
 * @param {Readonly<Record<string, string>>} drawings as SVG
 */
function putDrawings(document, drawings) {
  for (const element of document.querySelectorAll('[data-drawing]')) {
    const drawing = drawings[element.getAttribute('data-drawing') ?? ''];
    if (drawing === undefined) throw new Error(`no drawing for ${element.outerHTML}`);
    element.innerHTML = drawing.trim();
    element.removeAttribute('data-drawing');
    element.setAttribute('aria-hidden', 'true');
  }
}
