// Used at build time on the template and in the browser when the language changes.

/**
 * Puts texts into the elements that name them by `data-text`: a `<meta>` takes its content, others their text.
 * @param {Document} document
 * @param {Readonly<Record<string, string>>} texts
 */
export function putTexts(document, texts) {
  for (const element of document.querySelectorAll('[data-text]')) {
    const text = texts[element.getAttribute('data-text') ?? ''];
    if (text === undefined) throw new Error(`no text for ${element.outerHTML}`);
    if (element.localName === 'meta') element.setAttribute('content', text);
    else element.textContent = text;
  }
}
