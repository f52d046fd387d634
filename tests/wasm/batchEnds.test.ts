// How the scoring of a file ends before its time: by the signal, whatever is waited for; by a worker that falls silent;
// by a bug, which is not a lack of memory.

import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, mock, test } from 'node:test';
import { BatchEngine } from '../../wasm/batch/engine.ts';
import type { BatchGlueModule } from '../../wasm/batch/glue.d.ts';
import { PrescoreFileError, PrescoreStartError, scoreFile, type ScoreFileOptions } from '../../wasm/batch/index.ts';
import type { FromWorker, ToWorker } from '../../wasm/batch/messages.ts';
import { inRoot } from '../../scripts/base/paths.mjs';
import { GOOD_ROW, HEADER } from '../tool/support.ts';

const wasm = await WebAssembly.compile(readFileSync(inRoot('build/wasm/prescore-batch.wasm')));
const model = readFileSync(inRoot('build/instant-card.bin'));
const file = new File([`${HEADER}\n${GOOD_ROW}\n`], 'F.csv');

const score = (options: Partial<ScoreFileOptions>, ofFile: Blob = file) =>
  scoreFile(ofFile, { wasm, model, ...options });
const failed = (scored: Promise<unknown>): Promise<Error> =>
  scored.then(
    () => assert.fail('it went well'),
    (error: Error) => error,
  );

