// `prescore/wasm`: the same API with the engine as a file, which browsers compile while they load it and keep apart from
// the scripts. The model is too small to be worth a request.

import model from '#prescore-model';
import { createPrescore as create, type Prescore, type PrescoreSources } from '../../wasm/index.ts';
import { lazyTwin } from './twin.ts';

export * from '../../wasm/index.ts';

/** Written so that bundlers find the file and copy it. */
const wasmFile = new URL('./prescore.wasm', import.meta.url);

/**
 * Starts the core.
 *
 * @param sources what is left out is what the package ships. A bundler that does not copy files named by
 *   `new URL(…, import.meta.url)` leaves `wasm` to the caller: the address of `prescore/prescore.wasm`.
 * @throws PrescoreStartError with the code that says which file failed and how
 */
export async function createPrescore(sources: Partial<PrescoreSources> = {}): Promise<Prescore> {
  const { wasm = wasmFile, model: programme = model, twin = lazyTwin } = sources;
  return create({ wasm, model: programme, twin });
}
