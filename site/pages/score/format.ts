// How a file was read, in the reader's language.

import type { FileFormat } from '../../../wasm/batch/index.ts';
import { fill } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import type { ScoreTexts } from './problems.ts';

/** A sentence about what is unusual in the file, as the tool prints it; "" for a usual file. */
export function formatInWords(format: FileFormat, texts: ScoreTexts, language: Language): string {
  const { encoding, delimiter, hasDecimalCommas, endsLinesWithCr } = format;
  const parts: string[] = [];
  if (encoding !== 'UTF-8') parts.push(fill(texts['score.format.encoding'], { encoding }, language));
  if (delimiter === '\t') parts.push(texts['score.format.tabs']);
  else if (delimiter !== ',') parts.push(fill(texts['score.format.delimiter'], { delimiter }, language));
  if (endsLinesWithCr) parts.push(texts['score.format.cr']);
  if (hasDecimalCommas) parts.push(texts['score.format.decimalCommas']);
  return parts.length === 0 ? '' : fill(texts['score.format'], { parts: parts.join(', ') }, language);
}
