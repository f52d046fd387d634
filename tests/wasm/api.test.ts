// What the typed API takes, refuses, and says when it cannot start.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createPrescore, PrescoreStartError, type Answers, type StartErrorCode } from '../../wasm/index.ts';
import { modelBytes, wasmBytes } from './support.ts';

const usual: Answers = {
  age: '34',
  income: '50000',
  education: 'higher',
  stable_job: 'yes',
  car: 'none',
  foreign_passport: 'no',
};
const prescore = await createPrescore({ wasm: wasmBytes(), model: modelBytes() });

const notAnswers: [string, unknown][] = [
  ['null', null],
  ['a list', []],
  ['a text', 'age'],
  ['undefined', undefined],
  ['a number as an answer', { ...usual, age: 34 }],
  ['null as an answer', { ...usual, car: null }],
];
for (const [name, answers] of notAnswers) {
  test(`evaluate and explain refuse ${name} with a TypeError`, () => {
    assert.throws(() => prescore.evaluate(answers as Answers), TypeError);
    assert.throws(() => prescore.explain(answers as Answers), TypeError);
  });
}

test('a NUL cannot smuggle a second answer across', () => {
  const evaluation = prescore.evaluate({ ...usual, car: 'none\0age\u000034' });
  assert.deepEqual(evaluation, { kind: 'issues', issues: [{ code: 'unknown_option', question: 'car' }] });
});

test('a NUL in a name is an unknown question, named as it was given', () => {
  const evaluation = prescore.evaluate({ ...usual, 'x\0y': '1' });
  assert.deepEqual(evaluation, { kind: 'issues', issues: [{ code: 'unknown_question', question: 'x\0y' }] });
});

test('ten megabytes of text and lone surrogates are only wrong answers', () => {
  const evaluation = prescore.evaluate({ ...usual, age: '9'.repeat(1e7), car: '\ud800' });
  assert.equal(evaluation.kind, 'issues');
  assert.deepEqual(evaluation.kind === 'issues' && evaluation.issues.map(({ code }) => code), [
    'not_a_number',
    'unknown_option',
  ]);
});

test('names of object members are unknown questions', () => {
  const answers = JSON.parse(JSON.stringify(usual).replace('}', ',"__proto__":"1","constructor":"2"}')) as Answers;
  const evaluation = prescore.evaluate(answers);
  assert.deepEqual(evaluation.kind === 'issues' && evaluation.issues.map(({ question }) => question), [
    '__proto__',
    'constructor',
  ]);
});

test('read gives back the sum that was understood', () => {
  assert.deepEqual(prescore.read('income', '50 000 ₽'), { kind: 'value', value: 50000 });
  assert.deepEqual(prescore.read('car', 'none'), { kind: 'value', value: 'none' });
  assert.deepEqual(prescore.read('pet', 'cat'), {
    kind: 'issue',
    issue: { code: 'unknown_question', question: 'pet' },
  });
});

test('a compiled module serves several instances', async () => {
  const wasm = await WebAssembly.compile(wasmBytes());
  const [one, two] = await Promise.all([1, 2].map(() => createPrescore({ wasm, model: modelBytes() })));
  assert.deepEqual(one?.evaluate(usual), two?.evaluate(usual));
});

let server: Server;
let origin = '';
before(async () => {
  server = createServer((request, response) => {
    if (request.url === '/missing') response.writeHead(404).end();
    else if (request.url === '/typed.wasm')
      response.writeHead(200, { 'content-type': 'application/wasm' }).end(wasmBytes());
    else response.writeHead(200, { 'content-type': 'text/html' }).end(wasmBytes());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

test('the files load by URL', async () => {
  const loaded = await createPrescore({ wasm: `${origin}/typed.wasm`, model: modelBytes() });
  assert.deepEqual(loaded.evaluate(usual), prescore.evaluate(usual));
});

const garbage = new TextEncoder().encode('not WebAssembly, not a model');
const failures: [string, StartErrorCode, () => Promise<unknown>][] = [
  ['bytes that are no WebAssembly', 'wasm_refused', () => createPrescore({ wasm: garbage, model: modelBytes() })],
  ['a missing wasm file', 'wasm_unreachable', () => createPrescore({ wasm: `${origin}/missing`, model: modelBytes() })],
  ['a wrong MIME type', 'wasm_wrong_type', () => createPrescore({ wasm: `${origin}/html`, model: modelBytes() })],
  ['a missing model', 'model_unreachable', () => createPrescore({ wasm: wasmBytes(), model: `${origin}/missing` })],
  ['a garbage model', 'model_refused', () => createPrescore({ wasm: wasmBytes(), model: garbage })],
  ['a truncated model', 'model_refused', () => createPrescore({ wasm: wasmBytes(), model: modelBytes().slice(0, -1) })],
];
const { instantiate } = WebAssembly;
const { grow } = WebAssembly.Memory.prototype;
const noMemory = new RangeError('no memory is left');
const instantiateNothing = () => Promise.reject(noMemory);
const growNothing = () => {
  throw noMemory;
};
const shortOfMemory: [string, () => void, Uint8Array<ArrayBuffer>][] = [
  ['no memory for the core', () => Object.assign(WebAssembly, { instantiate: instantiateNothing }), modelBytes()],
  ['no memory for the model', () => (WebAssembly.Memory.prototype.grow = growNothing), new Uint8Array(4_000_000)],
];
for (const [name, shorten, model] of shortOfMemory) {
  test(`${name} stops the start with core_stopped`, async (context) => {
    context.after(() => {
      Object.assign(WebAssembly, { instantiate });
      WebAssembly.Memory.prototype.grow = grow;
    });
    shorten();
    const stopped = (error: unknown) =>
      error instanceof PrescoreStartError && error.code === 'core_stopped' && error.cause !== undefined;
    await assert.rejects(createPrescore({ wasm: wasmBytes(), model }), stopped);
  });
}

for (const [name, code, start] of failures) {
  test(`${name} stops the start with ${code}`, async () => {
    await assert.rejects(start, (error: unknown) => error instanceof PrescoreStartError && error.code === code);
  });
}
