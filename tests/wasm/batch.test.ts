// Files scored as WebAssembly, beside what the tool makes of the same file and model: the same bytes, the same sentences.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  PrescoreFileError,
  PrescoreStartError,
  scoreFile,
  scoreParts,
  type ScoreFileOptions,
  type ScoreProgress,
} from '../../wasm/batch/index.ts';
import { inRoot } from '../../scripts/base/paths.mjs';
import { applicants, EXIT, GOOD_ROW, HEADER, makeFolder, put, runTool } from '../tool/support.ts';

const folder = makeFolder('batch');
const wasm = await WebAssembly.compile(readFileSync(inRoot('build/wasm/prescore-batch.wasm')));

/** Packs a programme's model and returns the packed file's name. */
function packed(programme: string): string {
  const name = `${programme}.bin`;
  const { code, err } = runTool(folder, ['pack', inRoot('model', programme, 'model.json'), '--output', name]);
  assert.equal(code, EXIT.done, err);
  return name;
}
const shipped = packed('instant-card');
const full = packed('instant-card-full');

const modelFile = (name: string): File => new File([readFileSync(join(folder, name))], name);
const fileOf = (content: string | Uint8Array<ArrayBuffer>): File => new File([content], 'F.csv');

interface Outcome {
  readonly scores: string | null;
  readonly rejects: string | null;
  /** One sentence, or nothing where it went well. */
  readonly says: string;
}

function byTool(content: string | Buffer, model: string, keepGoing: boolean): Outcome {
  put(folder, 'F.csv', content);
  const rest = keepGoing ? ['--keep-going', '--rejects', 'R.csv'] : [];
  for (const name of ['G.csv', 'R.csv']) put(folder, name, 'left over');
  const { code, err } = runTool(folder, ['score', '--model', model, '--input', 'F.csv', '--output', 'G.csv', ...rest]);
  if (code !== EXIT.done) {
    // The last line is the error; lines before it say how the file was read.
    return { scores: null, rejects: null, says: (err.trimEnd().split('\n').at(-1) ?? '').replace(/^prescore: /, '') };
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'latin1');
  return { scores: read('G.csv'), rejects: keepGoing ? read('R.csv') : null, says: '' };
}

const latin1 = async (blob: Blob): Promise<string> => Buffer.from(await blob.arrayBuffer()).toString('latin1');

async function byWasm(
  file: Blob,
  model: string,
  keepGoing: boolean,
  options: Partial<ScoreFileOptions> = {},
): Promise<Outcome> {
  try {
    const scored = await scoreFile(file, { wasm, model: modelFile(model), keepGoing, ...options });
    return { scores: await latin1(scored.scores), rejects: scored.rejects && (await latin1(scored.rejects)), says: '' };
  } catch (error) {
    if (!(error instanceof PrescoreFileError || error instanceof PrescoreStartError)) throw error;
    return { scores: null, rejects: null, says: error.message };
  }
}

/** A file that comes in chunks of its own sizes. */
function inChunks(file: File, sizes: () => number): Blob {
  let place = 0;
  const pull = async (stream: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const bytes = new Uint8Array(await file.slice(place, place + sizes()).arrayBuffer());
    place += bytes.length;
    if (bytes.length > 0) stream.enqueue(bytes);
    else stream.close();
  };
  return Object.assign(new File([file], file.name), { stream: () => new ReadableStream({ pull }) });
}

const plain = `${HEADER}\n${GOOD_ROW}\n21,1000,SCH,0,Y,Y,N\n`;
const badCell = `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n33\n"a\nb",1,GRD,1,N,N,Y\n${GOOD_ROW}\n`;
const long = 'x'.repeat(3_000_000);

