// Writes the site: a folder of static files that any host can serve, from any path.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersFile, nginxFile } from '../hosting/headerFiles.mjs';
import { headerZones } from '../hosting/headers.mjs';
import { framePartners, readPartners } from '../hosting/partners.mjs';
import { writeAssets } from './assets.mjs';
import { bundleLoader, bundleScript, bundleStarter, bundleStyle, bundleTwin } from './bundle.mjs';
import { codesOf, readLanguages } from './languages.mjs';
import { languageFolder, writePages } from './pages.mjs';
import { precompress } from './precompress.mjs';
import { writeLatest, writeManifest } from './release.mjs';
import { readTexts, textFiles } from './texts.mjs';

const siteDir = fileURLToPath(new URL('..', import.meta.url));
/** Published with the ending `.txt`, whose type every server knows. */
const licenceFiles = ['LICENSE', 'NOTICE'].map((name) => ({ name, published: `${name}.txt` }));

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.hostingDir gets the header files that are not part of the site
 * @param {string} options.wasmDir holds prescore.mjs (glue), prescore.wasm, prescore-twin.mjs and the same of prescore-batch
 * @param {string} options.modelFile the packed model
 * @param {import('../hosting/partners.mjs').PartnerList} [options.partners] else the repository's list
 * @throws TextsError where the texts of the languages do not fit together, before anything is written
 */
export async function buildSite({ outDir, hostingDir, wasmDir, modelFile, partners = readPartners() }) {
  const list = readLanguages();
  const texts = readTexts();
  const { version } = JSON.parse(await readFile(join(siteDir, '../package.json'), 'utf8'));
  const drawing = (/** @type {string} */ name) => readFile(join(siteDir, `pages/bank/${name}.svg`), 'utf8');
  const drawings = { icon: await drawing('icon'), card: await drawing('card') };
  const bundles = await bundleFiles({ wasmDir, modelFile, version, bank: partners.bank });
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const names = await writeAssets(outDir, { ...bundles, ...textFiles(texts) });
  const release = await writeLatest(outDir, version, names.loader, bundles.loader[1]);
  const values = {
    // Browsers load a tab's icon again whenever the page's address changes; inside the page it costs no request.
    iconData: `data:image/svg+xml,${encodeURIComponent(drawings.icon.trim())}`,
    application: partners.application,
    partners: JSON.stringify(framePartners(partners)),
    configurator: JSON.stringify(configuratorFacts(partners, release, texts)),
  };
  await writePages(outDir, { list, texts, names: { ...names, ...values }, drawings });
  // Everyone who publishes the page must pass on licence and notices.
  for (const { name, published } of licenceFiles) await copyFile(join(siteDir, '..', name), join(outDir, published));
  // The manifest lists what a server sends, so it comes before compressed copies and header files.
  await writeManifest(outDir, release);
  await precompress(outDir);
  const folders = codesOf(list).map((language) => languageFolder(list, language));
  const languagePages = folders.filter((folder) => folder !== '').map((folder) => `/${folder}*`);
  await writeHeaderFiles({
    outDir,
    hostingDir,
    partners,
    rootPages: ['/', '/index.html', ...languagePages, ...licenceFiles.map(({ published }) => `/${published}`)],
    assets: Object.values(names).map((name) => `/${name}`),
  });
}

/**
 * The files that the pages load, but for their texts: each with its name before the hash.
 * @param {{ wasmDir: string, modelFile: string, version: string, bank: string }} options `bank`: its origin
 */
async function bundleFiles({ wasmDir, modelFile, version, bank }) {
  const glue = resolve(wasmDir, 'prescore.mjs');
  return /** @satisfies {Record<string, readonly [name: string, content: Uint8Array]>} */ ({
    script: ['page.js', await bundleStarter(join(siteDir, 'pages/bank/main.ts'), glue)],
    style: ['page.css', await bundleStyle(join(siteDir, 'pages/bank/page.css'))],
    frameScript: ['frame.js', await bundleStarter(join(siteDir, 'frame/main.ts'), glue)],
    frameStyle: ['frame.css', await bundleStyle(join(siteDir, 'frame/frame.css'))],
    configuratorScript: ['configurator.js', await bundleScript(join(siteDir, 'pages/configurator/main.ts'), glue)],
    configuratorStyle: ['configurator.css', await bundleStyle(join(siteDir, 'pages/configurator/configurator.css'))],
    scoreScript: ['score.js', await bundleScript(join(siteDir, 'pages/score/main.ts'), glue)],
    scoreStyle: ['score.css', await bundleStyle(join(siteDir, 'pages/score/score.css'))],
    batchWorker: ['batch-worker.js', await bundleScript(join(siteDir, '../wasm/batch/worker.ts'), glue)],
    batchWasm: ['prescore-batch.wasm', await readFile(join(wasmDir, 'prescore-batch.wasm'))],
    loader: [`prescore-embed-${version}.js`, await bundleLoader(join(siteDir, 'embed/loader.ts'), `${bank}/`)],
    wasm: ['prescore.wasm', await readFile(join(wasmDir, 'prescore.wasm'))],
    twin: ['prescore-twin.js', await bundleTwin(join(wasmDir, 'prescore-twin.mjs'))],
    model: ['instant-card.bin', await readFile(modelFile)],
  });
}

/**
 * @param {object} options
 * @param {string} options.outDir
 * @param {string} options.hostingDir
 * @param {import('../hosting/partners.mjs').PartnerList} options.partners
 * @param {readonly string[]} options.rootPages
 * @param {readonly string[]} options.assets
 */
async function writeHeaderFiles({ outDir, hostingDir, partners, rootPages, assets }) {
  const zones = headerZones(partners);
  await mkdir(hostingDir, { recursive: true });
  await writeFile(join(outDir, '_headers'), headersFile(zones, rootPages, assets));
  await writeFile(join(hostingDir, 'nginx-gzip.conf'), nginxFile(zones, 'gzip'));
  await writeFile(join(hostingDir, 'nginx-brotli.conf'), nginxFile(zones, 'brotli'));
}

/**
 * @param {import('../hosting/partners.mjs').PartnerList} list
 * @param {import('../embed/snippet.mjs').Release} release
 * @param {ReturnType<typeof readTexts>} texts
 * @returns what site/pages/configurator/facts.ts reads
 */
function configuratorFacts({ partners, application }, release, texts) {
  const entries = Object.entries(partners).map(([id, { name, campaigns, origins }]) => [
    id,
    { name, campaigns, origins },
  ]);
  const ofFrame = (/** @type {string} */ key) =>
    Object.fromEntries(Object.entries(texts).map(([language, { frame }]) => [language, frame[key] ?? '']));
  return {
    release,
    application,
    fallback: ofFrame('frame.link'),
    title: ofFrame('frame.title'),
    partners: Object.fromEntries(entries),
  };
}
