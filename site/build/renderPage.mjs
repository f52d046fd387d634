// The page's template, filled for one language.

import { parseHTML } from 'linkedom';
import { putTexts } from '../page/putTexts.mjs';

/** Attributes that hold an address of the site: `{name}` stands for a file or another value, `{root}` for the site's folder. */
const addressAttributes = [
  'href', 'src', 'wasm', 'twin', 'model', 'texts-ru', 'texts-en', 'data-texts-ru', 'data-texts-en', 'data-wasm', 'data-worker', 'data-model',
  'application', 'content',
];

/**
 * @param {string} template
 * @param {object} page
 * @param {'ru' | 'en'} page.language
 * @param {string} page.root the way from the page to the site's folder
 * @param {Readonly<Record<string, string>>} page.texts
 * @param {Readonly<Record<string, string>>} page.names files and other values by the name in the template
 * @param {Readonly<Record<string, string>>} page.drawings what the elements with `data-drawing` hold
 * @returns {string}
 */
export function renderPage(template, { language, root, texts, names, drawings }) {
  const { document } = parseHTML(template);
  document.documentElement.setAttribute('lang', language);
  putTexts(document, texts);
  putDrawings(document, drawings);
  for (const attribute of addressAttributes) {
    for (const element of document.querySelectorAll(`[${attribute}*="{"]`)) {
      element.setAttribute(attribute, fillAddress(element.getAttribute(attribute) ?? '', { ...names, root }));
    }
  }
  setLanguageLink(document, language, root);
  return `${document.toString().replaceAll(/>\s+</g, '>\n<')}\n`;
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

/**
 * @param {string} address
 * @param {Readonly<Record<string, string>>} names
 */
function fillAddress(address, names) {
  return address.replaceAll(/\{([\w-]+)\}/g, (whole, name) => {
    if (names[name] === undefined) throw new Error(`nothing stands for ${whole} in the template`);
    return names[name];
  });
}

/**
 * @param {Document} document
 * @param {'ru' | 'en'} language
 * @param {string} root
 */
function setLanguageLink(document, language, root) {
  const other = language === 'ru' ? 'en' : 'ru';
  const link = document.querySelector('a[data-language-link]');
  // The page in its folder, or in the folder `en` of it.
  const folder = link?.getAttribute('data-language-link') ?? '';
  link?.setAttribute('href', language === 'ru' ? `${root}${folder}en/` : `${root}${folder}`);
  link?.setAttribute('lang', other);
  link?.setAttribute('hreflang', other);
}
