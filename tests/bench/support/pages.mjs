// @ts-check
// The pages that are timed: each decides on the same applicant with the same forest and says when it has shown that.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleScript } from '../../../site/build/bundle.mjs';
import { headersFor, headerZones } from '../../../site/hosting/headers.mjs';
import { readPartners } from '../../../site/hosting/partners.mjs';
import { findFiles } from '../../../scripts/base/files.mjs';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { naiveScore, onnxModel, readForest, ydfModel } from './peer-models.mjs';

/** @typedef {{ type: string, content: Uint8Array | string, headers?: Readonly<Record<string, string>> }} Served */
/**
 * @typedef {object} TimedPage
 * @property {string} name
 * @property {string} path
 * @property {string} [script] runs in the page before its own
 * @property {string} [peer] the package that it shows
 */

export const answers = {
  age: '34',
  income: '50000',
  education: 'higher',
  stable_job: 'yes',
  car: 'none',
  foreign_passport: 'no',
};

/** Says when the next frame is drawn, and what was decided. */
export const tell = `globalThis.decided = (result) => requestAnimationFrame(() => setTimeout(() =>
  console.log('decided ' + performance.now() + ' ' + result)));`;

export const fillForm = `${tell}
addEventListener('prescore-ready', ({ target }) => {
  const form = target.shadowRoot.querySelector('form:not([inert] *)');
  for (const [name, text] of Object.entries(${JSON.stringify(answers)})) {
    const option = form.querySelector('input[type="radio"][name="question-' + name + '"][value="' + text + '"]');
    if (option) { option.click(); continue; }
    const field = form.querySelector('input[name="question-' + name + '"]');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  form.requestSubmit();
});
addEventListener('prescore-decision', ({ detail }) => decided(detail.outcome));`;

/** Ours, by what the targets say of them. @satisfies {Readonly<Record<string, TimedPage>>} */
export const own = {
  empty: { name: 'empty page', path: '/bench/empty.html' },
  bank: { name: 'Prescore, the whole page of the bank', path: '/', script: fillForm },
  plain: {
    name: 'its floor: the same bytes, form and decision as plain HTML, no script of ours run',
    path: '/bench/plain.html',
    script: tell,
  },
  engine: { name: 'Prescore, `createPrescore` alone', path: '/bench/bare.html' },
  bytes: { name: 'its floor: the same files loaded, nothing called', path: '/bench/bytes.html' },
  packed: { name: 'Prescore, `createPrescore` of the npm package: all in one script', path: '/bench/packed.html' },
};

/** @type {TimedPage[]} */
export const timedPages = [
  ...Object.values(own),
  { name: 'ydf-inference', path: '/bench/ydf.html', peer: 'ydf-inference' },
  { name: 'onnxruntime-web', path: '/bench/onnx.html', peer: 'onnxruntime-web' },
];

