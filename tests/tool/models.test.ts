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

const afterId = 1 + 'instant-card'.length;

const packedFaults: [string, Buffer, RegExp][] = [
  [
    'cut off in the header',
    packed.subarray(0, 10),
    /byte 10 \(section header, entry 0\): truncated: the file ends too early/,
  ],
  [
    'cut off in the middle',
    packed.subarray(0, 1000),
    /byte 8 \(section header, entry 0\): truncated: the file ends too early/,
  ],
  ['a bit turned', bent((bytes) => void (bytes[500]! ^= 1)), /byte 12 .*: wrong_checksum: the bytes have changed/],
  [
    'another version',
    bent((bytes) => void bytes.writeUInt32LE(99, 4)),
    /byte 4 .*: wrong_version: the file was packed by another/,
  ],
  [
    'bytes behind the end',
    Buffer.concat([packed, Buffer.alloc(3)]),
    /byte 8 .*: trailing_bytes: there are bytes after the end/,
  ],
  ['a length of 4 GiB', bent((bytes) => void bytes.writeUInt32LE(0xffffffff, 8)), /byte 8 .*: truncated/],
  [
    '4 GiB of questions',
    forged((payload) => void payload.fill(0xff, afterId, afterId + 4).writeUInt8(0x0f, afterId + 4)),
    /\(section questionnaire, entry 0\): truncated/,
  ],
  [
    '33 questions',
    forged((payload) => void payload.writeUInt8(33, afterId)),
    /\(section questionnaire, entry 0\): inconsistent_count/,
  ],
  [
    'a name of 4 GiB',
    forged((payload) => void payload.fill(0xff, 0, 4).writeUInt8(0x0f, 4)),
    /\(section header, entry 0\): truncated/,
  ],
  [
    'a capital in the name',
    forged((payload) => void payload.write('I', 1)),
    /\(section header, entry 0\): malformed_name: a name must be/,
  ],
];

const jsonFaults: [string, string, RegExp][] = [
  ['no JSON', '{"format": ', /M is neither a packed model nor JSON: .*line 1, column 12/],
  ['other JSON', '{"format": "x"}', /M, \/: is not a Prescore model/],
  ['an empty file', '', /M is neither a packed model nor JSON/],
  ['another version', json.replace('"version": 1', '"version": 9'), /M, \/version: must be 1: train the model again/],
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
  for (const [name, content, message] of [...packedFaults, ...jsonFaults]) {
    test(`${name}: refused`, () => {
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
