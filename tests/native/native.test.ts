// The core as a library of other people's programs: installed, found, linked, loaded, and shown in docs/native.md.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import {
  buildExample,
  configure,
  FOLDER,
  installCore,
  MODEL,
  output,
  PREFIX,
  runProgram,
  WARNINGS,
} from './support.ts';

interface GoldenCase {
  name: string;
  answers: Record<string, string>;
  expect:
    | { kind: 'issues'; issues: { code: string }[] }
    | {
        kind: 'decision';
        outcome: string;
        basis: string;
        offers: string[];
        pd: number | null;
        reasons: { against: string[][] };
      };
}

const golden = JSON.parse(readFileSync(inRoot('tests', 'golden', 'cases.json'), 'utf8')) as { cases: GoldenCase[] };
const INCLUDE = join(PREFIX, 'include');
const LIBRARY = join(PREFIX, 'lib', 'libprescore.a');

/** What both examples print. */
function expectedLines({ expect }: GoldenCase): string[] {
  if (expect.kind === 'issues') return expect.issues.map(({ code }) => `issue ${code}`);
  return [
    `outcome ${expect.outcome}`,
    `basis ${expect.basis}`,
    ...(expect.pd === null ? [] : [`pd_ppm ${Math.round(expect.pd * 1e6)}`]),
    ...expect.offers.map((offer) => `offer ${offer}`),
    ...expect.reasons.against.map((codes) => `against ${codes.join(' ')}`),
  ];
}

before(installCore);

for (const example of ['cpp_example', 'c_example']) {
  describe(example, () => {
    test('decides every golden case as written', () => {
      const program = buildExample(example);
      for (const one of golden.cases) {
        const answers = Object.entries(one.answers).map(([question, text]) => `${question}=${text}`);
        // A command line cannot hold a NUL, nor this example more answers.
        if (answers.some((answer) => answer.includes('\0')) || answers.length > 32) continue;
        const { code, lines } = runProgram(program, [MODEL, ...answers]);
        assert.deepEqual(lines, expectedLines(one), one.name);
        assert.equal(code, one.expect.kind === 'decision' ? 0 : 1, one.name);
      }
    });

    test('refuses what is not a model', () => {
      assert.equal(runProgram(join(FOLDER, example, 'decide'), [inRoot('LICENSE')]).code, 2);
    });

    test('stands in docs/native.md to the letter', () => {
      const page = readFileSync(inRoot('docs', 'native.md'), 'utf8');
      for (const name of readdirSync(inRoot('tests', 'native', example))) {
        const fence = { '.txt': 'cmake', '.cpp': 'cpp', '.c': 'c' }[name.slice(name.lastIndexOf('.'))];
        const text = readFileSync(inRoot('tests', 'native', example, name), 'utf8');
        assert.ok(page.includes(`\`${name}\`:\n\n\`\`\`${fence}\n${text}\`\`\``), name);
      }
    });
  });
}

describe('the installed headers', () => {
  const headers = (): string[] => readdirSync(join(INCLUDE, 'prescore'));

  test('each compile by themselves as C++20 without a warning', () => {
    const sources = headers().map((name) => {
      const source = join(FOLDER, 'made', `${name}.cpp`);
      writeFileSync(source, `#include <prescore/${name}>\n`);
      return source;
    });
    assert.ok(sources.length > 20);
    output('c++', '-std=c++20', '-fsyntax-only', ...WARNINGS, '-I', INCLUDE, ...sources);
  });

  test('of the C interface compile as C99', () => {
    const names = headers().filter((name) => name.endsWith('.h'));
    assert.deepEqual(names.sort(), ['c_codes.h', 'prescore.h']);
    for (const name of names) {
      const source = join(FOLDER, 'made', `${name}.c`);
      writeFileSync(source, `#include <prescore/${name}>\n`);
      output('cc', '-std=c99', '-fsyntax-only', '-Wstrict-prototypes', ...WARNINGS, '-I', INCLUDE, source);
    }
  });
});

describe('as a shared object the core', () => {
  const shared = join(FOLDER, 'made', 'libprescore.so');

  test('exports the C interface and nothing else', () => {
    output('c++', '-shared', '-o', shared, '-Wl,-z,defs', '-Wl,--whole-archive', LIBRARY, '-Wl,--no-whole-archive');
    const declared = ['prescore.h', 'c_codes.h']
      .map((name) => readFileSync(join(INCLUDE, 'prescore', name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/PRESCORE_API [\w* ]*?\*? ?(prescore_\w+)\(/g)].map(([, name]) => name));
    assert.ok(declared.length > 15);
    const exported = output('nm', '--dynamic', '--defined-only', '--format=just-symbols', shared).trim().split('\n');
    assert.deepEqual(
      // Templates of the standard library are weak symbols of everyone's.
      exported.filter((name) => !name.startsWith('_ZNSt') && !name.startsWith('_ZSt')).sort(),
      declared.sort(),
    );
  });

  test('is loaded at run time and opens a model', () => {
    const loader = join(FOLDER, 'made', 'loader');
    const source = inRoot('tests', 'native', 'loader.c');
    output('cc', '-std=c99', '-D_POSIX_C_SOURCE=200809L', ...WARNINGS, '-I', INCLUDE, source, '-o', loader, '-ldl');
    assert.deepEqual(runProgram(loader, [shared, MODEL]), { code: 0, lines: ['instant-card'] });
  });
});

test('The pkg-config file names what a C compiler needs', () => {
  const lines = readFileSync(join(PREFIX, 'lib', 'pkgconfig', 'prescore.pc'), 'utf8').split('\n');
  const variables = new Map([['pcfiledir', join(PREFIX, 'lib', 'pkgconfig')]]);
  const expanded = (text: string): string => text.replaceAll(/\$\{(\w+)\}/g, (_, name) => variables.get(name) ?? '');
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, variable, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    const [, field, words = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
    if (variable) variables.set(variable, expanded(value));
    if (field) fields.set(field, expanded(words));
  }
  const flags = (name: string): string[] => (fields.get(name) ?? '').split(' ');
  const program = join(FOLDER, 'made', 'decide');
  const source = inRoot('tests', 'native', 'c_example', 'main.c');
  output('cc', ...flags('Cflags'), source, '-o', program, ...flags('Libs'));
  assert.equal(runProgram(program, [MODEL, 'age=1']).code, 1);
});

test('A project that adds the sources gets the core and nothing else', () => {
  const source = join(FOLDER, 'made', 'CMakeLists.txt');
  writeFileSync(
    source,
    `cmake_minimum_required(VERSION 3.25)
project(bank LANGUAGES CXX)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_subdirectory(${inRoot()} prescore)
add_executable(decide ${inRoot('tests', 'native', 'cpp_example', 'main.cpp')})
target_link_libraries(decide PRIVATE prescore::core)
`,
  );
  const build = configure(join(FOLDER, 'made'), 'added');
  const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8')) as {
    file: string;
    command: string;
  }[];
  const own = commands.filter(({ file }) => basename(file) === 'main.cpp');
  assert.equal(own.length, 1);
  // What hardens the core and what warns its authors stays with the core.
  assert.doesNotMatch(own[0]?.command ?? '', /-W|-f(no-exceptions|PIE|stack)|GLIBCXX/);
  assert.ok(commands.every(({ file }) => file.startsWith(inRoot('core')) || basename(file) === 'main.cpp'));
});
