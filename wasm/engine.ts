// The core once it runs: writes requests into its memory and finds its replies there.
import createModule, { type GlueModule } from '#prescore-glue';
import { startModule } from './start.ts';
import type { TwinFactory } from './types.ts';
import { Reply } from './unpack.ts';

const encoder = new TextEncoder();

/** A text of UTF-16 takes at most so many bytes of UTF-8 for each of its units. */
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

  /** @param request question, NUL, text, NUL, and so on */
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
    // The view is asked for afterwards: the memory may have grown.
    return encoder.encodeInto(text, this.module.HEAPU8.subarray(room, room + size)).written;
  }
}

/** @throws PrescoreStartError wasm_refused, core_stopped */
export async function startWasm(compiled: WebAssembly.Module): Promise<Engine> {
  return new Engine(await startModule(createModule, compiled));
}

/** The same core compiled to JavaScript: some twenty times slower, and that is still no wait. */
export async function startTwin(createTwin: TwinFactory): Promise<Engine> {
  return new Engine(await createTwin({}));
}
