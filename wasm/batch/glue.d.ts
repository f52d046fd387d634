// What Emscripten makes of bindings.cpp, as far as engine.ts uses it.

import type { GlueOptions } from '../glue.d.ts';

export interface BatchGlueModule {
  /** Views of the memory; both are others once it has grown. */
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  // Each returns the address of a reply, which is valid until the next call.
  makeRoom(size: number): number;
  load(nameSize: number): number;
  open(keepGoing: number): number;
  nextPiece(): number;
  readPiece(size: number, isLast: number): number;
}

export default function createModule(options: GlueOptions): Promise<BatchGlueModule>;