const files: readonly (readonly [name: string, content: string | Buffer])[] = [
  ['a plain file', plain],
  ['a byte order mark', `\uFEFF${plain}`],
  ['CRLF', plain.replaceAll('\n', '\r\n')],
  ['no line end at the end', plain.trimEnd()],
  ['blank lines at the end', `${plain}\r\n\n`],
  ['quotes', plain.replaceAll(/[^,\n]+/g, '"$&"')],
  ['further columns, with line ends in quotes', plain.replaceAll(/^(?=.)/gm, '"a ""note""\n",')],
  ['a header alone', `${HEADER}\n`],
  [
    'issues instead of decisions',
    `${HEADER}\n13,50000,GRD,1,N,N,Y\n33.5,1,PhD,1,N,N,Y\n,50000,,1,N,N,Y\n75,1,GRD,1,N,N,Y\n`,
  ],
  ['no bytes at all', ''],
  ['two bytes', 'ag'],
  ['missing columns', 'age,income\n33,50000\n'],
  ['a column twice', `age,${HEADER}\n`],
  ['semicolons', plain.replaceAll(',', ';')],
  ['UTF-16', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
  ['a cell and a row that cannot be read', badCell],
  ['bytes that are no UTF-8', Buffer.from(`${HEADER}\n\xff\xfe33,50000,GRD,1,N,N,Y\n`, 'latin1')],
  ['an emoji', `${HEADER}\n🙂,50000,GRD,1,N,N,Y\n`],
  ['an unclosed quote', `${HEADER}\n${GOOD_ROW}\n"33,50000,GRD,1,N,N,Y\n${GOOD_ROW}\n`],
  ['text after a quote', `${HEADER}\n"33"x,50000,GRD,1,N,N,Y\n${GOOD_ROW}\n`],
  ['a line of 3 MB', `${HEADER}\n${GOOD_ROW}\n${long}\n${GOOD_ROW}\n`],
  ['a header of 3 MB', long],
  ['blank lines between', `${HEADER}\n${GOOD_ROW}\n\n\r\n${GOOD_ROW}\n`],
];

describe('the same bytes and the same sentences as the tool', () => {
  for (const [name, content] of files) {
    for (const keepGoing of [false, true]) {
      test(`${name}${keepGoing ? ', keeping going' : ''}`, async () => {
        const expected = byTool(content, shipped, keepGoing);
        assert.ok(expected.says !== '' || (expected.scores?.length ?? 0) >= 'row,pd,outcome,offer\n'.length);
        assert.deepEqual(await byWasm(fileOf(new Uint8Array(Buffer.from(content))), shipped, keepGoing), expected);
      });
    }
  }

  for (const model of [shipped, full]) {
    test(`20,000 made-up applicants by ${model}`, async () => {
      const content = applicants(20_000, 7);
      const expected = byTool(content, model, false);
      assert.equal(expected.scores?.split('\n').length, 20_002);
      assert.deepEqual(await byWasm(fileOf(content), model, false), expected);
    });
  }

  test('many rows that cannot be read, in chunks of any size', async () => {
    const rows = applicants(8_000, 8).split('\n');
    const content = rows
      .map((row, index) => (index % 7 === 3 ? row.slice(0, 20) : index % 11 === 5 ? `"a"b${row}` : row))
      .join('\n');
    const expected = byTool(content, shipped, true);
    assert.ok((expected.rejects?.split('\n').length ?? 0) > 1000);
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 0x7fffffff);
    assert.deepEqual(
      await byWasm(
        inChunks(fileOf(content), () => 1 + (random() % 50_000)),
        shipped,
        true,
      ),
      expected,
    );
    assert.deepEqual(
      await byWasm(
        inChunks(fileOf(content.slice(0, 5000)), () => 1),
        shipped,
        true,
      ),
      byTool(content.slice(0, 5000), shipped, true),
    );
  });

  test('models that are cut off, changed, or something else', async () => {
    const good = readFileSync(join(folder, shipped));
    const changed = Buffer.from(good);
    changed[100]! ^= 1;
    const models = [Buffer.alloc(0), good.subarray(0, 500), changed, Buffer.concat([good, Buffer.alloc(1)])];
    for (const model of models) {
      put(folder, 'M.bin', model);
      const { says } = await byWasm(fileOf(plain), 'M.bin', false);
      // What does not begin as a packed model is read as JSON by the tool.
      if (model.length > 0) assert.equal(says, byTool(plain, 'M.bin', false).says);
      assert.match(says, /^M\.bin, byte \d+ .*; pack the model again from its JSON$/);
    }
  });
});

