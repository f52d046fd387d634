// Signed means signed: a model carries who signed it, another tool can verify it, and `pack --require` takes nothing less.

import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { makeKey, signModel } from './signing.ts';
import { applicants, EXIT, leftovers, MODEL, makeFolder, put, runTool } from './support.ts';

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
interface Changeable {
  forest: { trees: { leaf?: number }[][] };
  provenance: { held_out: { all: { auroc: number } } };
  signatures: [Record<string, unknown>, Record<string, unknown>];
}
interface Signed {
  signatures: { role: string; name: string; date: string; public_key: string; signature: string }[];
  [key: string]: unknown;
}

const folder = makeFolder('sign');
const path = (name: string): string => join(folder, name);
const read = (name: string): Signed => JSON.parse(readFileSync(path(name), 'utf8')) as Signed;

/** The canonical form as docs/model-format.md states it, written without the tool. */
function canonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Value)}`).join(',')}}`;
}

const sign = (model: string, role: string, name: string, key: string, ...more: string[]) =>
  signModel(folder, model, role, name, key, ...more);
const pack = (model: string, ...more: string[]) =>
  runTool(folder, ['pack', model, '--without-texts', '--output', 'M.bin', '--require', 'analyst,validator', ...more]);

function assertNotPacked(model: string, message: RegExp, ...more: string[]): void {
  const { code, err } = pack(model, ...more);
  assert.equal(code, EXIT.badInput, err);
  assert.match(err, message);
  assert.ok(!existsSync(path('M.bin')));
  assert.deepEqual(leftovers(folder), []);
}

/** A copy of the signed model with `change` made to it. */
function changed(name: string, change: (model: Changeable) => void): string {
  const model = read('M.json') as unknown as Changeable;
  change(model);
  return put(folder, name, JSON.stringify(model));
}

before(() => {
  for (const name of ['anna', 'boris', 'carla']) makeKey(folder, name);
  put(folder, 'M.json', readFileSync(MODEL));
});

test('nobody has signed a new model', () => {
  assert.match(runTool(folder, ['inspect', 'M.json']).out, /nobody has signed/);
  assertNotPacked('M.json', /no analyst has signed.*\n.*no validator has signed/);
});

