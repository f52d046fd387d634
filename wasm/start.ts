// Starts a compiled module with its glue. Each module of this folder starts this way.
import type { GlueOptions } from './glue.d.ts';
import { PrescoreStartError } from './load.ts';

/** @throws PrescoreStartError wasm_refused, core_stopped */
export async function startModule<Module>(
  create: (options: GlueOptions) => Promise<Module>,
  compiled: WebAssembly.Module,
): Promise<Module> {
  return new Promise<Module>((resolve, reject) => {
    const instantiateWasm: GlueOptions['instantiateWasm'] = (imports, done) => {
      WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
      return {};
    };
    create({ instantiateWasm }).then(resolve, reject);
  }).catch((cause: unknown) => {
    if (cause instanceof RangeError) {
      throw new PrescoreStartError('core_stopped', 'no memory for WebAssembly: close other pages', { cause });
    }
    throw new PrescoreStartError('wasm_refused', 'the WebAssembly file does not fit this version', { cause });
  });
}
