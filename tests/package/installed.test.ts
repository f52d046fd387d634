// The package as its users get it: packed, installed without a network, and imported where there is no DOM.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { inRoot } from '../../scripts/base/paths.mjs';
import { applicants, MODEL, put, runTool } from '../tool/support.ts';
import { consumerDir, filesBelow, installedDir, packageDir, tarball } from './consumer.ts';

interface PackageJson {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: object;
  readonly sideEffects: readonly string[];
}
const read = (name: string): string => readFileSync(join(installedDir, name), 'utf8');
const packageJson = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as PackageJson;
const entries = Object.entries(packageJson.exports);
/** Those that are scripts, by the name under which they are imported. */
const scripts = entries
  .filter(([, target]) => typeof target === 'object')
  .map(([name]) => name.replace('.', 'prescore'));

/** Runs a module in the consumer's folder; what it prints is JSON. */
function runModule(code: string): unknown {
  const args = ['--input-type=module', '--eval', code];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: consumerDir, encoding: 'utf8' }));
}

describe('what is installed', () => {
  test('is all that was built, with licence, notices and a README', () => {
    const files = filesBelow(installedDir);
    assert.deepEqual(files, filesBelow(packageDir));
    for (const name of ['LICENSE', 'NOTICE', 'README.md', 'CHANGELOG.md']) assert.ok(files.includes(name), name);
  });

  test('needs nothing beside it: no dependency, and no import of another package', () => {
    assert.equal(packageJson.dependencies, undefined);
    const modules = filesBelow(installedDir).filter((name) => name.endsWith('.js'));
    assert.ok(modules.length >= scripts.length);
    const foreign = modules.flatMap((name) =>
      [...read(name).matchAll(/(?:\bfrom|\bimport\(|^import)\s*"([^"]+)"/gm)]
        .map(([, path]) => path ?? '')
        .filter((path) => !path.startsWith('./'))
        .map((path) => `${name}: ${path}`),
    );
    assert.deepEqual(foreign, ['wasmNode.js: node:fs/promises']);
  });

  test('names types first, and only files that exist', () => {
    for (const [name, target] of entries) {
      if (typeof target === 'object') assert.equal(Object.keys(target)[0], 'types', name);
      for (const path of Object.values(typeof target === 'object' ? target : { target })) {
        assert.ok(existsSync(join(installedDir, path.replace('/*', ''))), path);
      }
    }
  });

  test('is clean for publint', async () => {
    const data = readFileSync(tarball);
    const { messages } = await publint({ pack: { tarball: toArrayBuffer(data) }, strict: true });
    assert.deepEqual(messages, []);
  });

  test('has types that every way of resolving them in modules finds', async () => {
    const data = createPackageFromTarballData(new Uint8Array(readFileSync(tarball)));
    const excludeEntrypoints = entries.filter(([, target]) => typeof target === 'string').map(([name]) => name);
    const analysis = await checkPackage(data, { excludeEntrypoints: [...excludeEntrypoints, './models', './texts'] });
    assert.ok(analysis.types, 'it has types');
    // The package is for modules: who requires it, or resolves as node 10 did, is not asked.
    const asked = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
    );
    assert.deepEqual(asked, []);
    assert.deepEqual(
      Object.keys(analysis.entrypoints).sort(),
      scripts.map((name) => name.replace('prescore', '.')).sort(),
    );
  });
});

