// Releases where the configuration demands signatures: a version becomes active only with those of both roles.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeKey, signModel } from '../tool/signing.ts';
import { clientOf, problemOf } from './support/client.ts';
import {
  MODEL,
  type ModelJson,
  makeFolder,
  PROGRAMME,
  packModel,
  Server,
  startServer,
  versionOf,
} from './support/server.ts';

const folder = makeFolder('signatures');
const trusted = join(folder, 'trusted');
for (const role of ['analyst', 'validator']) mkdirSync(join(trusted, role), { recursive: true });
for (const [name, role] of [
  ['anna', 'analyst'],
  ['boris', 'validator'],
  ['eve', 'validator'],
] as const) {
  makeKey(folder, name);
  if (name !== 'eve') writeFileSync(join(trusted, role, `${name}.pem`), readFileSync(join(folder, `${name}.pem`)));
}
const configuration = { signatures: { require: ['analyst', 'validator'], keys: 'trusted' } };

/** A model of another version than the shipped one, signed by those whom `signers` names. */
function signed(name: string, maximum: number, signers: readonly (readonly [string, string])[]) {
  const model = JSON.parse(readFileSync(MODEL, 'utf8')) as ModelJson & { signatures?: unknown };
  delete model.signatures;
  (model.policy.offers[0] ?? assert.fail()).maximum_pd = maximum;
  writeFileSync(join(folder, name), JSON.stringify(model));
  for (const [role, signer] of signers) {
    const { code, err } = signModel(folder, name, role, signer, signer);
    assert.equal(code, 0, err);
  }
  const document = new Uint8Array(readFileSync(join(folder, name)));
  const packed = new Uint8Array(readFileSync(packModel(folder, 'packed.bin', join(folder, name), ['--without-texts'])));
  return { document, packed, version: versionOf(packed) };
}
const BOTH = [
  ['analyst', 'anna'],
  ['validator', 'boris'],
] as const;

test('a first model without signatures stops the start, and names what is missing', async () => {
  const start = Server.start({ folder, configuration });
  await assert.rejects(start, /instant-card\.bin lacks signatures that the configuration demands: only a packed model/);
});

test('a version becomes active with the signatures of both roles, by keys that the bank trusts', async () => {
  const first = signed('first.json', 0.1, BOTH);
  const server = await startServer({ folder, configuration: { ...configuration, programmes: ['first.json'] } });
  const releaser = clientOf(server, 'releaser');
  const approver = clientOf(server, 'approver');
  assert.equal((await releaser.programme(PROGRAMME)).active, first.version);

  const analystOnly = signed('analyst-only.json', 0.05, BOTH.slice(0, 1));
  const forged = signed('forged.json', 0.06, [
    ['analyst', 'anna'],
    ['validator', 'eve'],
  ]);
  for (const { document, version } of [analystOnly, forged]) {
    await releaser.addVersion(PROGRAMME, document);
    const { message } = await problemOf(releaser.proposeActive(PROGRAMME, version), 409, 'signatures');
    assert.match(message, /^The version lacks signatures that this service demands: /);
    await problemOf(approver.approveActive(PROGRAMME, version), 409, 'signatures');
  }
  assert.equal((await releaser.setChallenger(PROGRAMME, forged.version)).challenger, forged.version);

  // Packed bytes carry no signature; the JSON of the same version does.
  const good = signed('good.json', 0.07, BOTH);
  await releaser.addVersion(PROGRAMME, good.packed);
  await problemOf(releaser.proposeActive(PROGRAMME, good.version), 409, 'signatures');
  await releaser.addVersion(PROGRAMME, good.document);
  await releaser.proposeActive(PROGRAMME, good.version);

  // The bank stops trusting a key between the two steps, and trusts it again.
  const key = join(trusted, 'validator', 'boris.pem');
  const text = readFileSync(key);
  writeFileSync(key, readFileSync(join(folder, 'anna.pem')));
  await reload(server);
  await problemOf(approver.approveActive(PROGRAMME, good.version), 409, 'signatures');
  writeFileSync(key, text);
  await reload(server);
  assert.equal((await approver.approveActive(PROGRAMME, good.version)).active, good.version);
});

/** Sends SIGHUP and waits until the keys were read. */
async function reload(server: Server): Promise<void> {
  const count = () => server.log().filter(({ event }) => event === 'tokens_read').length;
  const before = count();
  server.signal('SIGHUP');
  while (count() === before) await new Promise((resolve) => setTimeout(resolve, 10));
}
