// The native tool and the WebAssembly over the whole answer grid of the shipped model: the same decisions, the same
// reasons. (tests/wasm/twin.test.ts holds the JavaScript twin to the WebAssembly.)

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPrescore } from '../../wasm/index.ts';
import { confirmed, gridAnswers, type GridModel } from '../support/grid.ts';
import { modelBytes, wasmBytes, withoutReasons } from '../wasm/support.ts';
import { cellsOf, type FileModel, spelled } from './gridCells.ts';
import { EXIT, makeFolder, MODEL, put, runTool } from './support.ts';

const model = JSON.parse(readFileSync(MODEL, 'utf8')) as GridModel & FileModel;
const { questions } = model.questionnaire;

test('natively and as WebAssembly every cell of the answer grid is decided and explained alike', async () => {
  const core = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });
  const grid = [...gridAnswers(core, model)];
  assert.ok(grid.length > 10_000, `${grid.length} cells`);
  const header = questions.flatMap(({ column, columns = [] }) => column ?? columns).join(',');
  const rows = grid.map((answers) => questions.flatMap((question) => cellsOf(question, answers)).join(','));
  const folder = makeFolder('grid');
  put(folder, 'grid.csv', `${[header, ...rows].join('\n')}\n`);
  const { code, err } = runTool(folder, ['explain', '--model', MODEL, '--input', 'grid.csv', '--output', 'out.csv']);
  assert.equal(code, EXIT.done, err);
  const native = readFileSync(join(folder, 'out.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  assert.equal(native.length, grid.length);
  grid.forEach((answers, cell) => {
    const explained = core.explain(answers, confirmed(answers));
    assert.ok(explained.kind === 'decision', JSON.stringify(answers));
    assert.deepEqual(core.evaluate(answers, confirmed(answers)), withoutReasons(explained));
    const cells = native[cell] ?? [];
    assert.equal([...cells.slice(1, 4), ...cells.slice(-2)].join(','), spelled(explained), JSON.stringify(answers));
  });
});
