// What Emscripten makes of bindings.cpp, as far as index.ts uses it.

export interface Engine {
  load(packed: Uint8Array): string;
  /** Question, NUL, text, NUL, and so on. */
  evaluate(request: string): string;
  read(question: number, text: string): string;
}

export interface GlueModule {
  Engine: new () => Engine;
}

export interface GlueOptions {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}

export default function createModule(options: GlueOptions): Promise<GlueModule>;
