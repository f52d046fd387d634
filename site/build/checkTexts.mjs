// The one place that compares the site's texts in all languages. The builds run it before they bundle anything.

/**
 * One file in all languages that have it.
 * @typedef {object} TextFile
 * @property {Readonly<Record<string, string>>} paths by language, also where there is no file; for the messages
 * @property {Readonly<Record<string, unknown>>} contents by language
 */

/**
 * Finds where languages differ in files, keys or placeholders, and where a text is empty.
 * @param {readonly TextFile[]} files
 * @returns {string[]} every error, with its file and key
 */
export const findTextErrors = (files) => files.flatMap(errorsOf);

/** @param {TextFile} file @returns {string[]} */
function errorsOf({ paths, contents }) {
  const byLanguage = Object.entries(contents).map(
    ([language, content]) => /** @type {const} */ ([paths[language] ?? language, new Map(flatten(content))]),
  );
  const missing = Object.entries(paths).filter(([language]) => !(language in contents));
  const keys = [...new Set(byLanguage.flatMap(([, texts]) => [...texts.keys()]))];
  return [
    ...missing.map(([, path]) => `${path} is missing; ${byLanguage[0]?.[0]} shows what it must hold`),
    ...keys.flatMap((key) => errorsOfKey(key, byLanguage)),
  ];
}

/**
 * @param {string} key
 * @param {readonly (readonly [path: string, texts: ReadonlyMap<string, string>])[]} byLanguage
 * @returns {string[]}
 */
function errorsOfKey(key, byLanguage) {
  const holders = byLanguage.filter(([, texts]) => texts.has(key));
  const [[model = '', modelTexts] = []] = holders;
  const modelText = modelTexts?.get(key) ?? '';
  const wanted = placeholders(modelText);
  return byLanguage.flatMap(([path, texts]) => {
    const text = texts.get(key);
    if (text === undefined) return [`${path} has no "${key}", but ${model} does`];
    if (text.trim() === '') return [`${path}: "${key}" is empty`];
    if (hasLooseBrace(text)) return [`${path}: "${key}" ${looseBrace}`];
    const given = placeholders(text);
    if (given === wanted || placeholders(text, true) === placeholders(modelText, true)) return [];
    return [`${path}: "${key}" has ${given || 'no placeholder'}, but ${wanted || 'none'} in ${model}`];
  });
}

/**
 * @param {string} text
 * @param {boolean} [shownOnly] leaves out those that only choose a word, as a language may do without that choice
 * @returns {string} its placeholders, each once and sorted: `{name}` or `{name:money}`; `{name|year|years}` counts as `{name}`
 */
function placeholders(text, shownOnly = false) {
  const found = [...text.matchAll(/\{(\w+(?::\w+)?)(\|?)/g)]
    .filter(([, , chooses]) => !(shownOnly && chooses))
    .map(([, name]) => `{${name}}`);
  return [...new Set(found)].sort().join(' ');
}

/** What is wrong with a text whose braces a reader would see. */
export const looseBrace =
  'has a brace that belongs to no placeholder; write {name} or {name|one|many}, without braces between them';

/** @param {string} text @returns {boolean} whether a brace is left where every placeholder is filled */
export const hasLooseBrace = (text) => /[{}]/.test(text.replace(/\{\w+(:\w+)?(\|[^|{}]*)*\}/g, ''));

/**
 * @param {unknown} value
 * @param {string} [path]
 * @returns {[key: string, text: string][]} every text in `value`, for example under `questions.age.label`
 */
export function flatten(value, path = '') {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}
