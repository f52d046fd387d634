// `prescore/wasm` in node, whose `fetch` knows no files.

import { readFile } from 'node:fs/promises';
import model from '#prescore-model';
import { createPrescore as create, type Prescore, type PrescoreSources } from '../../wasm/index.ts';
import { lazyTwin } from './twin.ts';

export * from '../../wasm/index.ts';

const wasmFile = new URL('./prescore.wasm', import.meta.url);

/** As in the browser; the engine is read from the package's folder. */
export async function createPrescore(sources: Partial<PrescoreSources> = {}): Promise<Prescore> {
  const { wasm = await readFile(wasmFile), model: programme = model, twin = lazyTwin } = sources;
  return create({ wasm, model: programme, twin });
}
