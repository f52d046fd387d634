// The service, the tool and the WebAssembly over the whole answer grid of the shipped model: the same decisions, the
// same probabilities, the same reasons.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Answers, createPrescore, type ExplainedDecision } from '../../wasm/index.ts';
import { confirmed, type GridModel, gridAnswers } from '../support/grid.ts';
import { cellsOf, type FileModel, spelled } from '../tool/gridCells.ts';
import { makeFolder as makeToolFolder, put, runTool } from '../tool/support.ts';
import { modelBytes, wasmBytes } from '../wasm/support.ts';
import { EXIT, MODEL, newKey, PROGRAMME, type Server, startServer } from './support/server.ts';

interface Decided {
  outcome: string;
  basis: string;
  offers: string[];
  reasons: { against: string[][]; in_favour: string[][] };
  pd_ppm: number | null;
}
interface Item {
  status: number;
  decision?: Decided;
}

const BATCH = 1000;
const model = JSON.parse(readFileSync(MODEL, 'utf8')) as GridModel & FileModel;

/** What the service decides, in the form of the WebAssembly's. */
async function askService(server: Server, grid: readonly Answers[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let first = 0; first < grid.length; first += BATCH) {
    const decisions = grid.slice(first, first + BATCH).map((answers) => ({
      idempotency_key: newKey(),
      programme: PROGRAMME,
      answers,
      ...confirmed(answers),
    }));
    const answer = await server.fetch('/v1/decisions/batch', {
      method: 'POST',
      caller: 'analyst',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ decisions }),
    });
    assert.equal(answer.status, 200);
    items.push(...((await answer.json()) as { decisions: Item[] }).decisions);
  }
  return items;
}

/** As `prescore explain` writes its rows. */
function askTool(grid: readonly Answers[]): string[] {
  const { questions } = model.questionnaire;
  const header = questions.flatMap(({ column, columns = [] }) => column ?? columns).join(',');
  const rows = grid.map((answers) => questions.flatMap((question) => cellsOf(question, answers)).join(','));
  const folder = makeToolFolder('service-grid');
  put(folder, 'grid.csv', `${[header, ...rows].join('\n')}\n`);
  const run = runTool(folder, ['explain', '--model', MODEL, '--input', 'grid.csv', '--output', 'out.csv']);
  assert.equal(run.code, EXIT.done, run.err);
  const lines = readFileSync(join(folder, 'out.csv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const cells = line.split(',');
    return [...cells.slice(1, 4), ...cells.slice(-2)].join(',');
  });
}

/** Everything that the service says, of a decision by the WebAssembly. */
const asService = ({ outcome, basis, offers, reasons, pd }: ExplainedDecision): Decided => ({
  outcome,
  basis,
  offers: [...offers],
  reasons: { against: reasons.against.map((codes) => [...codes]), in_favour: reasons.inFavour.map((code) => [code]) },
  pd_ppm: pd === null ? null : Math.round(pd * 1e6),
});

test('the service, the tool and the WebAssembly decide and explain every cell of the answer grid alike', async () => {
  const core = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });
  const grid = [...gridAnswers(core, model)];
  assert.ok(grid.length > 10_000, `${grid.length} cells`);
  const server = await startServer({ configuration: { rate: { per_second: 1e6, burst: 1e6 } } });
  const [served, tool] = [await askService(server, grid), askTool(grid)];
  assert.deepEqual([served.length, tool.length], [grid.length, grid.length]);
  grid.forEach((answers, cell) => {
    const explained = core.explain(answers, confirmed(answers));
    assert.ok(explained.kind === 'decision', JSON.stringify(answers));
    const { outcome, basis, offers, reasons, pd_ppm } =
      served[cell]?.decision ?? assert.fail(JSON.stringify(served[cell]));
    assert.deepEqual({ outcome, basis, offers, reasons, pd_ppm }, asService(explained), JSON.stringify(answers));
    assert.equal(tool[cell], spelled(explained), JSON.stringify(answers));
  });
  await server.stop();
});
