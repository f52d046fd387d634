// What the tool's file says of how it was built: each property that makes a fault of memory hard to use.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { TOOL } from './support.ts';

const readelf = (...options: string[]): string =>
  execFileSync('readelf', ['--wide', ...options, TOOL], { encoding: 'utf8', maxBuffer: 1 << 28 });
const segments = readelf('--program-headers');
const dynamic = readelf('--dynamic');
/** What the tool takes from the system's libraries. */
const imports = readelf('--dyn-syms')
  .split('\n')
  .filter((line) => / UND /.test(line))
  .join('\n');

interface CompileCommand {
  file: string;
  command: string;
}

test('The tool and its data lie at another address in each run', () => {
  assert.match(readelf('--file-header'), /Type:\s+DYN \(Position-Independent Executable file\)/);
});

test('Nothing in memory can be both written and run, the stack neither', () => {
  assert.match(segments, /^ +GNU_STACK .* RW +0x/m);
  assert.doesNotMatch(segments, /^ +(LOAD|GNU_STACK) .* RWE /m);
});

test('Where the tool finds the functions of libraries is settled at its start and read-only from then on', () => {
  assert.match(segments, /^ +GNU_RELRO /m);
  assert.match(dynamic, /\(FLAGS\)\s+BIND_NOW/);
  assert.match(dynamic, /\(FLAGS_1\)\s+Flags: NOW/);
});

test('The tool looks for libraries only where the system has them', () => {
  assert.doesNotMatch(dynamic, /\((RPATH|RUNPATH)\)/);
});

test('A stack that was written over stops the tool', () => {
  assert.match(imports, / __stack_chk_fail@/);
});

test('Text that is longer than its place stops the tool', () => {
  assert.match(imports, / __v?snprintf_chk@/);
});

test('An index out of its vector stops the tool', () => {
  assert.match(imports, / _ZSt21__glibcxx_assert_fail/);
});

// What leaves no sure trace in the file: every source must have been compiled so.
const compiled = (
  JSON.parse(readFileSync(inRoot('build', 'release', 'compile_commands.json'), 'utf8')) as CompileCommand[]
).filter(({ command }) => / -o (core|model)\/\S*CMakeFiles\//.test(command));
const flags = [
  '-D_FORTIFY_SOURCE=3',
  '-D_GLIBCXX_ASSERTIONS',
  '-fstack-protector-strong',
  '-fstack-clash-protection',
  ...(process.arch === 'x64' ? ['-fcf-protection'] : ['-mbranch-protection=standard']),
];
// The core is a library that others link into shared objects, so it is compiled with -fPIC, which does as much.
test('Every source of the core and the tool is position-independent', () => {
  const without = compiled.filter(({ command }) => !/ -f(PIE|PIC) /.test(command)).map(({ file }) => file);
  assert.deepEqual(without, []);
});

for (const flag of flags) {
  test(`Every source of the core and the tool is compiled with ${flag}`, () => {
    assert.ok(compiled.length > 3);
    const without = compiled.filter(({ command }) => !command.split(' ').includes(flag)).map(({ file }) => file);
    assert.deepEqual(without, []);
  });
}

test('Every function that can be called by its address says so to the processor', () => {
  const code = execFileSync('objdump', ['--disassemble', '--no-show-raw-insn', TOOL], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  assert.ok(code.match(process.arch === 'x64' ? /\bendbr64\b/g : /\b(bti|paciasp)\b/g)!.length > 500);
});