describe('in node', () => {
  test('every entry can be imported where there is no DOM', () => {
    assert.ok(scripts.length >= 5);
    const imported = runModule(`
      const names = ${JSON.stringify(scripts)};
      const modules = await Promise.all(names.map((name) => import(name)));
      console.log(JSON.stringify(modules.map((module, index) => [names[index], Object.keys(module)])));`);
    const exported = Object.fromEntries(imported as [string, string[]][]);
    assert.ok(exported['prescore']?.includes('createPrescore'));
    assert.ok(exported['prescore/wasm']?.includes('createPrescore'));
    assert.deepEqual(exported['prescore/element'], ['PrescoreWidget']);
    assert.deepEqual(exported['prescore/frame'], ['PrescoreFrame']);
    assert.deepEqual(exported['prescore/service'], ['PrescoreService', 'ServiceProblem', 'newIdempotencyKey']);
  });

  for (const name of ['prescore', 'prescore/wasm']) {
    test(`${name} decides as the golden cases say`, () => {
      const { cases } = JSON.parse(readFileSync(inRoot('tests/golden/cases.json'), 'utf8')) as { cases: GoldenCase[] };
      const answers = cases.map((one) => one.answers);
      const decided = runModule(`
        import { createPrescore } from ${JSON.stringify(name)};
        const prescore = await createPrescore();
        if (prescore.fault) throw prescore.fault;
        console.log(JSON.stringify(${JSON.stringify(answers)}.map((one) => prescore.evaluate(one).outcome ?? 'issues')));`);
      assert.deepEqual(
        decided,
        cases.map(({ expect }) => expect.outcome ?? 'issues'),
      );
    });
  }

  test('prescore/batch scores a file of the disk as the tool does', () => {
    put(consumerDir, 'applicants.csv', applicants(2_000, 5));
    const told = runModule(`
      import { openAsBlob } from 'node:fs';
      import { scoreFile } from 'prescore/batch';
      const scored = await scoreFile(await openAsBlob('applicants.csv'));
      // What a field of a form gives in which no model was chosen.
      const error = await scoreFile(new File(['age'], 'F.csv'), { wasm: undefined, model: [][0] }).catch(({ message }) => message);
      console.log(JSON.stringify([await scored.scores.text(), scored.rows, error]));`) as string[];
    const { out } = runTool(consumerDir, ['score', '--model', MODEL, '--input', 'applicants.csv']);
    assert.equal(told[0], out);
    assert.equal(told[1], 2_000);
    assert.match(told[2] ?? '', /^F\.csv, header: the column "income" is missing/);
  });

  test('the twin answers where there is no WebAssembly, and what fails says so', () => {
    const told = runModule(`
      delete globalThis.WebAssembly;
      const { createPrescore } = await import('prescore');
      const prescore = await createPrescore();
      const refused = await createPrescore({ model: new Uint8Array(3) }).catch(({ code }) => code);
      console.log(JSON.stringify([prescore.fault.code, prescore.evaluate({}).issues.length, refused]));`);
    assert.deepEqual(told, ['wasm_unsupported', 6, 'model_refused']);
  });
});

describe('types', () => {
  test('the type tests hold against the installed declarations, which stand the strictest check', () => {
    const files = ['api.ts', 'element.ts', 'react.tsx', 'service.ts'];
    for (const name of files) writeFileSync(join(consumerDir, name), readFileSync(inRoot('tests/types', name)));
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      jsx: 'react-jsx',
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
    };
    writeFileSync(join(consumerDir, 'types.json'), JSON.stringify({ compilerOptions, files }));
    compile([inRoot('node_modules/typescript/bin/tsc')], 'types.json');
  });

  test("the type tests of Vue's templates hold, and its example", () => {
    const sources = { 'Template.vue': 'tests/types/Template.vue', 'App.vue': 'site/examples/vue/App.vue' };
    for (const [name, source] of Object.entries(sources))
      writeFileSync(join(consumerDir, name), readFileSync(inRoot(source)));
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      // Vue's own declarations take twice as long as all the rest.
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    };
    const vueCompilerOptions = { strictTemplates: true };
    writeFileSync(
      join(consumerDir, 'vue.json'),
      JSON.stringify({ compilerOptions, vueCompilerOptions, files: Object.keys(sources) }),
    );
    compile(['--eval', vueCompiler, 'vue-tsc'], 'vue.json');
  });
});

/** vue-tsc with the last compiler that it can drive: that of the other type tests is a program, no library. */
const vueCompiler = `require(${JSON.stringify(inRoot('node_modules/vue-tsc'))}).run(
  ${JSON.stringify(inRoot('node_modules/typescript-for-vue/lib/tsc.js'))})`;

interface GoldenCase {
  readonly answers: object;
  readonly expect: { readonly outcome?: string };
}

/** Fails with what the compiler says. */
function compile(compiler: readonly string[], project: string): void {
  try {
    execFileSync(process.execPath, [...compiler, '-p', project], { cwd: consumerDir, encoding: 'utf8' });
  } catch (error) {
    assert.fail((error as { stdout: string }).stdout);
  }
}

function toArrayBuffer(data: Buffer): ArrayBuffer {
  return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
}
