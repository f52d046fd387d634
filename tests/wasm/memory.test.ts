import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPrescore } from '../../wasm/index.ts';
import { gridAnswers, type GridModel } from '../support/grid.ts';
import { modelBytes, wasmBytes } from './support.ts';
import shipped from '../../model/instant-card/model.json' with { type: 'json' };

const evaluations = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Notes the memory of the next WebAssembly that starts. */
function watchMemory(): () => number {
  const { instantiate } = WebAssembly;
  let memory: WebAssembly.Memory | undefined;
  Object.assign(WebAssembly, {
    instantiate: async (...given: Parameters<typeof instantiate>) => {
      const made = (await instantiate(...given)) as unknown as WebAssembly.Instance;
      memory = Object.values(made.exports).find((value) => value instanceof WebAssembly.Memory);
      Object.assign(WebAssembly, { instantiate });
      return made;
    },
  });
  return () => memory?.buffer.byteLength ?? 0;
}

test('a million evaluations leave the memory as it was', async () => {
  const bytes = watchMemory();
  const core = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });
  const answers = [...gridAnswers(core, shipped as unknown as GridModel)].filter((_, index) => index % 97 === 0);
  const heap = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  for (const each of answers) core.explain(each);
  const [wasmBefore, heapBefore] = [bytes(), heap()];
  for (let count = 0; count < evaluations; count += 1) core.explain(answers[count % answers.length] ?? {});
  assert.ok(wasmBefore > 0);
  assert.equal(bytes(), wasmBefore);
  assert.ok(heap() - heapBefore < 1_000_000, `the heap grew by ${heap() - heapBefore} bytes`);
});
