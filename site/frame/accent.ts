// Makes the few colours that the widget needs out of the partner's one. The hue stays; the colour is darkened or lightened
// until text in it, and text on it, is readable (WCAG 2.2, 1.4.3: contrast of at least 4.5).

import { sheet } from '../widget/themes.ts';

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** The surfaces behind text in the colour, light and dark. */
const lightGround: Rgb = [255, 255, 255];
const darkGround: Rgb = [19, 32, 37];
/** A little above 4.5: tints are darker than the ground. */
const enough = 5.6;

/** @param hex six hex digits */
export function accentSheet(hex: string): CSSStyleSheet {
  const light = readable(parse(hex), lightGround, black);
  const dark = readable(parse(hex), darkGround, white);
  return sheet(`:root,:host{${colours(light, lightGround, black, '')}${colours(dark, darkGround, white, '-dark')}}`);
}

/** WCAG 2.2, definition of contrast ratio: 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @param hex six hex digits */
export function parse(hex: string): Rgb {
  const value = Number.parseInt(hex, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `colour`, moved towards `end` only as far as needed for enough contrast with `ground`. */
export function readable(colour: Rgb, ground: Rgb, end: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const moved = mix(colour, end, share);
    if (contrast(moved, ground) >= enough) return moved;
  }
  return end;
}

function colours(accent: Rgb, ground: Rgb, end: Rgb, suffix: string): string {
  const onAccent = contrast(accent, white) >= contrast(accent, black) ? white : black;
  return Object.entries({
    accent,
    'accent-strong': mix(accent, end, 0.25),
    'on-accent': onAccent,
    tint: mix(ground, accent, 0.1),
  })
    .map(([name, rgb]) => `--prescore-${name}${suffix}:rgb(${rgb.join(' ')});`)
    .join('');
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2): number => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