describe('the signal ends it at once', { timeout: 10_000 }, () => {
  let server: Server;
  let address = '';
  before(async () => {
    // Never answers.
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const held of ['wasm', 'model'] as const) {
    test(`while the ${held} does not come, and the request with it`, async () => {
      const control = new AbortController();
      const scored = failed(score({ [held]: address, signal: control.signal }));
      const [request] = (await once(server, 'request')) as [IncomingMessage];
      const closed = once(request.socket, 'close');
      control.abort(new Error('enough'));
      assert.equal((await scored).message, 'enough');
      await closed;
      assert.equal(getEventListeners(control.signal, 'abort').length, 0);
    });
  }

  test("while the model's file is read", async () => {
    const own = Object.assign(new File([], 'M.bin'), { arrayBuffer: () => new Promise<never>(() => {}) });
    const control = new AbortController();
    const scored = failed(score({ model: own, signal: control.signal }));
    control.abort(new Error('enough'));
    assert.equal((await scored).message, 'enough');
  });

  test('while the file gives nothing, whose reading ends too', async () => {
    const control = new AbortController();
    let isCancelled = false;
    const pull = (): Promise<void> => {
      setTimeout(() => control.abort(new Error('enough')));
      return new Promise(() => {});
    };
    const silent = Object.assign(new File([], 'F.csv'), {
      stream: () =>
        new ReadableStream({
          pull,
          cancel: () => {
            isCancelled = true;
          },
        }),
    });
    assert.equal((await failed(score({ signal: control.signal }, silent))).message, 'enough');
    assert.ok(isCancelled);
    assert.equal(getEventListeners(control.signal, 'abort').length, 0);
  });
});

test("a model's file that cannot be read is told by its name", async () => {
  const gone = new DOMException('changed', 'NotReadableError');
  const own = Object.assign(new File([], 'M.bin'), { arrayBuffer: () => Promise.reject(gone) });
  const error = await failed(score({ model: own }));
  assert.ok(error instanceof PrescoreStartError);
  assert.equal(error.code, 'model_unreachable');
  assert.match(error.message, /^M\.bin .*choose it again$/);
  assert.equal(error.cause, gone);
});

/** A worker that answers as it is told. */
class ToldWorker extends EventTarget {
  isEnded = false;
  private readonly answer: (message: ToWorker, worker: ToldWorker) => void;

  constructor(answer: (message: ToWorker, worker: ToldWorker) => void) {
    super();
    this.answer = answer;
    setTimeout(() => this.say({ kind: 'ready' }));
  }

  say(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  postMessage(message: ToWorker): void {
    this.answer(message, this);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

describe('a worker', { timeout: 10_000 }, () => {
  const made = (answer: ToldWorker['answer']): [ToldWorker, () => Worker] => {
    const worker = new ToldWorker(answer);
    return [worker, () => worker as unknown as Worker];
  };

  test('leaves nothing behind with a signal that lives on', async () => {
    const { signal } = new AbortController();
    const [done, makeDone] = made((_, worker) => worker.say({ kind: 'done' }));
    await score({ signal, worker: makeDone });
    assert.ok(done.isEnded);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    const silent = new EventTarget();
    setTimeout(() => silent.dispatchEvent(new Event('error', { cancelable: true })));
    await score({ signal, worker: () => Object.assign(silent, { terminate: () => {} }) as unknown as Worker });
    assert.equal(getEventListeners(signal, 'abort').length, 0, 'of one that does not start');
  });

  test('whose message cannot be unpacked is told as stopped', async () => {
    const [worker, make] = made((_, self) => self.dispatchEvent(new MessageEvent('messageerror')));
    const error = await failed(score({ worker: make }));
    assert.equal((error as PrescoreStartError).code, 'core_stopped');
    assert.ok(worker.isEnded);
  });

  test('in which we fail gives an error without a code', async () => {
    const failure = { code: null, message: 'TypeError: ours', fault: null, problems: [] };
    const [, make] = made((_, worker) => worker.say({ kind: 'failed', failure }));
    const error = await failed(score({ worker: make }));
    assert.ok(!(error instanceof PrescoreStartError || error instanceof PrescoreFileError));
    assert.equal(error.message, 'TypeError: ours');
  });

  test('says so where its job cannot be unpacked, and passes a bug on as it is', async () => {
    const inside = new EventTarget();
    let hear = (_: FromWorker): void => {};
    const nextSaid = () => new Promise<FromWorker>((resolve) => (hear = resolve));
    Object.assign(globalThis, {
      addEventListener: inside.addEventListener.bind(inside),
      postMessage: (message: FromWorker) => hear(message),
    });
    const logged = mock.method(console, 'error', () => {});
    try {
      const ready = nextSaid();
      await import('../../wasm/batch/worker.ts');
      assert.deepEqual(await ready, { kind: 'ready' });

      const refused = nextSaid();
      inside.dispatchEvent(new MessageEvent('messageerror'));
      const failure = { code: 'core_stopped', message: 'the worker cannot read its job', fault: null, problems: [] };
      assert.deepEqual(await refused, { kind: 'failed', failure });
      assert.equal(logged.mock.callCount(), 0);

      const broken = nextSaid();
      const job = { compiled: wasm, model, modelName: 'M.bin', file: {}, name: 'F.csv', keepGoing: false };
      inside.dispatchEvent(new MessageEvent('message', { data: { kind: 'job', job } }));
      const said = await broken;
      assert.ok(said.kind === 'failed' && said.failure.code === null && /^TypeError/.test(said.failure.message));
      assert.ok(logged.mock.calls[0]?.arguments[0] instanceof TypeError);
    } finally {
      logged.mock.restore();
      Object.assign(globalThis, { addEventListener: undefined, postMessage: undefined });
    }
  });
});

describe('what the engine throws', () => {
  /** Its calls all end by `cause`. */
  function engineThatThrows(cause: object): BatchEngine {
    const call = (): never => {
      throw cause;
    };
    const module = {
      makeRoom: call,
      load: call,
      open: call,
      nextPiece: call,
      readPiece: call,
    } as unknown as BatchGlueModule;
    return new BatchEngine(module);
  }

  const thrownInCore = new WebAssembly.Exception(new WebAssembly.Tag({ parameters: [] }), []);
  for (const cause of [new RangeError('no room'), new WebAssembly.RuntimeError('unreachable'), thrownInCore]) {
    test(`${cause.constructor.name} is a want of memory`, () => {
      const engine = engineThatThrows(cause);
      assert.throws(() => engine.nextPiece(), { name: 'PrescoreFileError', code: 'out_of_memory', cause });
      assert.throws(() => engine.load(model, 'M.bin'), { name: 'PrescoreStartError', code: 'core_stopped', cause });
    });
  }

  test('anything else is a bug, and stays what it is', () => {
    const cause = new TypeError('ours');
    const engine = engineThatThrows(cause);
    for (const call of [
      () => engine.nextPiece(),
      () => engine.open('F.csv', false),
      () => engine.load(model, 'M.bin'),
    ]) {
      assert.throws(call, (error) => error === cause);
    }
  });
});
