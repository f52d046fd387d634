// Licence and notices go with what ships, and the notices name all of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { NATIVE_PARTS } from '../../../scripts/commands/sbom.mjs';
import { filesUnder, readText, root } from '../support.ts';

const notice = readText('NOTICE');
const [, ofBrowser = '', ...ofPrograms] = notice.split(/^== .* ==$/m);

/** Every script that a browser loads, from the page or from the package. */
const scripts = [
  'site/pages/bank/main.ts',
  'site/frame/main.ts',
  'site/pages/configurator/main.ts',
  'site/pages/score/main.ts',
  'site/embed/loader.ts',
  'site/package/index.ts',
  'site/package/wasm.ts',
  'site/package/element.ts',
  'site/package/frame.ts',
  'site/package/batch.ts',
  'site/package/batchWorker.ts',
  'site/package/service.ts',
];

/** What the includes of the C++ are called in the notices. */
const libraries: Readonly<Record<string, string>> = {
  nlohmann: 'nlohmann/json',
  CLI: 'CLI11',
  kainjow: 'Mustache by Kevin Wojniak',
  openssl: 'OpenSSL',
  boost: 'Boost',
  curl: 'libcurl',
  soci: 'SOCI',
  prometheus: 'prometheus-cpp',
};

for (const folder of ['build/site', 'build/package']) {
  test(`${folder} hands on licence and notices as they are`, () => {
    for (const name of ['LICENSE', 'NOTICE']) {
      const copy = join(root, folder, folder.endsWith('site') ? `${name}.txt` : name);
      assert.equal(readFileSync(copy, 'utf8'), readText(name), copy);
    }
  });
}

test('every package in a script that ships is named, with its licence', async () => {
  const { metafile } = await build({
    entryPoints: scripts.map((path) => join(root, path)),
    outdir: join(root, 'build'),
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    external: ['#prescore-*'],
    loader: { '.css': 'text' },
  });
  const paths = Object.keys(metafile.inputs).map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? '',
  );
  const shipped = [...new Set(paths)].filter((name) => name !== '');
  assert.ok(shipped.includes('lit-html'));
  const headings = [...ofBrowser.matchAll(/^(.+)\n---+$/gm)].flatMap((match) => (match[1] ?? '').split(/[\s,]+/));
  for (const name of shipped) assert.ok(headings.includes(name), `NOTICE does not name ${name}`);
  assert.match(ofBrowser, /Copyright \(c\) 2017 Google LLC/);
  assert.match(ofBrowser, /Emscripten authors/);
});

test('every library that tool and service are built with is named', () => {
  const sources = ['core', 'model', 'service', 'wasm']
    .flatMap((folder) => filesUnder(folder, ['.cpp', '.hpp']))
    .map(readText);
  const includes = sources.flatMap((text) =>
    [...text.matchAll(/^#include <([\w-]+)\//gm)].map((match) => match[1] ?? ''),
  );
  // The interface of Emscripten is in the browser's part.
  const foreign = [...new Set(includes)].filter(
    (name) => name !== 'prescore' && name !== 'emscripten' && name !== 'sys',
  );
  assert.ok(foreign.length >= Object.keys(libraries).length);
  for (const name of foreign) {
    assert.ok(libraries[name], `no library is known behind <${name}/…>: name it in NOTICE and here`);
    assert.ok(
      ofPrograms.some((text) => text.includes(libraries[name] ?? '')),
      `NOTICE does not name ${libraries[name]}`,
    );
  }
});

/** The headings of the native parts that a program or a browser carries. */
const headings: Readonly<Record<string, string>> = {
  emscripten: 'Emscripten',
  'nlohmann-json': 'nlohmann/json',
  cli11: 'CLI11',
  'kainjow-mustache': 'Mustache',
  openssl: 'OpenSSL',
  zlib: 'zlib',
  boost: 'Boost',
  soci: 'SOCI',
  sqlite: 'SQLite',
  curl: 'libcurl',
  libpq: 'libpq',
  'prometheus-cpp': 'prometheus-cpp',
};
/** How the notices write a licence. */
const spelled: Readonly<Record<string, string>> = {
  MIT: 'MIT',
  Zlib: 'zlib License',
  'BSD-3-Clause': 'BSD 3-Clause',
  'BSL-1.0': 'Boost Software License',
  'Apache-2.0': 'Apache License, Version 2.0',
  // SPDX's name of what SQLite's authors say.
  blessing: 'Public domain',
};

test('the bill of materials gives the native parts the licences of the notices', () => {
  const starts = [...notice.matchAll(/^.+\n---+$/gm)].map(({ index }) => index);
  const sections = starts.map((start, place) => notice.slice(start, starts[place + 1]));
  // The compiler's own library is the system's: nobody is handed it.
  const handedOn = NATIVE_PARTS.filter(
    ({ name, use }) => name !== 'libstdc++' && /the (tool|service|WebAssembly)/.test(use),
  );
  assert.deepEqual(handedOn.map(({ name }) => name).sort(), Object.keys(headings).sort());
  for (const { name, licence } of handedOn) {
    const section = sections.find((text) => text.split('\n')[0]?.includes(headings[name] ?? ''));
    assert.ok(section?.includes(spelled[licence] ?? licence), `NOTICE does not give ${name} as ${licence}`);
  }
});
