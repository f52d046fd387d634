// The colours of a brand: what it leaves out is made from its accent, and every pair that people read is checked.

import { errorAt } from './errors.mjs';

/** @typedef {readonly [number, number, number]} Rgb */
/** @typedef {Readonly<Record<string, string>>} Colours by name, six hex digits after `#` */

const white = '#ffffff';
const black = '#000000';
/** Errors are red in every brand that names no red of its own. */
const red = { light: '#ac2318', dark: '#ffb3a8' };

/** WCAG 2.2, 1.4.3 and 1.4.11: what is read, on what, and the least contrast. */
const pairs = /** @type {const} */ ([
  ['ink', 'surface', 4.5],
  ['ink', 'ground', 4.5],
  ['ink', 'tint', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'ground', 4.5],
  ['accent', 'surface', 4.5],
  ['accent', 'ground', 4.5],
  ['accent', 'tint', 4.5],
  ['accent_strong', 'surface', 4.5],
  ['on_accent', 'accent', 4.5],
  ['on_accent', 'accent_strong', 4.5],
  ['error', 'surface', 4.5],
  ['error', 'error_tint', 4.5],
  ['field_line', 'surface', 3],
]);

/**
 * @param {Colours} given at least `accent` for light
 * @param {boolean} isDark
 * @returns {Colours} every colour
 */
export function completeColours(given, isDark) {
  const end = isDark ? white : black;
  const ground = isDark ? black : white;
  const accent = given['accent'] ?? white;
  const surface = given['surface'] ?? (isDark ? mix(black, accent, 0.14) : white);
  const ink = given['ink'] ?? mix(end, accent, 0.12);
  const error = given['error'] ?? (isDark ? red.dark : red.light);
  return {
    accent,
    accent_strong: mix(accent, end, 0.25),
    on_accent: contrast(accent, white) >= contrast(accent, black) ? white : black,
    tint: mix(surface, accent, 0.1),
    ground: isDark ? mix(ground, accent, 0.07) : mix(ground, accent, 0.06),
    surface,
    ink,
    muted: mix(ink, surface, 0.28),
    line: mix(surface, ink, 0.14),
    field_line: mix(surface, ink, 0.52),
    bone: mix(surface, ink, 0.1),
    error,
    error_tint: mix(surface, error, 0.08),
    ...given,
  };
}

/**
 * @param {{ light: Colours, dark?: Colours }} colours of a brand, each of them six hex digits
 * @returns {{ light: Colours, dark: Colours }} every colour of both
 */
export function paletteOf({ light, dark = {} }) {
  const surface = dark['surface'] ?? mix(black, light['accent'] ?? white, 0.14);
  const accent = dark['accent'] ?? lightened(light['accent'] ?? white, surface);
  return { light: completeColours(light, false), dark: completeColours({ ...dark, surface, accent }, true) };
}

/**
 * @param {{ light: Colours, dark: Colours }} palette
 * @param {string} file as messages name it
 * @returns {string[]} every pair without enough contrast
 */
export function contrastErrors(palette, file) {
  return /** @type {const} */ (['light', 'dark']).flatMap((mode) =>
    pairs.flatMap(([front, back, least]) => {
      const [one, other] = [palette[mode][front] ?? white, palette[mode][back] ?? white];
      const ratio = contrast(one, other);
      if (ratio >= least) return [];
      const place = `/colours/${mode}/${front}`;
      const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
      const remedy = luminance(one) < luminance(other) === luminance(other) > 0.18 ? 'darken' : 'lighten';
      const what = `${one} on ${back} (${other}) has a contrast of ${shown}, and people need ${least}; ${remedy} ${front}`;
      return [errorAt(file, place, what)];
    }),
  );
}

/** @param {string} accent @param {string} surface @returns {string} the accent, light enough to be read on the surface */
function lightened(accent, surface) {
  for (let share = 0; share < 1; share += 0.02) {
    const moved = mix(accent, white, share);
    if (contrast(moved, surface) >= 5.6) return moved;
  }
  return white;
}

/** WCAG 2.2, definition of contrast ratio: 1 to 21. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} hex @returns {Rgb} */
function parse(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param {string} one @param {string} other @param {number} share of the other, 0 to 1 */
function mix(one, other, share) {
  const [from, to] = [parse(one), parse(other)];
  const parts = /** @type {const} */ ([0, 1, 2]).map((part) =>
    Math.round(from[part] + (to[part] - from[part]) * share),
  );
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** @param {string} hex */
function luminance(hex) {
  const [red = 0, green = 0, blue = 0] = parse(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
