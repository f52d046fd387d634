// Reads the texts and the sources that the tests compare.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Language, languages } from '../../site/shared/languages.ts';
import type configurator from '../../site/texts/en/configurator.json';
import type frame from '../../site/texts/en/frame.json';
import type page from '../../site/texts/en/page.json';
import type partner from '../../site/texts/en/partner.json';
import type score from '../../site/texts/en/score.json';
import type widget from '../../site/texts/en/widget.json';
import type { ProgrammeTexts } from '../../site/widget/texts.ts';

export { type Language, languages };

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const programmeFolder = 'model/instant-card';

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

/** The words of the widget, the bank's page and the frame. */
export type UiTexts = Readonly<Record<keyof typeof widget | keyof typeof page | keyof typeof frame, string>>;

/** Every word of a language. */
export interface AllTexts {
  readonly ui: UiTexts;
  readonly programme: ProgrammeTexts;
  readonly configurator: Readonly<Record<keyof typeof configurator, string>>;
  readonly score: Readonly<Record<keyof typeof score, string>>;
  readonly partner: Readonly<Record<keyof typeof partner, string>>;
}

export function textsOf(language: Language): AllTexts {
  const file = (name: string): object => readJson(`site/texts/${language}/${name}.json`) as object;
  return {
    ui: { ...file('widget'), ...file('page'), ...file('frame') } as UiTexts,
    programme: readJson(`${programmeFolder}/texts/${language}.json`) as ProgrammeTexts,
    configurator: file('configurator') as AllTexts['configurator'],
    score: file('score') as AllTexts['score'],
    partner: file('partner') as AllTexts['partner'],
  };
}

/** Every string in `value` with its path, for example `programme.questions.age.label`. */
export function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}

/** The files under `folder` whose names end with one of `endings`. */
export function filesUnder(folder: string, endings: readonly string[]): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
