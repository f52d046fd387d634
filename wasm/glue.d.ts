// The part of Emscripten's glue for bindings.cpp that engine.ts uses.

export interface GlueModule {
  /** Views of the memory. Read them again after it may have grown. */
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  /** Begins a call: makes room for its request and returns the address. Invalidates the last reply. */
  makeRoom(size: number): number;
  // Each takes the request's size in bytes and returns the address of the reply.
  load(size: number): number;
  /** Question, NUL, "!" where the answer is confirmed, NUL, text, NUL, and so on. */
  evaluate(size: number): number;
  /** The same. */
  explain(size: number): number;
  read(question: number, size: number): number;
}

export interface GlueOptions {
  /** Not for the twin, which has no WebAssembly to start. */
  instantiateWasm?(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}

export default function createModule(options: GlueOptions): Promise<GlueModule>;
