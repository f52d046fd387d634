// Scores a file in the thread that runs this: a page's, a worker's or node's.
import { orAborted } from './abort.ts';
import { startBatchEngine, type BatchEngine } from './engine.ts';
import { PrescoreFileError, type ScoredPart } from './types.ts';

/** All that is needed, loaded and compiled, as it crosses to a worker. */
export interface Job {
  readonly compiled: WebAssembly.Module;
  readonly model: Uint8Array;
  readonly modelName: string;
  readonly file: Blob;
  readonly name: string;
  readonly keepGoing: boolean;
}

/** Memory use is that of one piece, whatever the file's size. @throws ScoreError, or the signal's reason */
export async function* scoreInThread(job: Job, signal?: AbortSignal): AsyncGenerator<ScoredPart, void, void> {
  const engine = await startBatchEngine(job.compiled);
  engine.load(job.model, job.modelName);
  engine.open(job.name, job.keepGoing);
  const reader = (await unpacked(job, signal)).getReader();
  const source = new Pieces(engine, reader, job.name, signal);
  const total = { bytes: 0, rows: 0, refused: 0 };
  try {
    for (let isLast = false; !isLast; ) {
      signal?.throwIfAborted();
      const { size, ended } = await source.fill();
      signal?.throwIfAborted();
      isLast = ended;
      const lines = engine.readPiece(size, isLast);
      // Of a packed file more bytes come than it has.
      total.bytes = Math.min(total.bytes + size, job.file.size);
      total.rows += lines.rows;
      total.refused += lines.refused;
      yield { ...lines, ...total, size: job.file.size };
    }
  } finally {
    // Nobody waits for the result, and an error of a file that is no longer needed does not matter.
    reader.cancel().catch(() => {});
  }
}

/**
 * The file's bytes, unpacked if it is gzip and the browser can.
 *
 * @throws PrescoreFileError file_unreadable; the signal's reason
 */
async function unpacked({ file, name }: Job, signal?: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const start = file.slice(0, 2);
  const isGzip = async (): Promise<boolean> => {
    const [first, second] = new Uint8Array(await start.arrayBuffer());
    return first === 0x1f && second === 0x8b && typeof DecompressionStream !== 'undefined';
  };
  const unpacks = await orAborted(isGzip(), signal).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new PrescoreFileError('file_unreadable', `${name}: reading failed`, null, { cause });
  });
  return unpacks ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
}

/** Cuts the chunks of a stream, which have any size, into pieces of one size. */
class Pieces {
  private readonly engine: BatchEngine;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly name: string;
  private readonly signal: AbortSignal | undefined;
  private rest: Uint8Array = new Uint8Array();

  constructor(
    engine: BatchEngine,
    reader: ReadableStreamDefaultReader<Uint8Array>,
    name: string,
    signal: AbortSignal | undefined,
  ) {
    this.engine = engine;
    this.reader = reader;
    this.name = name;
    this.signal = signal;
  }

  /**
   * Fills the engine's room for the next piece.
   *
   * @throws PrescoreFileError file_unreadable, out_of_memory; the signal's reason
   */
  async fill(): Promise<{ size: number; ended: boolean }> {
    const room = this.engine.nextPiece();
    let size = 0;
    for (;;) {
      const part = this.rest.subarray(0, room.length - size);
      room.set(part, size);
      size += part.length;
      this.rest = this.rest.subarray(part.length);
      if (size === room.length) return { size, ended: false };
      const { done, value } = await orAborted(this.read(), this.signal);
      if (done) return { size, ended: true };
      this.rest = value;
    }
  }

  private async read(): Promise<ReadableStreamReadResult<Uint8Array>> {
    try {
      return await this.reader.read();
    } catch (cause) {
      throw new PrescoreFileError('file_unreadable', `${this.name}: reading failed`, null, { cause });
    }
  }
}
