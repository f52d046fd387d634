// The drawings of a brand. They become part of the page, whose policy allows no style and no script in them.

import { errorAt } from './errors.mjs';
import { readTextFile, shown } from './files.mjs';

const refused = /** @type {const} */ ([
  [/<(script|style|foreignObject|image|iframe|animate|set)\b/i, 'has an element that the page does not allow'],
  [/\son\w+\s*=/i, 'has a script'],
  [/\sstyle\s*=/i, 'has the attribute style; use attributes such as fill'],
  [/\b(?:xlink:)?href\s*=\s*["'](?!#)/i, 'names another file'],
  [/<!DOCTYPE|<!ENTITY/i, 'has a document type; leave it out'],
]);

/**
 * @param {string} path of an SVG file
 * @param {string[]} errors
 * @returns {string} the drawing; empty after an error
 */
export function readDrawing(path, errors) {
  const drawing = readTextFile(path, errors)
    ?.replace(/^\s*<\?xml[^>]*\?>/, '')
    .trim();
  if (drawing === undefined) return '';
  const file = shown(path);
  if (!/^<svg\b[^>]*\sviewBox=/.test(drawing) || !drawing.endsWith('</svg>')) {
    errors.push(errorAt(file, '', 'must be an SVG drawing with a viewBox'));
    return '';
  }
  for (const [pattern, what] of refused) if (pattern.test(drawing)) errors.push(errorAt(file, '', what));
  return drawing;
}
