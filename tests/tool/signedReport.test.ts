// The report and the model card name everyone who signed, and say whether the signature was valid.

import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { makeKey, signModel } from './signing.ts';
import { applicants, EXIT, MODEL, makeFolder, put, runTool } from './support.ts';

const folder = makeFolder('signed-report');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Names that would format a page or a card, or hide the rest of it. */
const ANNA = 'Anna </td><b>; the signature was valid <!--';
const BORIS = 'Boris `B` **Petrov** [x](y)';

function judge(model: string) {
  const judged = runTool(folder, ['evaluate', '--model', model, '--data', 'F.csv', '--report', 'R.html', '--json']);
  assert.equal(judged.code, EXIT.done, judged.err);
  put(folder, 'R.json', judged.out);
  const carded = runTool(folder, ['card', 'R.json', '--output', 'CARD.md']);
  assert.equal(carded.code, EXIT.done, carded.err);
  return { page: read('R.html'), card: read('CARD.md'), json: JSON.parse(judged.out) };
}

const keyOf = (name: string): string => {
  const der = createPublicKey(read(`${name}.pem`)).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der.subarray(-32)).digest('hex').slice(0, 16);
};

before(() => {
  put(folder, 'F.csv', applicants(3000, 2));
  put(folder, 'M.json', readFileSync(MODEL));
  for (const name of ['anna', 'boris']) makeKey(folder, name);
});

test('a model that nobody signed', () => {
  const { page, card, json } = judge('M.json');
  for (const text of [page, card]) assert.doesNotMatch(text, /Signed by/);
  assert.equal(json.signatures, undefined);
});

test('a model that two people signed', () => {
  assert.equal(signModel(folder, 'M.json', 'analyst', ANNA, 'anna').code, EXIT.done);
  assert.equal(signModel(folder, 'M.json', 'validator', BORIS, 'boris').code, EXIT.done);
  const { page, card, json } = judge('M.json');
  const { signatures } = JSON.parse(read('M.json'));
  assert.deepEqual(json.signatures, [
    { role: 'analyst', name: ANNA, date: signatures[0].date, key: keyOf('anna'), verifies: true },
    { role: 'validator', name: BORIS, date: signatures[1].date, key: keyOf('boris'), verifies: true },
  ]);
  const escaped = 'Anna &lt;/td&gt;&lt;b&gt;; the signature was valid &lt;!--';
  for (const [role, name, key] of [
    ['analyst', escaped, 'anna'],
    ['validator', BORIS, 'boris'],
  ] as const) {
    const row = `<th scope="row">Signed by the ${role}</th><td>${name}, ${signatures[0].date}, key <code>${keyOf(key)}</code>.`;
    assert.ok(page.includes(`${row} The signature was valid when this report was made.`), row);
  }
  const says = (role: string, name: string, key: string) =>
    `Signed by the ${role}: ${name}, ${signatures[0].date}, key \`${keyOf(key)}\`; the signature was valid when`;
  assert.ok(card.includes(says('analyst', 'Anna \\</td\\>\\<b\\>; the signature was valid \\<!--', 'anna')), card);
  assert.ok(card.includes(says('validator', 'Boris \\`B\\` \\*\\*Petrov\\*\\* \\[x\\](y)', 'boris')), card);
});

test('a model that changed after it was signed', () => {
  const model = JSON.parse(read('M.json'));
  model.provenance.held_out.all.auroc = 0.99;
  put(folder, 'changed.json', JSON.stringify(model));
  const { page, card, json } = judge('changed.json');
  assert.deepEqual(
    json.signatures.map(({ verifies }: { verifies: boolean }) => verifies),
    [false, false],
  );
  assert.equal(page.match(/The signature was not valid when this report was made/g)?.length, 2);
  assert.doesNotMatch(page, /The signature was valid/);
  assert.equal(card.match(/; \*\*the signature was not valid\*\* when the report was made/g)?.length, 2);
  assert.doesNotMatch(card, /; the signature was valid when/);
});

test('a card refuses signatures of another shape', () => {
  const report = JSON.parse(read('R.json'));
  for (const signatures of ['Anna', [1], [{}], [{ name: 1 }]]) {
    put(folder, 'bent.json', JSON.stringify({ ...report, signatures }));
    const { code, err } = runTool(folder, ['card', 'bent.json', '--output', 'BENT.md']);
    assert.equal(code, EXIT.badInput, err);
    assert.match(err, /bent\.json, \/signatures: has the wrong type/);
  }
});
