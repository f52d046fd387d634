// The module that scores one file, once it runs: writes requests into its memory and unpacks its replies.
import createModule from '#prescore-batch-glue';
import { PrescoreStartError } from '../load.ts';
import { startModule } from '../start.ts';
import { Reply } from '../unpack.ts';
import type { BatchGlueModule } from './glue.d.ts';
import {
  fileProblemCodes,
  PrescoreFileError,
  type FileFormat,
  type FileProblem,
  type FileProblemCode,
  type RowFault,
  type ScoredPart,
} from './types.ts';

const encoder = new TextEncoder();
/** In the order of bindings.cpp. */
const [done, refused] = [0, 1] as const;
/** The tool's words. */
const outOfMemory = 'there is not enough memory for this input';

/** Lines of one piece, and how many rows they are of. */
export type Lines = Pick<ScoredPart, 'scores' | 'rejects' | 'rows' | 'refused' | 'format'>;

class BatchReply extends Reply {
  count(): number {
    return this.number() >>> 0;
  }

  wideCount(): number {
    return this.count() + this.count() * 2 ** 32;
  }

  /** A copy: the next call writes over it. */
  bytes(): Uint8Array {
    const address = this.count();
    return this.heap.slice(address, address + this.count());
  }
}

/** Why the module refuses a file or a model. The message is the tool's sentence. */
class Refusal extends Error {
  readonly problems: readonly FileProblem[];

  constructor(reply: BatchReply) {
    super(reply.name());
    this.problems = Array.from({ length: reply.count() }, () => problemOf(reply));
  }

  get fault(): RowFault | null {
    const [problem] = this.problems;
    if (!problem || problem.row === 0) return null;
    const { row, line, column, reason } = problem;
    return { row, line, column, reason };
  }
}

function problemOf(reply: BatchReply): FileProblem {
  const [row, line] = [reply.wideCount(), reply.wideCount()];
  const [column, reason] = [reply.name() || null, reply.name()];
  const code = fileProblemCodes[reply.count()] as FileProblemCode;
  const [text, nearest, count, expected] = [reply.name(), reply.name(), reply.wideCount(), reply.wideCount()];
  return { code, row, line, column, reason, text, nearest, count, expected };
}

function formatOf(reply: BatchReply): FileFormat {
  const [encoding, delimiter] = [reply.name(), String.fromCharCode(reply.count())];
  return { encoding, delimiter, hasDecimalCommas: reply.count() === 1, endsLinesWithCr: reply.count() === 1 };
}

/** Out of memory. Do not call the module again. */
class OutOfMemory extends Error {}

/**
 * The core is built without exceptions: without memory it stops by a trap, or what the allocator throws goes past the
 * bridge, which cannot catch it on its way out of the core. Anything else that is thrown is a bug.
 */
const isOutOfMemory = (cause: unknown): boolean =>
  cause instanceof OutOfMemory ||
  cause instanceof RangeError ||
  cause instanceof WebAssembly.RuntimeError ||
  cause instanceof WebAssembly.Exception;

export class BatchEngine {
  private readonly module: BatchGlueModule;

  constructor(module: BatchGlueModule) {
    this.module = module;
  }

  /** @throws PrescoreStartError model_refused, core_stopped */
  load(model: Uint8Array, name: string): void {
    try {
      const named = encoder.encode(name);
      this.write(named, model);
      this.call(() => this.module.load(named.length));
    } catch (cause) {
      if (cause instanceof Refusal) throw new PrescoreStartError('model_refused', cause.message, { cause });
      if (!isOutOfMemory(cause)) throw cause;
      throw new PrescoreStartError('core_stopped', `there is no memory for a model of ${model.length} bytes`, {
        cause,
      });
    }
  }

  /** @throws PrescoreFileError out_of_memory */
  open(name: string, keepGoing: boolean): void {
    this.ofFile(() => {
      this.write(encoder.encode(name));
      this.call(() => this.module.open(keepGoing ? 1 : 0));
    });
  }

  /** Room for the next piece of the file; good until the next call. @throws PrescoreFileError out_of_memory */
  nextPiece(): Uint8Array {
    return this.ofFile(() => {
      const reply = this.call(() => this.module.nextPiece());
      const address = reply.count();
      return this.module.HEAPU8.subarray(address, address + reply.count());
    });
  }

  /**
   * @param size how many bytes of the room were filled
   * @throws PrescoreFileError file_refused, out_of_memory; then nothing may be called any more
   */
  readPiece(size: number, isLast: boolean): Lines {
    return this.ofFile(() => {
      const reply = this.call(() => this.module.readPiece(size, isLast ? 1 : 0));
      const [scores, rejects] = [reply.bytes(), reply.bytes()];
      return { scores, rejects, rows: reply.count(), refused: reply.count(), format: formatOf(reply) };
    });
  }

  private write(...parts: readonly Uint8Array[]): void {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    let place = this.call(() => this.module.makeRoom(size)).count();
    // The view is asked for afterwards: the memory may have grown.
    for (const part of parts) {
      this.module.HEAPU8.set(part, place);
      place += part.length;
    }
  }

  private call(call: () => number): BatchReply {
    const reply = new BatchReply(this.module, call());
    const status = reply.number();
    if (status === refused) throw new Refusal(reply);
    if (status !== done) throw new OutOfMemory();
    return reply;
  }

  private ofFile<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (cause) {
      if (cause instanceof Refusal) {
        const { message, fault, problems } = cause;
        throw new PrescoreFileError('file_refused', message, fault, { cause, problems });
      }
      if (!isOutOfMemory(cause)) throw cause;
      throw new PrescoreFileError('out_of_memory', outOfMemory, null, { cause });
    }
  }
}

/** @throws PrescoreStartError wasm_refused, core_stopped */
export async function startBatchEngine(compiled: WebAssembly.Module): Promise<BatchEngine> {
  return new BatchEngine(await startModule(createModule, compiled));
}
