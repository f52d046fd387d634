// What is wrong with a file, in the reader's language: one text for each code of the engine.

import type { FileProblem } from '../../../wasm/batch/index.ts';
import { fill } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import type scoreTexts from '../../texts/en/score.json';

export type ScoreTexts = Readonly<Record<keyof typeof scoreTexts, string>>;

/** `text` in the quotes of the language. */
export const quoted = (text: string, texts: ScoreTexts, language: Language): string =>
  fill(texts['score.quoted'], { text }, language);

/** A clause to follow the place, such as `“many” is not a number`. */
export function problemInWords(problem: FileProblem, texts: ScoreTexts, language: Language): string {
  const { code, text, nearest, count, expected } = problem;
  const said = fill(texts[`score.problem.${code}`], { text: quoted(text, texts, language), count, expected }, language);
  if (!nearest) return said;
  return fill(texts['score.nearest'], { problem: said, nearest: quoted(nearest, texts, language) }, language);
}