test('two people sign, and node:crypto verifies it', () => {
  assert.equal(sign('M.json', 'analyst', 'Анна Иванова', 'anna').code, EXIT.done);
  assertNotPacked('M.json', /no validator has signed/);
  assert.equal(sign('M.json', 'validator', 'Boris "B" Petrov', 'boris').code, EXIT.done);
  const { signatures, ...model } = read('M.json');
  assert.deepEqual(model, JSON.parse(readFileSync(MODEL, 'utf8')));
  assert.deepEqual(
    signatures.map(({ role }) => role),
    ['analyst', 'validator'],
  );
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  for (const { signature, ...statement } of signatures) {
    const raw = Buffer.from(statement.public_key, 'base64');
    const key: KeyObject = createPublicKey({ key: Buffer.concat([prefix, raw]), type: 'spki', format: 'der' });
    const text = canonical({ ...statement, type: 'prescore-signature-1', model: model as Value });
    assert.ok(verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64')));
    const id = createHash('sha256').update(raw).digest('hex').slice(0, 16);
    assert.match(runTool(folder, ['inspect', 'M.json']).out, new RegExp(`${statement.role} .*key ${id}: valid`));
  }
});

test('signing twice changes nothing and says so', () => {
  const once = readFileSync(path('M.json'), 'utf8');
  const { code, err } = sign('M.json', 'analyst', 'Анна Иванова', 'anna');
  assert.equal(code, EXIT.done);
  assert.match(err, /^Already signed as analyst/);
  assert.equal(readFileSync(path('M.json'), 'utf8'), once);
});

test('another format of the same JSON is the same model', () => {
  put(folder, 'compact.json', JSON.stringify(read('M.json')));
  assert.equal(pack('compact.json').code, EXIT.done);
});

describe('pack --require', () => {
  test('warns that without --keys any key will do', () => {
    const { code, err } = pack('M.json');
    assert.equal(code, EXIT.done, err);
    assert.match(err, /without --keys/);
  });

  test('takes listed keys, in a file or a folder, by role', () => {
    put(folder, 'keys.pem', ['anna', 'boris'].map((name) => readFileSync(path(`${name}.pem`), 'utf8')).join(''));
    put(folder, 'keys/analyst/anna.pem', readFileSync(path('anna.pem')));
    put(folder, 'keys/validator/boris.pem', readFileSync(path('boris.pem')));
    for (const keys of ['keys.pem', 'keys']) {
      const { code, err } = pack('M.json', '--keys', keys);
      assert.equal(code, EXIT.done, err);
      assert.doesNotMatch(err, /warning/);
    }
  });

  test('does not write over a listed key', () => {
    for (const key of ['keys.pem', 'keys/analyst/anna.pem']) {
      const before = readFileSync(path(key), 'utf8');
      const keys = key.split('/')[0] as string;
      const all = ['pack', 'M.json', '--without-texts', '--output', key, '--require', 'analyst', '--keys', keys];
      const { code, err } = runTool(folder, all);
      assert.equal(code, EXIT.usage, err);
      assert.match(err, /--output names the file that is read/);
      assert.equal(readFileSync(path(key), 'utf8'), before);
    }
  });
});

describe('pack --require refuses', () => {
  const refuses = (title: string, message: RegExp, make: () => [string, ...string[]]): void => {
    test(title, () => {
      rmSync(path('M.bin'), { force: true });
      const [model, ...more] = make();
      assertNotPacked(model, message, ...more);
    });
  };
  refuses('a changed leaf', /not valid.*changed/, () => [
    changed('leaf.json', ({ forest }) => {
      const leaf = forest.trees[0]?.find((node) => node.leaf !== undefined);
      assert.ok(leaf);
      leaf.leaf = Number(leaf.leaf) + 1;
    }),
  ]);
  refuses('changed figures', /not valid/, () => [
    changed('figures.json', ({ provenance }) => {
      provenance.held_out.all.auroc = 0.99;
    }),
  ]);
  refuses('another name on the signature', /analyst Eve.*not valid/, () => [
    changed('name.json', ({ signatures }) => {
      signatures[0].name = 'Eve';
    }),
  ]);
  refuses('the role of the other', /not valid/, () => [
    changed('roles.json', ({ signatures }) => {
      signatures[0].role = 'validator';
      signatures[1].role = 'analyst';
    }),
  ]);
  refuses('a signature that is no base64', /not valid/, () => [
    changed('forged.json', ({ signatures }) => {
      signatures[0].signature = '!';
    }),
  ]);
  refuses('keys that are not listed', /analyst .*--keys does not list[^]*validator .*--keys does not list/, () => [
    'M.json',
    '--keys',
    'carla.pem',
  ]);
  refuses('a key listed for the other role', /analyst Анна[^]*--keys does not list for this role/, () => {
    put(folder, 'swapped/analyst/boris.pem', readFileSync(path('boris.pem')));
    put(folder, 'swapped/validator/anna.pem', readFileSync(path('anna.pem')));
    return ['M.json', '--keys', 'swapped'];
  });
  refuses('the same key in the other role', /validator Boris.*--keys does not list for this role/, () => {
    put(folder, 'analysts/analyst/anna.pem', readFileSync(path('anna.pem')));
    put(folder, 'analysts/analyst/boris.pem', readFileSync(path('boris.pem')));
    return ['M.json', '--keys', 'analysts'];
  });
  refuses('a folder without keys', /keyless: no public keys/, () => {
    put(folder, 'keyless/readme.txt', '');
    return ['M.json', '--keys', 'keyless'];
  });
  refuses('one role twice', /\/signatures\/1\/role: .*"analyst"/, () => [
    changed('twice.json', ({ signatures }) => {
      signatures[1].role = 'analyst';
    }),
  ]);
  refuses('a key that appears twice', /\/provenance\/seed: appears twice/, () => [
    put(folder, 'again.json', readFileSync(path('M.json'), 'utf8').replace('"seed":', '"seed": 7, "seed":')),
  ]);
  refuses('a number whose neighbour is the same to many programs', /9007199254740993 cannot be signed/, () => {
    const seed = (text: string, value: string) => text.replace(/"seed": *\d+/, `"seed": ${value}`);
    put(folder, 'seed.json', seed(readFileSync(MODEL, 'utf8'), '9007199254740992'));
    assert.equal(sign('seed.json', 'analyst', 'Anna', 'anna').code, EXIT.done);
    assert.equal(sign('seed.json', 'validator', 'Boris', 'boris').code, EXIT.done);
    assert.equal(pack('seed.json').code, EXIT.done);
    rmSync(path('M.bin'));
    return [put(folder, 'other-seed.json', seed(readFileSync(path('seed.json'), 'utf8'), '9007199254740993'))];
  });
  refuses('a list with a private key', /holds a private key/, () => ['M.json', '--keys', 'anna.key.pem']);
  refuses('an unknown key of a signature', /signatures\/0: .*"more"/, () => [
    changed('more.json', ({ signatures }) => {
      signatures[0].more = 1;
    }),
  ]);
  refuses('what policy made of a signed model', /no analyst/, () => {
    put(folder, 'F.csv', applicants(2000, 1));
    const made = runTool(folder, [
      'policy',
      '--model',
      'M.json',
      '--data',
      'F.csv',
      '--recall',
      '0.7',
      '--model-output',
      'policy.json',
    ]);
    assert.equal(made.code, EXIT.done, made.err);
    return ['policy.json'];
  });
});

describe('sign refuses', () => {
  const refused = (result: ReturnType<typeof sign>, message: RegExp): void => {
    const before = readFileSync(path('M.json'), 'utf8');
    assert.equal(result.code, EXIT.badInput, result.err);
    assert.match(result.err, message);
    assert.doesNotMatch(result.err, /PRIVATE|MC4CAQ/);
    assert.equal(readFileSync(path('M.json'), 'utf8'), before);
    assert.deepEqual(leftovers(folder), []);
  };
  test('one key in both roles', () => {
    put(folder, 'one.json', readFileSync(MODEL));
    assert.equal(sign('one.json', 'analyst', 'Anna', 'anna').code, EXIT.done);
    refused(sign('one.json', 'validator', 'Boris', 'anna'), /two people/);
    refused(sign('one.json', 'validator', 'ANNA', 'boris'), /two people/);
  });
  test("somebody else's place without --replace", () => {
    refused(sign('M.json', 'analyst', 'Carla', 'carla'), /--replace/);
    put(folder, 'replaced.json', readFileSync(path('M.json')));
    assert.equal(sign('replaced.json', 'analyst', 'Carla', 'carla', '--replace').code, EXIT.done);
    assert.equal(read('replaced.json').signatures.length, 2);
  });
  test('a key that others can read', () => {
    put(folder, 'open.key.pem', readFileSync(path('carla.key.pem')));
    chmodSync(path('open.key.pem'), 0o644);
    refused(sign('M.json', 'analyst', 'Carla', 'open', '--replace'), /chmod 600/);
  });
  test('a key of another kind, a public key, a passphrase, and no key', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const locked = generateKeyPairSync('ed25519').privateKey;
    put(folder, 'rsa.key.pem', rsa.export({ type: 'pkcs8', format: 'pem' }));
    put(folder, 'locked.key.pem', locked.export({ type: 'pkcs8', format: 'pem', cipher: 'aes256', passphrase: 'x' }));
    put(folder, 'public.key.pem', readFileSync(path('carla.pem')));
    put(folder, 'text.key.pem', 'not a key');
    for (const [key, message] of [
      ['rsa', /not an Ed25519 key/],
      ['locked', /passphrase/],
      ['public', /no private key/],
      ['text', /no private key/],
    ] as const) {
      chmodSync(path(`${key}.key.pem`), 0o600);
      refused(sign('M.json', 'analyst', 'Carla', key, '--replace'), message);
    }
  });
  test('what is no model', () => {
    put(folder, 'null.json', 'null');
    refused(sign('null.json', 'analyst', 'Anna', 'anna'), /null\.json, \/: is not a Prescore model/);
  });
  test('a packed model', () => {
    runTool(folder, ['pack', 'M.json', '--without-texts', '--output', 'P.bin']);
    refused(sign('P.bin', 'analyst', 'Anna', 'anna'), /packed model carries no signatures/);
  });
});
