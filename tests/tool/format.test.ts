// docs/model-format.md against the code: its tables, and its example byte for byte.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { crc32, EXIT, makeFolder, put, runTool } from './support.ts';

const folder = makeFolder('format');
const page = readFileSync(inRoot('docs', 'model-format.md'), 'utf8');
const header = (name: string) => readFileSync(inRoot('core', 'include', 'prescore', `${name}.hpp`), 'utf8');

/** The page from a heading to the next of the same or a higher level. */
function section(heading: string): string {
  const start = page.indexOf(`\n${heading}\n`);
  assert.notEqual(start, -1, `no heading "${heading}"`);
  const rest = page.slice(start + heading.length + 2);
  const level = heading.indexOf(' ');
  const end = rest.search(new RegExp(`\\n#{1,${level}} `));
  return end === -1 ? rest : rest.slice(0, end);
}

/** The entries of a list macro such as PRESCORE_SECTIONS, in order. */
const macro = (text: string, name: string): string[] =>
  [...(new RegExp(`#define ${name}\\(X\\)([^]*?[^\\\\])\\n`).exec(text)?.[1] ?? '').matchAll(/X\((\w+),/g)].map(
    ([, entry]) => entry ?? '',
  );

/** The body cells of a table's column. */
const column = (text: string, index: number): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|')[index + 1]?.trim() ?? '');

const fence = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

const hexLines = fence('hex').trimEnd().split('\n');
const bytes = Buffer.from(hexLines.map((line) => line.slice(0, 44).replaceAll(' ', '')).join(''), 'hex');

describe('the page and the code agree', () => {
  test('on the sections and their order', () => {
    const sections = macro(header('codes'), 'PRESCORE_SECTIONS');
    assert.ok(sections.length >= 6);
    assert.deepEqual(
      [...section('### Header').matchAll(/^\d+\. `(\w+)`$/gm)].map(([, name]) => name),
      sections,
    );
    for (const name of sections.slice(1)) section(`### ${name}`);
  });

  test('on the error codes, their order and their words', () => {
    const codes = macro(header('codes'), 'PRESCORE_MODEL_ERROR_CODES');
    assert.ok(codes.length >= 15);
    assert.deepEqual(
      column(section('## Errors'), 0),
      codes.map((code) => `\`${code}\``),
    );
    const words = codes.map((code) => new RegExp(`X\\(${code}, "([^"]+)"\\)`).exec(header('codes'))?.[1]);
    assert.deepEqual(column(section('## Errors'), 1), words);
  });

  test('on the limits', () => {
    const sources = ['questionnaire', 'encoding', 'policy', 'reference', 'packed'].map(header).join('\n');
    const limits = section('## Limits');
    column(limits, 2).forEach((cell, row) => {
      const constant = cell.replaceAll('`', '');
      const value = new RegExp(`${constant} = (?:std::size_t\\{(\\d+)\\} << (\\d+)|(\\d+));`).exec(sources);
      assert.ok(value, `no constant ${constant}`);
      const number = value[3] ? Number(value[3]) : Number(value[1]) * 2 ** Number(value[2]);
      assert.equal(column(limits, 1)[row], String(number), constant);
    });
  });

  test('on the version', () => {
    const version = /kPackedVersion = (\d+);/.exec(header('packed'))?.[1] ?? '';
    assert.ok(section('### Header').includes(`| version | word | ${version} (\`kPackedVersion\`) |`));
    const json = /kFormatVersion = (\d+);/.exec(
      readFileSync(inRoot('model', 'src', 'json', 'programme_json.cpp'), 'utf8'),
    )?.[1];
    assert.ok(section('## JSON document').includes(`| \`/version\` | ${json ?? ''} |`));
  });
});

describe('the example', () => {
  test('has a header that fits its payload', () => {
    assert.equal(bytes.subarray(0, 4).toString('latin1'), 'PSCR');
    assert.equal(bytes.readUInt32LE(8), bytes.length - 16);
    assert.equal(bytes.readUInt32LE(12), crc32(bytes.subarray(16)));
  });

  test('is what the tool packs from the JSON beside it, byte for byte', () => {
    put(folder, 'tiny.json', fence('json'));
    assert.equal(
      runTool(folder, ['pack', 'tiny.json', '--without-texts', '--output', 'tiny.bin']).err,
      `Wrote tiny.bin, ${bytes.length} bytes.\n`,
    );
    assert.deepEqual(readFileSync(join(folder, 'tiny.bin')), bytes);
  });

  test('unpacks to what its lines say', () => {
    put(folder, 'hex.bin', bytes);
    const { code, out } = runTool(folder, ['inspect', 'hex.bin']);
    assert.equal(code, EXIT.done);
    assert.match(out, /^Programme tiny, /);
    assert.match(out, /^ +age +21 to 70, 1 cut/m);
    assert.match(out, /^ +nodes +5$/m);
  });

  test('decides as the page works out', () => {
    put(folder, 'hex.bin', bytes);
    const scores = runTool(folder, ['score', '--model', 'hex.bin'], 'age,work\n45,0\n45,1\n25,\n').out.split('\n');
    assert.deepEqual(scores.slice(1, 4), [
      '1,0.098400,likely_approval,card',
      '2,0.020000,likely_approval,card',
      '3,0.300000,alternative_offer,debit',
    ]);
    assert.ok(page.includes('= 98,400 ppm'));
  });
});
