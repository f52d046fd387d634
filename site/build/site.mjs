// Writes the site: a folder of static files that any host can serve, from any path.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAssets } from './build/assets.mjs';
import { bundleScript, bundleStarter, bundleStyle, bundleTwin } from './build/bundle.mjs';
import { pages, readTexts, writePages } from './build/pages.mjs';
import { precompress } from './build/precompress.mjs';
import { writeLatest, writeManifest } from './build/release.mjs';
import { textFiles } from './build/texts.mjs';
import { headersFile, nginxFile } from './hosting/headerFiles.mjs';
import { headerZones } from './hosting/headers.mjs';
import { readPartners } from './hosting/partners.mjs';

const siteDir = fileURLToPath(new URL('.', import.meta.url));
/** As they are called at the root; servers know what `.txt` is. */
const licenceFiles = ['LICENSE', 'NOTICE'].map((name) => ({ name, published: `${name}.txt` }));

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.hostingDir gets the header files that are not part of the site
 * @param {string} options.wasmDir holds prescore.mjs (glue), prescore.wasm, prescore-twin.mjs and the same of prescore-batch
 * @param {string} options.modelFile the packed model
 * @param {import('./hosting/partners.mjs').PartnerList} [options.partners] the repository's list unless told
 */
export async function buildSite({ outDir, hostingDir, wasmDir, modelFile, partners = readPartners() }) {
  const glue = resolve(wasmDir, 'prescore.mjs');
  const { version } = JSON.parse(await readFile(join(siteDir, '../package.json'), 'utf8'));
  const drawing = (/** @type {string} */ name) => readFile(join(siteDir, `page/${name}.svg`), 'utf8');
  const drawings = { icon: await drawing('icon'), card: await drawing('card') };
  const loader = await bundleScript(join(siteDir, 'embed/loader.ts'), glue);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const names = await writeAssets(outDir, {
    script: ['page.js', await bundleStarter(join(siteDir, 'page/main.ts'), glue)],
    style: ['page.css', await bundleStyle(join(siteDir, 'page/page.css'))],
    frameScript: ['frame.js', await bundleStarter(join(siteDir, 'frame/main.ts'), glue)],
    frameStyle: ['frame.css', await bundleStyle(join(siteDir, 'frame/frame.css'))],
    configuratorScript: ['configurator.js', await bundleScript(join(siteDir, 'configurator/main.ts'), glue)],
    configuratorStyle: ['configurator.css', await bundleStyle(join(siteDir, 'configurator/configurator.css'))],
    scoreScript: ['score.js', await bundleScript(join(siteDir, 'score/main.ts'), glue)],
    scoreStyle: ['score.css', await bundleStyle(join(siteDir, 'score/score.css'))],
    batchWorker: ['batch-worker.js', await bundleScript(join(siteDir, '../wasm/batch/worker.ts'), glue)],
    batchWasm: ['prescore-batch.wasm', await readFile(join(wasmDir, 'prescore-batch.wasm'))],
    loader: [`prescore-embed-${version}.js`, loader],
    wasm: ['prescore.wasm', await readFile(join(wasmDir, 'prescore.wasm'))],
    twin: ['prescore-twin.js', await bundleTwin(join(wasmDir, 'prescore-twin.mjs'))],
    model: ['instant-card.bin', await readFile(modelFile)],
    ...(await textFiles([...new Set(pages.map(({ language }) => language))])),
  });
  const release = await writeLatest(outDir, version, names.loader, loader);
  await writePages(
    outDir,
    {
      ...names,
      // Browsers load a tab's icon anew whenever the page's address changes; in the page it costs no request.
      iconData: `data:image/svg+xml,${encodeURIComponent(drawings.icon.trim())}`,
      application: partners.application,
      partners: JSON.stringify(framePartners(partners)),
      configurator: JSON.stringify(await configuratorFacts(partners, release)),
    },
    drawings,
  );
  // Whoever publishes the page hands licence and notices on.
  for (const { name, published } of licenceFiles) await copyFile(join(siteDir, '..', name), join(outDir, published));
  // Of what a server sends: not yet of the files that tell it how.
  await writeManifest(outDir, release);
  await precompress(outDir);
  const assets = Object.values(names).map((name) => `/${name}`);
  await writeHeaderFiles(outDir, hostingDir, partners, assets);
}

/**
 * @param {string} outDir
 * @param {string} hostingDir
 * @param {import('./hosting/partners.mjs').PartnerList} partners
 * @param {readonly string[]} assets
 */
async function writeHeaderFiles(outDir, hostingDir, partners, assets) {
  const zones = headerZones(partners);
  const rootPages = ['/', '/index.html', '/en/*', ...licenceFiles.map(({ published }) => `/${published}`)];
  await mkdir(hostingDir, { recursive: true });
  await writeFile(join(outDir, '_headers'), headersFile(zones, rootPages, assets));
  await writeFile(join(hostingDir, 'nginx-gzip.conf'), nginxFile(zones, 'gzip'));
  await writeFile(join(hostingDir, 'nginx-brotli.conf'), nginxFile(zones, 'brotli'));
}

/**
 * What the frame needs of the list.
 * @param {import('./hosting/partners.mjs').PartnerList} list
 */
function framePartners({ partners }) {
  const entries = Object.entries(partners);
  return Object.fromEntries(entries.map(([id, { origins, theme, campaigns }]) => [id, { origins, theme, campaigns }]));
}

/**
 * @param {import('./hosting/partners.mjs').PartnerList} list
 * @param {import('./build/release.mjs').Release} release
 * @returns {Promise<import('./configurator/facts.ts').Facts>}
 */
async function configuratorFacts({ partners, application }, release) {
  const entries = Object.entries(partners).map(([id, { name, campaigns }]) => [id, { name, campaigns }]);
  const [ru, en] = await Promise.all([readTexts('ru'), readTexts('en')]);
  const fallback = { ru: ru['frame.title'] ?? '', en: en['frame.title'] ?? '' };
  return { release, application, fallback, partners: Object.fromEntries(entries) };
}
