// `prescore`: the typed API with engine and model in it. Nothing to configure, nothing to serve, no request.

import { createPrescore as create, type Prescore, type PrescoreSources } from '../../wasm/index.ts';
import { inlineSources } from './inline.ts';

export * from '../../wasm/index.ts';

/**
 * Starts the core.
 *
 * @param sources what is left out is what the package ships: the engine, its twin in JavaScript (a chunk of its own,
 *   loaded only where WebAssembly does not start) and the sample programme. Give a model of your own by URL
 *   or as bytes.
 * @throws PrescoreStartError with the code that says which part failed and how
 */
export async function createPrescore(sources: Partial<PrescoreSources> = {}): Promise<Prescore> {
  const { wasm = inlineSources.wasm, model = inlineSources.model, twin = inlineSources.twin } = sources;
  return create({ wasm, model, twin });
}
