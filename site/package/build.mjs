// Writes the npm package: a folder to be published as it is.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readContent } from '../build/content/content.mjs';
import { codesOf } from '../build/languages.mjs';
import { widgetTexts } from '../build/texts.mjs';
import { bundleEntries } from './bundle.mjs';
import { writeDeclarations } from './declarations.mjs';
import { elementsManifest } from './manifest.mjs';
import { packageJson } from './packageJson.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entries = [
  'index.ts',
  'wasm.ts',
  'wasmNode.ts',
  'element.ts',
  'frame.ts',
  'batch.ts',
  'batchWorker.ts',
  'service.ts',
  'react.ts',
  'vue.ts',
];

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.wasmDir holds prescore.mjs (glue), prescore.wasm, prescore-twin.mjs and the same of prescore-batch
 * @param {string} options.modelsDir holds the packed model of the sample programme, `<id>.bin`
 */
export async function buildPackage({ outDir, wasmDir, modelsDir }) {
  const content = readContent();
  const model = `${content.programmes[0]?.id}.bin`;
  const modelFile = join(modelsDir, model);
  const codes = codesOf(content.list);
  const texts = Object.fromEntries(
    await Promise.all(codes.map(async (language) => [language, await widgetTexts(content, language)])),
  );
  await rm(outDir, { recursive: true, force: true });
  for (const folder of ['models', 'texts']) await mkdir(join(outDir, folder), { recursive: true });
  await Promise.all([
    bundleEntries({ outDir, entries, wasmDir, modelFile, texts, content }),
    writeDeclarations(
      join(outDir, 'types'),
      entries.map((name) => `site/package/${name}`),
    ),
    copyFile(join(wasmDir, 'prescore.wasm'), join(outDir, 'prescore.wasm')),
    copyFile(modelFile, join(outDir, 'models', model)),
    ...Object.entries(texts).map(([language, content]) => writeFile(join(outDir, `texts/${language}.json`), content)),
    ...['LICENSE', 'NOTICE', 'CHANGELOG.md'].map((name) => copyFile(join(root, name), join(outDir, name))),
    copyFile(join(root, 'docs/package.md'), join(outDir, 'README.md')),
    writeJson(
      join(outDir, 'package.json'),
      packageJson(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))),
    ),
    writeJson(join(outDir, 'custom-elements.json'), await elementsManifest()),
  ]);
}

/**
 * @param {string} path
 * @param {unknown} value
 */
async function writeJson(path, value) {
  await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
