// Why a file was not scored, in one sentence for the reader.

import { PrescoreFileError, PrescoreStartError, type FileErrorCode } from '../../wasm/batch/index.ts';
import type { StartErrorCode } from '../../wasm/types.ts';
import type { Language } from '../widget/languages.ts';
import { fill } from '../widget/texts.ts';
import { inWords, quoted, type ScoreTexts } from './reasons.ts';

const keys: Readonly<Record<Exclude<FileErrorCode, 'file_refused'> | StartErrorCode, keyof ScoreTexts>> = {
  wasm_unsupported: 'score.fault.noEngine',
  wasm_refused: 'score.fault.noEngine',
  wasm_unreachable: 'score.fault.notLoaded',
  wasm_wrong_type: 'score.fault.notLoaded',
  model_unreachable: 'score.fault.notLoaded',
  model_refused: 'score.fault.model',
  core_stopped: 'score.fault.memory',
  out_of_memory: 'score.fault.memory',
  file_unreadable: 'score.fault.unreadable',
};

/** A fault of ours has no words: it is thrown on. */
export function faultInWords(error: unknown, texts: ScoreTexts, language: Language): string {
  if (error instanceof PrescoreStartError) return texts[keys[error.code]];
  if (!(error instanceof PrescoreFileError)) throw error;
  return error.code === 'file_refused' ? refusalInWords(error, texts, language) : texts[keys[error.code]];
}

function refusalInWords({ fault, message }: PrescoreFileError, texts: ScoreTexts, language: Language): string {
  if (!fault) {
    const [, reason = message] = /, header: (.*)$/s.exec(message) ?? [];
    return fill(texts['score.inHeader'], { reason: inWords(reason, texts, language) }, language);
  }
  const { row, line, column } = fault;
  const reason = inWords(fault.reason, texts, language);
  if (column === null) return fill(texts['score.inRow'], { row, line, reason }, language);
  return fill(texts['score.inColumn'], { row, line, column: quoted(column, language), reason }, language);
}
