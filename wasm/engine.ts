// The running core: writes requests into its memory and reads the replies from there.
import createModule, { type GlueModule } from '#prescore-glue';
import { startModule } from './start.ts';
import type { TwinFactory } from './types.ts';
import { Reply } from './unpack.ts';

const encoder = new TextEncoder();

/** A unit of UTF-16 takes at most this many bytes in UTF-8. */
const bytesPerUnit = 3;

export class Engine {
  private readonly module: GlueModule;

  constructor(module: GlueModule) {
    this.module = module;
  }

  load(model: Uint8Array): Reply {
    const room = this.module.makeRoom(model.length);
    this.module.HEAPU8.set(model, room);
    return new Reply(this.module, this.module.load(model.length));
  }

  /** @param request question, NUL, "!" where the answer is confirmed, NUL, text, NUL, and so on */
  evaluate(request: string): Reply {
    return new Reply(this.module, this.module.evaluate(this.write(request)));
  }

  /** @param request as for `evaluate` */
  explain(request: string): Reply {
    return new Reply(this.module, this.module.explain(this.write(request)));
  }

  read(question: number, text: string): Reply {
    return new Reply(this.module, this.module.read(question, this.write(text)));
  }

  /** Returns the size in bytes. Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
  private write(text: string): number {
    const size = text.length * bytesPerUnit;
    const room = this.module.makeRoom(size);
    // Read the view only now: `makeRoom` may have grown the memory.
    return encoder.encodeInto(text, this.module.HEAPU8.subarray(room, room + size)).written;
  }
}

/** @throws PrescoreStartError wasm_refused, core_stopped */
export async function startWasm(compiled: WebAssembly.Module): Promise<Engine> {
  return new Engine(await startModule(createModule, compiled));
}

/** The same core compiled to JavaScript: about twenty times slower, which nobody notices for one applicant. */
export async function startTwin(createTwin: TwinFactory): Promise<Engine> {
  return new Engine(await createTwin({}));
}