describe('what went wrong', () => {
  const fails = (file: Blob, options: Partial<ScoreFileOptions> = {}): Promise<Error> =>
    scoreFile(file, { wasm, model: modelFile(shipped), ...options }).then(
      () => assert.fail('it went well'),
      (error: Error) => error,
    );

  test('a row is named by row, line, column and reason', async () => {
    const error = await fails(fileOf(`${HEADER}\n${GOOD_ROW}\n"33",50000,GRD,1,N,N,Y\n33,many,GRD,1,N,N,Y\n`));
    assert.ok(error instanceof PrescoreFileError);
    assert.equal(error.code, 'file_refused');
    assert.deepEqual(error.fault, { row: 3, line: 4, column: 'income', reason: '"many" is not a number' });
    assert.equal(error.message, 'F.csv, line 4 (row 3), column "income": "many" is not a number');
    assert.deepEqual(error.problems, [
      {
        code: 'not_a_number',
        row: 3,
        line: 4,
        column: 'income',
        reason: '"many" is not a number',
        text: 'many',
        nearest: '',
        count: 0,
        expected: 0,
      },
    ]);
  });

  test('a row as a whole has no column, a header no row', async () => {
    const ragged = await fails(fileOf(`${HEADER}\n33\n`));
    assert.deepEqual((ragged as PrescoreFileError).fault, {
      row: 1,
      line: 2,
      column: null,
      reason: 'the row has 1 cell, but the header names 7 columns',
    });
    const { fault, problems } = (await fails(fileOf('age\n'))) as PrescoreFileError;
    assert.equal(fault, null);
    assert.deepEqual(
      problems.map(({ code, row, line, text }) => [code, row, line, text]),
      HEADER.split(',')
        .slice(1)
        .map((column) => ['missing_column', 0, 1, column]),
    );
  });

  test('a column that is missing has the nearest name beside it', async () => {
    const { problems } = (await fails(fileOf(`${HEADER.replace('income', 'incom')}\n`))) as PrescoreFileError;
    assert.deepEqual(
      problems.map(({ text, nearest }) => [text, nearest]),
      [['income', 'incom']],
    );
  });

  test('the result says how the file was read', async () => {
    const options = { wasm, model: modelFile(shipped) };
    const usual = { encoding: 'UTF-8', delimiter: ',', hasDecimalCommas: false, endsLinesWithCr: false };
    assert.deepEqual((await scoreFile(fileOf(plain), options)).format, usual);
    const semicolons = plain.replaceAll(',', ';').replace('50000', '50000,5').replaceAll('\n', '\r');
    const bytes = Buffer.from(`\uFEFF${semicolons}`, 'utf16le');
    assert.deepEqual((await scoreFile(fileOf(new Uint8Array(bytes)), options)).format, {
      encoding: 'UTF-16LE',
      delimiter: ';',
      hasDecimalCommas: true,
      endsLinesWithCr: true,
    });
  });

  test('a file whose bytes do not come', async () => {
    const broken = Object.assign(fileOf(plain), {
      stream: () =>
        new ReadableStream({
          pull: () => {
            throw new Error('gone');
          },
        }),
    });
    const error = await fails(broken);
    assert.equal((error as PrescoreFileError).code, 'file_unreadable');
    assert.equal(error.message, 'F.csv: reading failed');
  });

  test('WebAssembly that is none, or is not there', async () => {
    assert.equal(
      ((await fails(fileOf(plain), { wasm: new Uint8Array(8) })) as PrescoreStartError).code,
      'wasm_refused',
    );
    assert.equal(
      ((await fails(fileOf(plain), { wasm: 'http://127.0.0.1:1/x' })) as PrescoreStartError).code,
      'wasm_unreachable',
    );
  });

  test('no memory: an error, and the next file is scored as ever', async () => {
    const { grow } = WebAssembly.Memory.prototype;
    const refuse = (): never => {
      throw new RangeError('no more memory');
    };
    // A record of nearly 1 MiB is held as a whole, several times over: more than is left once the model is loaded.
    const file = fileOf(`${HEADER}\n${'"'}${'y'.repeat(1_000_000)}",50000,GRD,1,N,N,Y\n`);
    const stream = file.stream.bind(file);
    file.stream = () => {
      WebAssembly.Memory.prototype.grow = refuse;
      return stream();
    };
    try {
      const error = await fails(file);
      assert.ok(error instanceof PrescoreFileError);
      assert.equal(error.code, 'out_of_memory');
      assert.equal(error.message, 'there is not enough memory for this input');
      // Where there is no memory for its bytes, and where there is none for the tables that the core makes of it.
      for (const model of [new Uint8Array(8_000_000), modelFile(shipped)]) {
        const large = await fails(fileOf(plain), { model });
        assert.equal((large as PrescoreStartError).code, 'core_stopped');
      }
    } finally {
      WebAssembly.Memory.prototype.grow = grow;
    }
    assert.deepEqual(await byWasm(fileOf(plain), shipped, false), byTool(plain, shipped, false));
  });
});

