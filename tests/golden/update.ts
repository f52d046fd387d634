// Writes cases.json again from the shipped model: node --import tsx tests/golden/update.ts
import { readFile, writeFile } from 'node:fs/promises';
import { createPrescore } from '../../wasm/index.ts';
import { answerSets } from './answer_sets.ts';

const root = new URL('../../', import.meta.url);
const prescore = await createPrescore({
  wasm: await readFile(new URL('build/wasm/prescore.wasm', root)),
  model: await readFile(new URL('build/instant-card.bin', root)),
});
const cases = answerSets.map(([name, answers]) => ({ name, answers, expect: prescore.explain(answers) }));
const golden = { programme: prescore.questionnaire.programme, cases };
await writeFile(new URL('tests/golden/cases.json', root), `${JSON.stringify(golden, null, 2)}\n`);
console.log(`${cases.length} cases written.`);
