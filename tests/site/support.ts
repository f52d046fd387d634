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
import { valuesOf } from '../../site/build/words.mjs';
import { readContent } from '../../site/build/content/content.mjs';
import type { BrandTexts } from '../../site/build/content/brand.mjs';
import { fill } from '../../site/shared/fill.ts';
import type { ProgrammeTexts } from '../../site/widget/texts.ts';
import type { Decision } from '../../wasm/types.ts';

export { type Language, languages };

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const programmeFolder = 'model/instant-card';
export const brandFolder = 'site/brand';

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

/** The words of the widget, the bank's page and the frame. */
export type UiTexts = Readonly<Record<keyof typeof widget | keyof typeof page | keyof typeof frame, string>>;

/** Every word of a language; the brand's and the programme's are filled in where the build does so. */
export interface AllTexts {
  readonly ui: UiTexts;
  readonly programme: ProgrammeTexts;
  readonly brand: BrandTexts;
  readonly configurator: Readonly<Record<keyof typeof configurator, string>>;
  readonly score: Readonly<Record<keyof typeof score, string>>;
  readonly partner: Readonly<Record<keyof typeof partner, string>>;
}

export function textsOf(language: Language): AllTexts {
  const file = (name: string): object => readJson(`site/texts/${language}/${name}.json`) as object;
  return {
    ui: { ...widgetTexts(language), ...filled(file('page'), language), ...filled(file('frame'), language) } as UiTexts,
    brand: readJson(`${brandFolder}/texts/${language}.json`) as BrandTexts,
    programme: readJson(`${programmeFolder}/texts/${language}.json`) as ProgrammeTexts,
    configurator: file('configurator') as AllTexts['configurator'],
    score: file('score') as AllTexts['score'],
    partner: filled(file('partner'), language) as AllTexts['partner'],
  };
}

const content = readContent();

/** The widget's words; the heading of the form has its count already, which is always the programme's. */
function widgetTexts(language: Language): object {
  const texts = readJson(`site/texts/${language}/widget.json`) as Record<string, string>;
  const count = content.programmes[0]?.questions.length ?? 0;
  return { ...texts, 'form.heading': fill(texts['form.heading'] ?? '', { count }, language) };
}

/** Texts with the values that the build fills in. */
function filled(texts: object, language: Language): object {
  const [programme] = content.programmes;
  const values = programme ? valuesOf(content, language, programme, fill) : {};
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text as string, values, language)]));
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

/** The heading of the form with its number of questions. */
export function formHeading(language: Language): string {
  const { ui, programme } = textsOf(language);
  return fill(ui['form.heading'], { count: Object.keys(programme.questions).length }, language);
}

/** The heading of a decision. */
export function decisionHeading({ outcome, offers }: Decision, language: Language): string {
  const { ui, programme } = textsOf(language);
  const offer = programme.offers[offers[0] ?? '']?.inline ?? '';
  const own = outcome === 'manual_review' ? programme.review?.heading : undefined;
  const heading = own ?? fill(ui[`decision.${outcome}.heading`], { offer }, language);
  return heading.slice(0, 1).toUpperCase() + heading.slice(1);
}

/** That a decision is preliminary, without its date. */
export const preliminaryWords = (language: Language): string =>
  textsOf(language).ui['decision.preliminary'].split('{date}')[1] ?? '?';
