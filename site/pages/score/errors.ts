// Why a file was not scored, in a few words for the reader.

import { type FileErrorCode, PrescoreFileError, PrescoreStartError } from '../../../wasm/batch/index.ts';
import type { StartErrorCode } from '../../../wasm/types.ts';
import { fill } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import { problemInWords, quoted, type ScoreTexts } from './problems.ts';

/** `unknown`: no code of the API, so a bug. */
type Code = Exclude<FileErrorCode, 'file_refused'> | StartErrorCode | 'unknown';

const keys: Readonly<Record<Code, keyof ScoreTexts>> = {
  wasm_unsupported: 'score.error.noEngine',
  wasm_unreachable: 'score.error.notLoaded',
  // The cause is out of the reader's sight: the server, the page's policy, or the versions of both files.
  wasm_wrong_type: 'score.error.hosting',
  wasm_refused: 'score.error.hosting',
  unknown: 'score.error.hosting',
  model_unreachable: 'score.error.notLoaded',
  model_refused: 'score.error.model',
  core_stopped: 'score.error.memory',
  out_of_memory: 'score.error.memory',
  file_unreadable: 'score.error.unreadable',
};

const hasCode = (error: unknown): error is PrescoreFileError | PrescoreStartError =>
  error instanceof PrescoreFileError || error instanceof PrescoreStartError;

/** Whether it is a bug: nothing that the reader could fix, so the console shows it as well. */
export const isBug = (error: unknown): boolean => !hasCode(error);

/** @param hasOwnModel whether the model is a file of the reader's */
export function errorInWords(error: unknown, texts: ScoreTexts, language: Language, hasOwnModel = false): string {
  const code = hasCode(error) ? error.code : 'unknown';
  if (code === 'file_refused') return refusalInWords(error as PrescoreFileError, texts, language);
  const isOwnModel = hasOwnModel && code === 'model_unreachable';
  return fill(texts[isOwnModel ? 'score.error.modelUnreadable' : keys[code]], { code }, language);
}

function refusalInWords({ problems, message }: PrescoreFileError, texts: ScoreTexts, language: Language): string {
  const [first] = problems;
  if (!first) return message;
  const { row, line, column } = first;
  const reason = problems.map((problem) => problemInWords(problem, texts, language)).join('; ');
  if (row === 0) return fill(texts['score.inHeader'], { reason }, language);
  if (column === null) return fill(texts['score.inRow'], { row, line, reason }, language);
  return fill(texts['score.inColumn'], { row, line, column: quoted(column, texts, language), reason }, language);
}
