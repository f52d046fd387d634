// The shapes of the API that scores files.
import type { PrescoreStartError } from '../load.ts';
import type { ModelSource, WasmSource } from '../types.ts';

export const fileErrorCodes = ['file_refused', 'file_unreadable', 'out_of_memory'] as const;
/** `file_refused`: the file, its header or one of its rows cannot be used. `file_unreadable`: the system does not
 *  return its bytes, for example because it changed while it was read. `out_of_memory`: the browser has no more. */
export type FileErrorCode = (typeof fileErrorCodes)[number];

/** What can be wrong with a file: the table of model/src/base/file_error.hpp, in its order. */
export const fileProblemCodes = [
  'empty_file',
  'not_csv',
  'missing_column',
  'repeated_column',
  'blank_line',
  'open_quote',
  'record_with_quote_too_long',
  'line_too_long',
  'text_after_quote',
  'wrong_cell_count',
  'not_utf8',
  'not_a_number',
  'ambiguous_number',
  'not_a_date',
  'not_an_outcome',
] as const;
export type FileProblemCode = (typeof fileProblemCodes)[number];

/** One thing that is wrong with a file, for pages that say it in words of their own. */
export interface FileProblem {
  readonly code: FileProblemCode;
  /** 1 for the first row after the header, 0 for the header. */
  readonly row: number;
  /** The line of the file on which the row begins; the header is on line 1. */
  readonly line: number;
  /** As the header names it; null where no cell is meant. */
  readonly column: string | null;
  /** A clause in English, as in `"many" is not a number`. */
  readonly reason: string;
  /** What the file holds (at most 40 bytes of it, then "..."), or the name of the column; "" for codes without. */
  readonly text: string;
  /** `missing_column`: the column of the file whose name is most like it; "" where none is, and for other codes. */
  readonly nearest: string;
  /** `wrong_cell_count`: cells of the row; `repeated_column`: how often the column is there; else 0. */
  readonly count: number;
  /** `wrong_cell_count`: columns that the header names; else 0. */
  readonly expected: number;
}

/** The row that cannot be read. */
export interface RowFault {
  /** 1 for the first row after the header. */
  readonly row: number;
  /** The line of the file on which the row begins; the header is on line 1. */
  readonly line: number;
  /** As the header names it; null where the error is in the row as a whole. */
  readonly column: string | null;
  /** A clause in English, as in `"many" is not a number`. */
  readonly reason: string;
}

/** Why a file was not scored. `message` is the sentence that `prescore score` prints. */
export class PrescoreFileError extends Error {
  readonly code: FileErrorCode;
  /** Null where the error is not in a row but in the file or its header. */
  readonly fault: RowFault | null;
  /** With `file_refused`, all that is wrong in the header, or what is wrong with the row; else empty. */
  readonly problems: readonly FileProblem[];

  constructor(
    code: FileErrorCode,
    message: string,
    fault: RowFault | null = null,
    options?: ErrorOptions & { problems?: readonly FileProblem[] },
  ) {
    super(message, options);
    this.name = 'PrescoreFileError';
    this.code = code;
    this.fault = fault;
    this.problems = options?.problems ?? [];
  }
}

export interface ScoreProgress {
  /** Bytes of the file that were read, and that it has. */
  readonly bytes: number;
  readonly size: number;
  /** Rows that were scored, and with `keepGoing` rows that were left out. */
  readonly rows: number;
  readonly refused: number;
}

/** How a file is written, as it was recognised or as the programme states it. */
export interface FileFormat {
  /** As in "UTF-8" or "windows-1251". */
  readonly encoding: string;
  /** What separates cells: `,` `;` `|` or a tab. */
  readonly delimiter: string;
  /** Whether a comma divides numbers, as in 12,50. */
  readonly hasDecimalCommas: boolean;
  /** Whether a carriage return alone ends a line. */
  readonly endsLinesWithCr: boolean;
}

/** What one piece of the file was good for. All pieces together are what `prescore score` writes. */
export interface ScoredPart extends ScoreProgress {
  /** CSV in UTF-8: whole lines, the first of all being the header `row,pd,outcome,offer`. */
  readonly scores: Uint8Array;
  /** The same with the header `row,line,column,reason`; nothing without `keepGoing`. */
  readonly rejects: Uint8Array;
  /** Known with the first lines; before that, that of a usual file. */
  readonly format: FileFormat;
}

export interface ScoredFile {
  /** The file that `prescore score --output` writes. */
  readonly scores: Blob;
  /** The file that `--rejects` writes: rows that cannot be read, each with its reason. Null without `keepGoing`. */
  readonly rejects: Blob | null;
  readonly format: FileFormat;
  readonly rows: number;
  readonly refused: number;
}

export interface ScoreOptions {
  /** `prescore-batch.wasm` by URL (served as application/wasm), as bytes or compiled. */
  readonly wasm: WasmSource;
  /** A packed model, as `prescore pack` writes it. A file keeps its name in messages. */
  readonly model: ModelSource | Blob;
  /** Names the file in messages, else its own name. */
  readonly name?: string | undefined;
  /** Leave out rows that cannot be read and list them, as `--keep-going` does; else the first of them ends it. */
  readonly keepGoing?: boolean | undefined;
  /** Ends it at once; what was scored is gone. */
  readonly signal?: AbortSignal | undefined;
  /** Makes a worker of `batch-worker.js`, in which the work is done. Without it, or where the page's policy keeps the
   *  worker out, the work is done in the calling thread, some milliseconds at a time. */
  readonly worker?: (() => Worker) | undefined;
}

export interface ScoreFileOptions extends ScoreOptions {
  /** Called after each piece of 256 KiB. */
  readonly onProgress?: ((progress: ScoreProgress) => void) | undefined;
}

/** What can be thrown, beside the signal's own reason. */
export type ScoreError = PrescoreFileError | PrescoreStartError;
