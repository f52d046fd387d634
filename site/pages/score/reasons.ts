// What the engine reports about a file, in the reader's language. The engine reports it in the tool's English sentences;
// this is the one table of them. A sentence that is not in it is shown as it is.

import { fill, type Values } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import type scoreTexts from '../../texts/en/score.json';

export type ScoreTexts = Readonly<Record<keyof typeof scoreTexts, string>>;

const sentences: readonly (readonly [pattern: RegExp, key: keyof ScoreTexts])[] = [
  [/^"(?<cell>.*)" is not a number$/s, 'score.reason.notANumber'],
  [/^it has (?<cells>\d+) cells?, but the header names (?<columns>\d+) columns?$/, 'score.reason.ragged'],
  [/^there is text after a closing quote$/, 'score.reason.stray'],
  [/^the line is blank: remove it$/, 'score.reason.blank'],
  [/^a quote is never closed$/, 'score.reason.openQuote'],
  [/^it is longer than 1 MiB: is a quote never closed\?$/, 'score.reason.longQuote'],
  [/^it is longer than 1 MiB: is this a CSV file\?$/, 'score.reason.long'],
  [/^the file is empty: its first line must name the columns$/, 'score.reason.empty'],
  [/^it is UTF-16: save it as UTF-8$/, 'score.reason.utf16'],
  [/^the column "(?<column>[^"]*)" is missing$/, 'score.reason.missing'],
  [/^the column "(?<column>[^"]*)" appears \d+ times$/, 'score.reason.twice'],
];

/** `text` in the quotes of the language. */
export const quoted = (text: string, texts: ScoreTexts, language: Language): string =>
  fill(texts['score.quoted'], { text }, language);

/** @param reason one sentence, or several with "; " between them */
export function inWords(reason: string, texts: ScoreTexts, language: Language): string {
  const known = clause(reason, texts, language);
  if (known !== undefined) return known;
  return reason
    .split('; ')
    .map((part) => clause(part, texts, language) ?? part)
    .join('; ');
}

function clause(reason: string, texts: ScoreTexts, language: Language): string | undefined {
  for (const [pattern, key] of sentences) {
    const found = pattern.exec(reason);
    if (found) return fill(texts[key], valuesOf(found.groups ?? {}, texts, language), language);
  }
  return undefined;
}

/** Counts as numbers; texts from the file in quotes. */
function valuesOf(groups: Readonly<Record<string, string>>, texts: ScoreTexts, language: Language): Values {
  const entries = Object.entries(groups).map(([name, text]) => [
    name,
    name === 'cells' || name === 'columns' ? Number(text) : quoted(text, texts, language),
  ]);
  return Object.fromEntries(entries) as Values;
}
