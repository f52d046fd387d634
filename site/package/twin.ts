// The twin as a file of its own: bundlers make it a chunk that loads only where WebAssembly does not start.

import type { TwinFactory } from '../../wasm/types.ts';

export const lazyTwin: TwinFactory = async (options) => (await import('#prescore-twin')).default(options);