/** @param {string} head @param {string} script */
const html = (head, script) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>${head}<script>${tell}</script></head>` +
  `<body><p id="result"></p>${script}</body></html>`;

/** @param {string} path @param {string} type */
const preload = (path, type) => `<link rel="preload" href="${path}" as="fetch" type="${type}" crossorigin>`;

/**
 * Every file of every page, by its path; the site's own with the headers that a bank must send.
 * @param {import('../../../scripts/quality/peers.mjs').Peers} peers
 * @returns {Promise<Map<string, Served>>}
 */
export async function servedFiles(peers) {
  const files = siteFiles();
  const forest = readForest();
  const row = forest.row(answers);
  const show = (/** @type {string} */ value) =>
    `document.getElementById('result').textContent = ${value}; decided(${value});`;
  const expected = naiveScore(forest, row);
  const add = (/** @type {string} */ path, /** @type {string} */ type, /** @type {Uint8Array | string} */ content) =>
    files.set(`/bench/${path}`, { type, content });
  const wasm = [...files.keys()].find((path) => /\/prescore\.\w+\.wasm$/.test(path)) ?? '';
  const model = [...files.keys()].find((path) => path.endsWith('.bin')) ?? '';
  add('empty.html', 'text/html', html('', '<script>decided(0)</script>'));
  add(
    'bare.js',
    'text/javascript',
    await bundleScript(inRoot('tests/bench/support/bare.ts'), inRoot('build/wasm/prescore.mjs')),
  );
  const bareHead = `<link rel="modulepreload" href="bare.js">${preload(wasm, 'application/wasm')}${preload(model, 'application/octet-stream')}`;
  add(
    'bare.html',
    'text/html',
    html(
      bareHead,
      `<script type="module">import { createPrescore } from './bare.js';
    const core = await createPrescore({ wasm: '${wasm}', model: '${model}' });
    const { outcome } = core.evaluate(${JSON.stringify(answers)}); ${show('outcome')}</script>`,
    ),
  );
  add(
    'bytes.html',
    'text/html',
    html(
      bareHead,
      `<script type="module">import './bare.js';
    await Promise.all(['${wasm}', '${model}'].map(async (path) => (await fetch(path)).arrayBuffer())); ${show('"nothing"')}</script>`,
    ),
  );
  add('packed.js', 'text/javascript', await bundlePackage());
  add(
    'packed.html',
    'text/html',
    html(
      `<link rel="modulepreload" href="packed.js">`,
      `<script type="module">import { createPrescore } from './packed.js';
    const core = await createPrescore();
    const { outcome } = core.evaluate(${JSON.stringify(answers)}); ${show('outcome')}</script>`,
    ),
  );
  add('onnx.bin', 'application/octet-stream', await onnxModel(forest, peers));
  for (const name of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
    const type = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    add(name, type, readFileSync(peers.resolve(`onnxruntime-web/dist/${name}`)));
  }
  add(
    'onnx.html',
    'text/html',
    html(
      `<link rel="modulepreload" href="ort.wasm.min.mjs"><link rel="modulepreload" href="ort-wasm-simd-threaded.mjs">` +
        preload('ort-wasm-simd-threaded.wasm', 'application/wasm') +
        preload('onnx.bin', 'application/octet-stream'),
      `<script type="module">import * as ort from './ort.wasm.min.mjs';
    ort.env.wasm.numThreads = 1;
    const model = new Uint8Array(await (await fetch('onnx.bin')).arrayBuffer());
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
    const { score } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(${row}), [1, ${row.length}]) });
    if (Math.round(score.data[0]) !== ${expected}) throw new Error('another score: ' + score.data[0]);
    ${show('score.data[0]')}</script>`,
    ),
  );
  add('ydf.zip', 'application/octet-stream', await ydfModel(forest, peers));
  add('inference.js', 'text/javascript', readFileSync(peers.resolve('ydf-inference/dist/inference.js')));
  add('inference.wasm', 'application/wasm', readFileSync(peers.resolve('ydf-inference/dist/inference.wasm')));
  add('jszip.js', 'text/javascript', readFileSync(peers.resolve('jszip/dist/jszip.min.js')));
  const columns = Object.fromEntries(forest.features.map((name, index) => [name, [row[index]]]));
  add(
    'ydf.html',
    'text/html',
    html(
      preload('inference.wasm', 'application/wasm') + preload('ydf.zip', 'application/octet-stream'),
      `<script src="inference.js"></script><script src="jszip.js"></script><script type="module">
    const ydf = await YDFInference();
    const model = await ydf.loadModelFromZipBlob(await (await fetch('ydf.zip')).blob());
    const score = model.predict(${JSON.stringify(columns)})[0] * ${forest.trees.length};
    if (Math.round(score) !== ${expected}) throw new Error('another score: ' + score);
    ${show('score')}</script>`,
    ),
  );
  return files;
}

/** @returns {Map<string, Served>} the built site under its own headers */
function siteFiles() {
  const zones = headerZones(readPartners());
  const types = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
    svg: 'image/svg+xml',
    json: 'application/json',
    wasm: 'application/wasm',
  };
  const files = findFiles(['build/site'], /\.(html|js|css|svg|json|wasm|bin)$/);
  return new Map(
    files.map((file) => {
      const path = file.slice('build/site'.length).replace(/index\.html$/, '');
      const ending = /** @type {keyof typeof types} */ (file.split('.').at(-1));
      const served = {
        type: types[ending] ?? 'application/octet-stream',
        content: readFileSync(inRoot(file)),
        headers: headersFor(zones, path),
      };
      return [path, served];
    }),
  );
}

/** The package as a developer's bundler takes it up; the twin stays the file that it is, for browsers that need it. */
async function bundlePackage() {
  const { outputFiles } = await build({
    stdin: { contents: "export { createPrescore } from './index.js'", resolveDir: inRoot('build/package') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    external: ['./prescore-twin.js'],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? '';
}
