// The texts that a page's script shows. The build writes them into the page, in the page's language only.

export function readPageTexts<Texts>(document: Document): Texts {
  const content = document.querySelector<HTMLMetaElement>('meta[name="prescore-texts"]')?.content ?? '';
  return JSON.parse(content) as Texts;
}