describe('while it runs', () => {
  const many = applicants(20_000, 9);

  test('progress rises to the whole file', async () => {
    const told: ScoreProgress[] = [];
    const size = Buffer.byteLength(many);
    const { rows } = await scoreFile(fileOf(many), {
      wasm,
      model: modelFile(shipped),
      onProgress: (one) => told.push(one),
    });
    assert.equal(rows, 20_000);
    assert.equal(told.length, Math.floor(size / (256 << 10)) + 1);
    assert.deepEqual(told.at(-1), { bytes: size, size, rows: 20_000, refused: 0 });
    assert.deepEqual(
      told.map(({ bytes }) => bytes),
      told.map(({ bytes }) => bytes).sort((a, b) => a - b),
    );
  });

  test('the signal ends it, with its own reason', async () => {
    const control = new AbortController();
    const scored = scoreFile(fileOf(many), {
      wasm,
      model: modelFile(shipped),
      signal: control.signal,
      onProgress: () => control.abort(new Error('enough')),
    });
    await assert.rejects(scored, /^Error: enough$/);
    await assert.rejects(scoreFile(fileOf(plain), { wasm, model: modelFile(shipped), signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  test('leaving the loop ends the reading', async () => {
    let isCancelled = false;
    const rows = new TextEncoder().encode(many);
    const endless = Object.assign(fileOf(many), {
      stream: () =>
        new ReadableStream({
          pull: (stream) => stream.enqueue(rows),
          cancel: () => {
            isCancelled = true;
          },
        }),
    });
    for await (const { scores } of scoreParts(endless, { wasm, model: modelFile(shipped) })) {
      assert.ok(scores.length > 0);
      break;
    }
    assert.ok(isCancelled);
  });

  test('memory does not grow with the file', async () => {
    let memory: WebAssembly.Memory | undefined;
    const { instantiate } = WebAssembly;
    Object.assign(WebAssembly, {
      instantiate: async (...given: Parameters<typeof instantiate>) => {
        const made = (await instantiate(...given)) as unknown as WebAssembly.Instance;
        memory = Object.values(made.exports).find((value) => value instanceof WebAssembly.Memory);
        return made;
      },
    });
    try {
      const held: number[] = [];
      const [header = '', ...rows] = many.split('\n');
      for (const times of [1, 8]) {
        await scoreFile(fileOf(`${header}\n${rows.join('\n').repeat(times)}`), { wasm, model: modelFile(full) });
        held.push(memory?.buffer.byteLength ?? 0);
      }
      assert.ok((held[0] ?? 0) > 0);
      assert.equal(held[1], held[0]);
      assert.ok((held[0] ?? 0) <= 16 << 20, `${held[0]} bytes`);
    } finally {
      Object.assign(WebAssembly, { instantiate });
    }
  });
});

test("the engine of an applicant's page knows nothing of files", () => {
  assert.ok(existsSync(inRoot('build/wasm/prescore.wasm')));
  assert.doesNotMatch(readFileSync(inRoot('build/wasm/prescore.wasm'), 'latin1'), /row,pd,outcome/);
  assert.match(readFileSync(inRoot('build/wasm/prescore-batch.wasm'), 'latin1'), /row,pd,outcome/);
});
