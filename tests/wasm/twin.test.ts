// The core compiled to JavaScript: when it takes over, and that it answers as the WebAssembly does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  createPrescore,
  PrescoreStartError,
  type Answers,
  type EvaluateOptions,
  type Explanation,
  type TwinFactory,
} from '../../wasm/index.ts';
import { countCodeVectors, digestGrid, gridAnswers, type GridModel } from '../support/grid.ts';
import { goldenText, modelBytes, root, twinUrl, wasmBytes, withoutReasons } from './support.ts';

const garbage = new TextEncoder().encode('not WebAssembly');
const model = JSON.parse(readFileSync(new URL('model/instant-card/model.json', root), 'utf8')) as GridModel;
const byWasm = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });
const byTwin = await createPrescore({ wasm: garbage, model: modelBytes(), twin: twinUrl });

test('the twin takes over where WebAssembly is refused, and says why', () => {
  assert.equal(byTwin.fault?.code, 'wasm_refused');
  assert.deepEqual(byTwin.questionnaire, byWasm.questionnaire);
});

test('the twin is not loaded where WebAssembly runs', async () => {
  const never: TwinFactory = () => assert.fail('the twin was started');
  const prescore = await createPrescore({ wasm: wasmBytes(), model: modelBytes(), twin: never });
  assert.equal(prescore.fault, undefined);
});

test('where the twin does not load either, the first error is thrown', async () => {
  const missing = new URL('missing.mjs', twinUrl);
  const refused = (error: unknown): boolean => error instanceof PrescoreStartError && error.code === 'wasm_refused';
  await assert.rejects(createPrescore({ wasm: garbage, model: modelBytes(), twin: missing }), refused);
});

test('the twin refuses a broken model as the WebAssembly does', async () => {
  const broken = modelBytes().slice(0, -1);
  const messages = await Promise.all(
    [wasmBytes(), garbage].map((wasm) =>
      createPrescore({ wasm, model: broken, twin: twinUrl }).then(
        () => 'started',
        (error: Error) => error.message,
      ),
    ),
  );
  assert.match(messages[0] ?? '', /model file is refused/);
  assert.equal(messages[1], messages[0]);
});

test('both answer the same in every cell of the answer grid', () => {
  const expected = digestGrid(byWasm, model);
  const vectors = countCodeVectors(byWasm, model);
  assert.ok(vectors > 10_000, `${vectors} vectors of codes`);
  assert.ok(expected.cells >= vectors, `${expected.cells} cells for ${vectors} vectors of codes`);
  assert.deepEqual(digestGrid(byTwin, model), expected);
});

test('the digest of the grid tells one changed decision', () => {
  const [changed] = gridAnswers(byWasm, { encoding: model.encoding.slice(0, 1) });
  const doctored = {
    ...byWasm,
    explain: (answers: Answers, options?: EvaluateOptions) =>
      byWasm.explain(answers['age'] === changed?.['age'] ? {} : answers, options),
  };
  assert.notEqual(digestGrid(doctored, model).digest, digestGrid(byWasm, model).digest);
});

const golden = JSON.parse(goldenText()) as { cases: { name: string; answers: Answers; expect: Explanation }[] };
for (const { name, answers, expect } of golden.cases) {
  test(`golden, twin: ${name}`, () => {
    assert.deepEqual(byTwin.explain(answers), expect);
    assert.deepEqual(byTwin.evaluate(answers), withoutReasons(expect));
  });
}
