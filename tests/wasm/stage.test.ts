// A programme whose policy is final: the tool and files give its outcomes, and no page takes it.

import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { readContent } from '../../site/build/content/content.mjs';
import { scoreFile } from '../../wasm/batch/index.ts';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import { applicants, EXIT, makeFolder, MODEL, PROGRAMME, put, runTool } from '../tool/support.ts';
import { wasmBytes } from './support.ts';

const folder = makeFolder('stage');

// biome-ignore lint/suspicious/noExplicitAny: a model of any shape
const model = JSON.parse(readFileSync(MODEL, 'utf8')) as any;
put(folder, 'final.json', JSON.stringify({ ...model, policy: { stage: 'final', ...model.policy } }));
put(folder, 'preliminary.json', JSON.stringify({ ...model, policy: { stage: 'preliminary', ...model.policy } }));
put(folder, 'F.csv', applicants(2000, 4));

function packed(name: string): Buffer {
  const { code, err } = runTool(folder, [
    'pack',
    `${name}.json`,
    '--texts',
    join(PROGRAMME, 'texts'),
    '--output',
    `${name}.bin`,
  ]);
  assert.equal(code, EXIT.done, err);
  return readFileSync(join(folder, `${name}.bin`));
}
const final = packed('final');

const score = (name: string): string => {
  const { code, out, err } = runTool(folder, ['score', '--model', name, '--input', 'F.csv', '--quiet']);
  assert.equal(code, EXIT.done, err);
  return out;
};

test('the stage costs a preliminary model no byte, and a final one a single byte', () => {
  const shipped = readFileSync(inRoot('build', 'instant-card.bin'));
  assert.deepEqual(packed('preliminary'), shipped);
  assert.equal(final.length, shipped.length + 1);
});

test('a policy makes the final twin of a model, with the same PDs', () => {
  put(folder, 'policy.json', JSON.stringify({ stage: 'final', ...model.policy }));
  const args = ['policy', '--model', MODEL, '--policy', 'policy.json', '--model-output', 'twin.json'];
  const { code, err } = runTool(folder, args);
  assert.equal(code, EXIT.done, err);
  assert.deepEqual(packed('twin'), final);
});

test('a final programme approves whom a preliminary one would probably approve, and decides nothing else', () => {
  const preliminary = score(MODEL);
  assert.match(preliminary, /,likely_approval,/);
  for (const name of ['final.json', 'final.bin']) {
    assert.equal(score(name), preliminary.replaceAll(',likely_approval,', ',approval,'));
  }
});

test('the summary, the evaluation and inspect name the stage and its outcomes', () => {
  const { err } = runTool(folder, ['score', '--model', 'final.bin', '--input', 'F.csv', '--output', 'S.csv']);
  assert.match(err, /: \d+ approval \(\d+\.\d %\), \d+ alternative offer /);
  assert.match(runTool(folder, ['inspect', 'final.bin']).out, /^ {2}stage +final: its outcomes are the bank's own/m);
  assert.match(runTool(folder, ['inspect', MODEL]).out, /^ {2}stage +preliminary: /m);
  const judged = runTool(folder, ['evaluate', '--model', 'final.json', '--data', 'F.csv', '--report', 'R.html']);
  assert.equal(judged.code, EXIT.done, judged.err);
  assert.match(judged.out, /^ *approval +\d+$/m);
  assert.doesNotMatch(judged.out, /likely_approval/);
  assert.match(readFileSync(join(folder, 'R.html'), 'utf8'), /<th scope="row">approval<\/th>/);
});

test('files are scored by a final model in the browser, too', async () => {
  const wasm = readFileSync(inRoot('build/wasm/prescore-batch.wasm'));
  const csv = readFileSync(join(folder, 'F.csv'));
  const { scores } = await scoreFile(new File([new Uint8Array(csv)], 'F.csv'), {
    wasm,
    model: new File([new Uint8Array(final)], 'final.bin'),
  });
  assert.equal(await scores?.text(), score('final.bin'));
});

test('the core of a page refuses a final model and says why', async () => {
  await assert.rejects(
    createPrescore({ wasm: wasmBytes(), model: new Uint8Array(final) }),
    (error: unknown) =>
      error instanceof PrescoreStartError &&
      error.code === 'model_refused' &&
      /final_policy: what a page decides is preliminary/.test(error.message),
  );
});

test('a site cannot be built from a final programme', () => {
  const programme = join(folder, 'instant-card');
  cpSync(PROGRAMME, programme, { recursive: true });
  cpSync(join(folder, 'final.json'), join(programme, 'model.json'));
  assert.throws(
    () => readContent({ programmes: [programme], brand: inRoot('site', 'brand') }),
    /model\.json, \/policy\/stage: is "final", but what a page decides is preliminary/,
  );
});
