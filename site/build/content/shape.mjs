// The shape of a document of texts, and what of it a document lacks or has too much.

import { hasLooseBrace, looseBrace } from '../checkTexts.mjs';
import { errorAt } from './errors.mjs';

/**
 * @typedef {object} TextShape
 * @property {'text'} kind
 * @property {readonly string[]} placeholders those that the text may have, such as `value` or `value:money`
 * @property {boolean} [optional]
 */
/**
 * @typedef {object} ListShape
 * @property {'list'} kind of texts
 * @property {number} [length] how many there must be; without it at least one
 * @property {boolean} [optional]
 */
/**
 * @typedef {object} ObjectShape
 * @property {'object'} kind
 * @property {Readonly<Record<string, Shape>>} keys all that there may be
 * @property {Shape} [others] of any further key; without it there may be none
 * @property {boolean} [optional]
 */
/** @typedef {{ kind: 'any', optional?: boolean }} AnyShape */
/** @typedef {TextShape | ListShape | ObjectShape | AnyShape} Shape */

/** What cannot be checked. @type {AnyShape} */
export const anything = { kind: 'any' };

/** @param {readonly string[]} [placeholders] @returns {TextShape} */
export const text = (placeholders = []) => ({ kind: 'text', placeholders });
/** @param {number} [length] @returns {ListShape} */
export const list = (length) => (length === undefined ? { kind: 'list' } : { kind: 'list', length });
/** @param {Readonly<Record<string, Shape>>} keys @param {Shape} [others] @returns {ObjectShape} */
export const object = (keys, others) => ({ kind: 'object', keys, ...(others ? { others } : {}) });
/** @template {Shape} Kind @param {Kind} shape @returns {Kind} */
export const optional = (shape) => ({ ...shape, optional: true });

/**
 * @param {Shape} shape
 * @param {unknown} value
 * @param {string} file as messages name it
 * @param {string} [pointer] of `value` in the file
 * @returns {string[]} every error
 */
export function errorsOf(shape, value, file, pointer = '') {
  if (shape.kind === 'text') return textErrors(shape.placeholders, value, file, pointer);
  if (shape.kind === 'any') return [];
  if (shape.kind === 'list') return listErrors(shape, value, file, pointer);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [errorAt(file, pointer, 'must be an object')];
  }
  const given = /** @type {Readonly<Record<string, unknown>>} */ (value);
  const known = Object.keys(shape.keys);
  const strangers = shape.others ? [] : Object.keys(given).filter((key) => !Object.hasOwn(shape.keys, key));
  return [
    ...strangers.map((key) =>
      errorAt(file, pointer, `has the unknown key "${key}"; known are: ${known.join(', ') || 'none'}`),
    ),
    ...Object.entries(shape.keys).flatMap(([key, inner]) => {
      if (Object.hasOwn(given, key)) return errorsOf(inner, given[key], file, `${pointer}/${escaped(key)}`);
      return inner.optional ? [] : [errorAt(file, pointer, `lacks "${key}"`)];
    }),
  ];
}

/** @param {string} key */
const escaped = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * @param {readonly string[]} placeholders
 * @param {unknown} value
 * @param {string} file
 * @param {string} pointer
 */
function textErrors(placeholders, value, file, pointer) {
  if (typeof value !== 'string') return [errorAt(file, pointer, 'must be a text')];
  if (value.trim() === '') return [errorAt(file, pointer, 'is empty: a reader would see nothing')];
  const found = [...value.matchAll(/\{([^{}|]*)(?:\|[^{}]*)?\}/g)].map(([, name = '']) => name);
  const strangers = [...new Set(found)].filter((name) => !placeholders.includes(name));
  const known = placeholders.map((name) => `{${name}}`).join(', ') || 'none';
  if (strangers.length === 0 && hasLooseBrace(value)) return [errorAt(file, pointer, looseBrace)];
  return strangers.map((name) => errorAt(file, pointer, `{${name}} is not a placeholder here; known are: ${known}`));
}

/**
 * @param {ListShape} shape
 * @param {unknown} value
 * @param {string} file
 * @param {string} pointer
 */
function listErrors({ length }, value, file, pointer) {
  if (!Array.isArray(value)) return [errorAt(file, pointer, 'must be a list of texts')];
  const errors = value.flatMap((entry, index) => textErrors([], entry, file, `${pointer}/${index}`));
  if (length === undefined && value.length === 0) errors.push(errorAt(file, pointer, 'is empty: it needs one text'));
  if (length !== undefined && value.length !== length) {
    errors.push(
      errorAt(file, pointer, `must have ${length} ${length === 1 ? 'text' : 'texts'}, and has ${value.length}`),
    );
  }
  return errors;
}

/**
 * @param {unknown} value
 * @param {string} [pointer]
 * @returns {[pointer: string, text: string][]} every text in `value`
 */
export function textsIn(value, pointer = '') {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${pointer}/${escaped(key)}`));
}
