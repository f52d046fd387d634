// `prescore/batch`: files of applicants scored in a page or in node, as `prescore score` does it, with engine and model in
// the script. Pages that only show the widget do not load it.

import wasm from '#prescore-batch-wasm';
import model from '#prescore-model';
import {
  type ScoredFile,
  type ScoredPart,
  type ScoreFileOptions,
  type ScoreOptions,
  scoreFile as scoreFileBy,
  scoreParts as scorePartsBy,
} from '../../wasm/batch/index.ts';

export * from '../../wasm/batch/index.ts';

/** Written so that bundlers find the worker's script and make a file of it. */
const makeWorker = (): Worker => new Worker(new URL('./batchWorker.js', import.meta.url), { type: 'module' });

/** Node has another kind of worker; there the calling thread does the work. */
const worker = typeof Worker === 'undefined' ? undefined : makeWorker;

interface OwnSources {
  /** `prescore-batch.wasm` by URL (served as application/wasm), as bytes or compiled; else the package's. */
  readonly wasm?: ScoreOptions['wasm'] | undefined;
  /** A packed model; else the package's, also where a field's `files[0]` holds none. */
  readonly model?: ScoreOptions['model'] | undefined;
}
type WithOwnSources<Options> = Omit<Options, keyof OwnSources> & OwnSources;

const sourcesOf = (own: OwnSources) => ({ wasm: own.wasm ?? wasm, model: own.model ?? model });

/**
 * Scores a CSV file of applicants as `prescore score` does, to the byte. The file never leaves the machine.
 *
 * @param file CSV with commas in UTF-8, whose header names the columns of the model's questions, in any order, among
 *   others; in node, `fs.openAsBlob` makes one of a path
 * @param options what is left out is what the package ships: the engine, the sample programme, and a worker;
 *   `worker: undefined` works in the calling thread
 * @returns the lines as Blobs, which browsers keep outside of the page's memory; or nothing at all, where it throws
 * @throws PrescoreFileError where the file cannot be scored, with the row, line and column of the error;
 *   PrescoreStartError where the engine or the model does not start; the signal's reason
 */
export async function scoreFile(file: Blob, options: WithOwnSources<ScoreFileOptions> = {}): Promise<ScoredFile> {
  return scoreFileBy(file, { worker, ...options, ...sourcesOf(options) });
}

/**
 * The same piece by piece, for callers who write the lines elsewhere as they come. Memory use stays at a few pieces,
 * whatever the file's size. Taking the parts slowly slows the reading.
 *
 * @returns all parts together are the bytes of `prescore score`; leaving the loop early ends the work
 * @throws as `scoreFile`; ignore the parts that came before
 */
export function scoreParts(
  file: Blob,
  options: WithOwnSources<ScoreOptions> = {},
): AsyncGenerator<ScoredPart, void, void> {
  return scorePartsBy(file, { worker, ...options, ...sourcesOf(options) });
}
