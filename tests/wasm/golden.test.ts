// The golden cases through the public API in Node.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPrescore, type Answers, type Explanation } from '../../wasm/index.ts';
import { goldenText, modelBytes, wasmBytes, withoutReasons } from './support.ts';

interface Golden {
  programme: string;
  cases: { name: string; answers: Answers; expect: Explanation }[];
}

const golden = JSON.parse(goldenText()) as Golden;
const prescore = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });

test('the golden file belongs to the shipped programme', () => {
  assert.equal(prescore.questionnaire.programme, golden.programme);
  assert.ok(golden.cases.length >= 50);
});

for (const { name, answers, expect } of golden.cases) {
  test(`golden: ${name}`, () => {
    assert.deepEqual(prescore.explain(answers), expect);
    assert.deepEqual(prescore.evaluate(answers), withoutReasons(expect));
  });
}
