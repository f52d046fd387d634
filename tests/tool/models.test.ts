// Model files that somebody bent: refused with code and place by every command that takes a model.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { crc32, EXIT, GOOD_ROW, HEADER, leftovers, makeFolder, MODEL, put, runTool } from './support.ts';

const folder = makeFolder('models');
runTool(folder, ['pack', MODEL, '--output', 'good.bin']);
const packed = readFileSync(join(folder, 'good.bin'));
const json = readFileSync(MODEL, 'utf8');

/** A copy of the packed model with `change` made to it. */
function bent(change: (bytes: Buffer) => Buffer | void): Buffer {
  const copy = Buffer.from(packed);
  return change(copy) ?? copy;
}

/** The same, with a checksum that fits: what a careful hand would write. */
const forged = (change: (payload: Buffer) => void) =>
  bent((bytes) => {
    change(bytes.subarray(16));
    bytes.writeUInt32LE(crc32(bytes.subarray(16)), 12);
  });

/** Where the content of a section begins in the payload: behind its id, its revision, and its length, a varint. */
function contentOf(id: string): number {
  let place = packed.indexOf(id, 16) - 16 + 5;
  while (packed[16 + place++]! >= 0x80);
  return place;
}
const name = contentOf('prog');
const questions = contentOf('ques');
/** The largest count that a varint can hold. */
const writeMost = (payload: Buffer, place: number) => payload.fill(0xff, place, place + 4).writeUInt8(0x0f, place + 4);

const packedFaults: [string, Buffer, RegExp][] = [
  [
    'cut off in the header',
    packed.subarray(0, 10),
    /byte 10 \(section header, entry 0\): truncated: the file or a section ends too early/,
  ],
  [
    'cut off in the middle',
    packed.subarray(0, 1000),
    /byte 8 \(section header, entry 0\): truncated: the file or a section ends too early/,
  ],
  ['a bit turned', bent((bytes) => void (bytes[500]! ^= 1)), /byte 12 .*: wrong_checksum: the bytes have changed/],
  [
    'another version',
    bent((bytes) => void bytes.writeUInt32LE(99, 4)),
    /byte 4 .*: newer_version: it was written by a newer version of Prescore/,
  ],
  [
    'bytes behind the end',
    Buffer.concat([packed, Buffer.alloc(3)]),
    /byte 8 .*: trailing_bytes: there are bytes after the end/,
  ],
  ['a length of 4 GiB', bent((bytes) => void bytes.writeUInt32LE(0xffffffff, 8)), /byte 8 .*: truncated/],
  [
    '4 GiB of questions',
    forged((payload) => void writeMost(payload, questions)),
    /\(section questionnaire, entry 0\): truncated/,
  ],
  [
    '33 questions',
    forged((payload) => void payload.writeUInt8(33, questions)),
    /\(section questionnaire, entry 0\): inconsistent_count/,
  ],
  ['a name of 4 GiB', forged((payload) => void writeMost(payload, name)), /\(section header, entry 0\): truncated/],
  [
    'a capital in the name',
    forged((payload) => void payload.write('I', name + 1)),
    /\(section header, entry 0\): malformed_name: a name must be/,
  ],
];

const jsonFaults: [string, string, RegExp][] = [
  ['no JSON', '{"format": ', /M is neither a packed model nor JSON: .*line 1, column 12/],
  ['other JSON', '{"format": "x"}', /M, \/: is not a Prescore model/],
  ['an empty file', '', /M is neither a packed model nor JSON/],
  [
    'another version',
    json.replace('"version": 2', '"version": 9'),
    /M, \/version: was written by a newer version of Prescore: update Prescore, or train the model again/,
  ],
  [
    'a child out of range',
    json.replace(/"left":1,"right":2/, '"left":100001,"right":100002'),
    /M, \/forest\/trees\/0\/0\/left: must be a later node of this tree/,
  ],
  [
    'a cycle',
    json.replace(/"left":1,"right":2/, '"left":0,"right":1'),
    /M, \/forest\/trees\/0\/0\/left: must be a later node of this tree/,
  ],
  ['NaN', json.replace(/"leaf":\d+/, '"leaf":NaN'), /M is neither a packed model nor JSON: .*line \d+, column \d+/],
  [
    'a leaf of 4 GiB',
    json.replace(/"leaf":\d+/, '"leaf":4294967296'),
    /M, \/forest\/trees\/0\/\d+\/leaf: must be a whole number from -2147483647 to 2147483647/,
  ],
  ['bytes behind the end', `${json}x`, /M is neither a packed model nor JSON/],
  [
    'an unknown key',
    json.replace('"programme":', '"colour": 1, "programme":'),
    /M, \/: has the unknown key "colour"; known are/,
  ],
];

describe('bent models', () => {
  for (const [fault, content, message] of [...packedFaults, ...jsonFaults]) {
    test(`${fault}: refused`, () => {
      put(folder, 'M', content);
      put(folder, 'F.csv', `${HEADER}\n${GOOD_ROW}\n`);
      for (const args of [
        ['score', '--model', 'M', '--input', 'F.csv', '--output', 'G'],
        ['evaluate', '--model', 'M', '--data', 'F.csv'],
        ['pack', 'M', '--output', 'G'],
        ['inspect', 'M'],
      ]) {
        const { code, out, err } = runTool(folder, args);
        assert.equal(code, EXIT.badInput, `${args[0]}: ${err}`);
        assert.equal(out, '');
        assert.match(err, message);
        assert.equal(err.trimEnd().split('\n').length, 1, 'one line');
        assert.deepEqual(leftovers(folder), []);
      }
    });
  }

  test('every prefix of a packed model is refused', () => {
    for (let size = 1; size < packed.length; size += 311) {
      put(folder, 'M', packed.subarray(0, size));
      assert.equal(runTool(folder, ['inspect', 'M']).code, EXIT.badInput, `${size} bytes`);
    }
  });
});
