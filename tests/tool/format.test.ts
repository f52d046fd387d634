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
    const table = section('### Sections').slice(section('### Sections').indexOf('The sections in the order'));
    assert.deepEqual(
      column(table, 0),
      sections.map((name) => `\`${name}\``),
    );
    const ids = /kSectionIds\[\] = \{([^}]+)\}/.exec(header('packed'))?.[1]?.replaceAll('"', '`').split(/,\s*/);
    assert.deepEqual(column(table, 1), ids);
    const revisions = /kSectionRevisions\[\] = \{([^}]+)\}/.exec(header('packed'))?.[1]?.split(/,\s*/);
    assert.deepEqual(
      column(table, 2).map((text) => text.split(/ or | to /).at(-1)),
      revisions,
    );
    for (const name of sections) section(`### ${name}`);
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
    assert.ok(section('### Header').includes(`| version | word | ${version} (\`kPackedVersion\`); `));
    const json = /kFormatVersion = (\d+);/.exec(
      readFileSync(inRoot('model', 'src', 'json', 'programme_json.cpp'), 'utf8'),
    )?.[1];
    assert.ok(section('## JSON document').includes(`| \`/version\` | ${json ?? ''}; `));
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

describe('models of Prescore 0.1', () => {
  const old = (name: string): Buffer => readFileSync(inRoot('tests', 'golden', 'format-1', name));
  const csv = 'age,work\n45,0\n45,1\n25,\n';

  test('are read in both forms, and decide as before', () => {
    put(folder, 'old.bin', old('tiny.bin'));
    put(folder, 'old.json', old('tiny.json'));
    assert.equal(old('tiny.bin').readUInt32LE(4), 1);
    for (const name of ['old.bin', 'old.json']) {
      assert.deepEqual(runTool(folder, ['score', '--model', name], csv).out.split('\n').slice(1, 4), [
        '1,0.098400,likely_approval,card',
        '2,0.020000,likely_approval,card',
        '3,0.300000,alternative_offer,debit',
      ]);
    }
  });

  test('are packed in the current version, and the JSON of both versions gives the same bytes', () => {
    put(folder, 'old.json', old('tiny.json'));
    assert.equal(JSON.parse(old('tiny.json').toString()).version, 1);
    runTool(folder, ['pack', 'old.json', '--without-texts', '--output', 'repacked.bin']);
    assert.deepEqual(readFileSync(join(folder, 'repacked.bin')), bytes);
  });
});

describe('a model without the section data', () => {
  test('is smaller, and is refused by commands that read data files', () => {
    put(folder, 'tiny.json', fence('json'));
    runTool(folder, ['pack', 'tiny.json', '--without-texts', '--without-data', '--output', 'page.bin']);
    assert.ok(readFileSync(join(folder, 'page.bin')).length < bytes.length);
    const { code, out, err } = runTool(folder, ['score', '--model', 'page.bin'], 'age,work\n45,0\n');
    assert.equal(code, EXIT.badInput);
    assert.equal(out, '');
    assert.match(err, /was packed without the columns and cells of data files; pack it again without --without-data/);
    assert.match(runTool(folder, ['inspect', 'page.bin']).out, /^Programme tiny, /);
  });
});

describe('a model of a newer version', () => {
  const changed = (change: (file: Buffer) => void): Buffer => {
    const file = Buffer.from(bytes);
    change(file);
    file.writeUInt32LE(crc32(file.subarray(16)), 12);
    return file;
  };
  const BROKEN: [string, (file: Buffer) => void, RegExp][] = [
    ['the file', (file) => file.writeUInt32LE(3, 4), /byte 4 \(section header\): newer_version: /],
    ['a section', (file) => file.write('wind', 16), /byte 20 \(section "wind"\): newer_version: /],
    ['the id of a section, which is no text', (file) => file.write('\u001b[1m', 16), /\(section "\?\?\?m"\): newer/],
    ['a revision', (file) => file.writeUInt8(2, 20), /byte 21 \(section header\): newer_version: /],
  ];
  for (const [name, change, message] of BROKEN) {
    test(`is refused for ${name}, and the message says to update`, () => {
      put(folder, 'newer.bin', changed(change));
      const { code, err } = runTool(folder, ['inspect', 'newer.bin']);
      assert.equal(code, EXIT.badInput);
      assert.match(err, message);
      assert.match(err, /it was written by a newer version of Prescore; update Prescore/);
    });
  }

  test('is refused in JSON too', () => {
    put(folder, 'newer.json', fence('json').replace('"version": 2', '"version": 3'));
    const { code, err } = runTool(folder, ['inspect', 'newer.json']);
    assert.equal(code, EXIT.badInput);
    assert.match(err, /newer\.json, \/version: was written by a newer version of Prescore/);
  });
});
