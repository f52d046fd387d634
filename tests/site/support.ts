// Reads the texts and the sources that the tests compare.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languages, type Language, type ProgrammeTexts, type UiTexts } from '../../site/widget/texts.ts';

export { languages, type Language };

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const programmeFolder = 'model/instant-card';

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

/** Every word of a language: those of the widget, of the pages around it, and of the pages for the bank's people. */
export interface AllTexts {
  readonly ui: UiTexts;
  readonly programme: ProgrammeTexts;
  readonly configurator: Readonly<Record<string, string>>;
  readonly score: Readonly<Record<string, string>>;
}

export function textsOf(language: Language): AllTexts {
  return {
    ui: readJson(`site/texts/${language}.json`) as UiTexts,
    programme: readJson(`${programmeFolder}/texts/${language}.json`) as ProgrammeTexts,
    configurator: readJson(`site/configurator/texts/${language}.json`) as AllTexts['configurator'],
    score: readJson(`site/score/texts/${language}.json`) as AllTexts['score'],
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
