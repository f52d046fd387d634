// The typed API that scores files of applicants: what `prescore score` does, for a file that was opened in a page. The
// file never leaves the machine.
import { loadModel, loadWasm, PrescoreStartError } from '../load.ts';
import type { ModelSource } from '../types.ts';
import { orAborted } from './abort.ts';
import { scoreInThread, type Job } from './inThread.ts';
import { scoreInWorker, startWorker } from './inWorker.ts';
import type { FileFormat, ScoredFile, ScoredPart, ScoreFileOptions, ScoreOptions } from './types.ts';

export * from './types.ts';
export { PrescoreStartError };

/** This many bytes of lines are collected before they go into a Blob, which browsers keep outside the page's memory. */
const heldBytes = 4 << 20;

const usualFormat: FileFormat = {
  encoding: 'UTF-8',
  delimiter: ',',
  hasDecimalCommas: false,
  endsLinesWithCr: false,
};

const nameOf = (file: Blob): string | undefined => (file instanceof File ? file.name : undefined);

type NamedModel = readonly [bytes: Uint8Array, name: string];

/** @throws PrescoreStartError model_unreachable, where the file changed or went since it was chosen */
async function readModelFile(model: Blob): Promise<NamedModel> {
  const name = nameOf(model) ?? 'the model';
  try {
    return [new Uint8Array(await model.arrayBuffer()), name];
  } catch (cause) {
    throw new PrescoreStartError('model_unreachable', `${name} cannot be read; choose it again`, { cause });
  }
}

/** Its bytes, and its name in messages. */
async function readModel(model: ModelSource | Blob, signal?: AbortSignal): Promise<NamedModel> {
  if (model instanceof Blob) return readModelFile(model);
  const isUrl = typeof model === 'string' || model instanceof URL;
  return [await loadModel(model, signal), isUrl ? String(model) : 'the model'];
}

async function prepare(file: Blob, { wasm, model, name, keepGoing = false, signal }: ScoreOptions): Promise<Job> {
  const loaded = Promise.all([loadWasm(wasm, signal), readModel(model, signal)]);
  const [compiled, [bytes, modelName]] = await orAborted(loaded, signal);
  return { compiled, model: bytes, modelName, file, name: name ?? nameOf(file) ?? 'the file', keepGoing };
}

/**
 * Scores a CSV file of applicants piece by piece, for callers who write the lines elsewhere as they come. Memory use stays
 * at a few pieces, whatever the file's size. Taking the parts slowly slows the reading.
 *
 * @param file CSV with commas in UTF-8, whose header names the columns of the model's questions, in any order, among
 *   others; in node, `fs.openAsBlob` makes one of a path
 * @returns all parts together are the bytes of `prescore score`; leaving the loop early ends the work
 * @throws PrescoreFileError where the file cannot be scored, with the row, line and column of the error;
 *   PrescoreStartError where the engine or the model does not start; the signal's reason. Ignore the parts that came
 *   before.
 */
export async function* scoreParts(file: Blob, options: ScoreOptions): AsyncGenerator<ScoredPart, void, void> {
  const { signal, worker } = options;
  signal?.throwIfAborted();
  const job = await prepare(file, options);
  signal?.throwIfAborted();
  const ready = worker && (await startWorker(worker, signal));
  yield* ready ? scoreInWorker(ready, job) : scoreInThread(job, signal);
}

/**
 * Scores a CSV file of applicants as `prescore score` does, to the byte.
 *
 * @param file as for `scoreParts`
 * @returns the lines as Blobs, which browsers keep outside of the page's memory; or nothing at all, where it throws
 * @throws as `scoreParts`
 */
export async function scoreFile(file: Blob, options: ScoreFileOptions): Promise<ScoredFile> {
  const [scores, rejects] = [new Lines(), new Lines()];
  let last: Pick<ScoredPart, 'rows' | 'refused' | 'format'> = { rows: 0, refused: 0, format: usualFormat };
  for await (const part of scoreParts(file, options)) {
    scores.add(part.scores);
    rejects.add(part.rejects);
    const { bytes, size, rows, refused, format } = part;
    last = { rows, refused, format };
    options.onProgress?.({ bytes, size, rows, refused });
  }
  return { scores: scores.toBlob(), rejects: options.keepGoing ? rejects.toBlob() : null, ...last };
}

/** Lines on their way to a Blob. */
class Lines {
  private readonly blobs: Blob[] = [];
  private held: BlobPart[] = [];
  private size = 0;

  add(lines: Uint8Array): void {
    this.held.push(lines as Uint8Array<ArrayBuffer>);
    this.size += lines.length;
    if (this.size >= heldBytes) this.put();
  }

  toBlob(): Blob {
    this.put();
    return new Blob(this.blobs, { type: 'text/csv' });
  }

  private put(): void {
    this.blobs.push(new Blob(this.held));
    this.held = [];
    this.size = 0;
  }
}
