// Writes the site: a folder of static files that any host can serve, from any path.

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersFile, nginxFile } from '../hosting/headerFiles.mjs';
import { headerZones } from '../hosting/headers.mjs';
import { framePartners } from '../hosting/partners.mjs';
import { writeAssets } from './assets.mjs';
import { bundleLoader, bundleScript, bundleStarter, bundleStyle, bundleTwin } from './bundle.mjs';
import { readContent } from './content/content.mjs';
import { codesOf } from './languages.mjs';
import { languageFolder, programmeFolder, writeClosedPages, writePages } from './pages.mjs';
import { precompress } from './precompress.mjs';
import { writeLatest, writeManifest } from './release.mjs';
import { textFiles } from './texts.mjs';

const siteDir = fileURLToPath(new URL('..', import.meta.url));
/** Published with the ending `.txt`, whose type every server knows. */
const licenceFiles = ['LICENSE', 'NOTICE'].map((name) => ({ name, published: `${name}.txt` }));

/** @typedef {import('./content/content.mjs').Content} Content */
/** @typedef {import('./content/programme.mjs').Programme} Programme */
/** @typedef {import('../hosting/partners.mjs').PartnerList} PartnerList */

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.hostingDir gets the header files that are not part of the site, and the pages `closed/`
 * @param {string} options.wasmDir holds prescore.mjs (glue), prescore.wasm, prescore-twin.mjs and the same of prescore-batch
 * @param {string} options.modelsDir holds the packed model of each programme, `<id>.bin`
 * @param {Content} [options.content] else that of the repository's own programme and brand
 * @param {PartnerList} [options.partners] else the brand's list
 * @throws ContentError if the folders have errors, before anything is written
 */
export async function buildSite({ outDir, hostingDir, wasmDir, modelsDir, content = readContent(), partners }) {
  const known = partners ?? content.partners;
  const { version } = JSON.parse(await readFile(join(siteDir, '../package.json'), 'utf8'));
  const shared = await bundleFiles({ wasmDir, content, version, bank: known.bank });
  const own = new Map();
  for (const programme of content.programmes) own.set(programme, await programmeFiles(content, programme, modelsDir));
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const names = await writeAssets(outDir, shared);
  const ownNames = new Map();
  for (const [programme, files] of own) ownNames.set(programme, await writeAssets(outDir, files));
  const release = await writeLatest(outDir, version, names.loader, shared.loader[1]);
  const models = Object.fromEntries([...own].map(([{ id }, { model }]) => [id, hashOf(model[1])]));
  const pageFiles = {
    content,
    names: (/** @type {Programme} */ programme) => ({
      ...names,
      ...ownNames.get(programme),
      modelHash: models[programme.id],
      ...pageValues(content, known, programme, release),
    }),
    drawings: { logo: content.brand.logo, picture: content.brand.picture },
  };
  await writePages(outDir, pageFiles);
  // Everyone who publishes the page must pass on licence and notices.
  for (const { name, published } of licenceFiles) await copyFile(join(siteDir, '..', name), join(outDir, published));
  // The manifest lists what a server sends, so it comes before compressed copies and header files.
  await writeManifest(outDir, release, models);
  await precompress(outDir);
  const assets = [names, ...ownNames.values()].flatMap((each) => Object.values(each));
  await writeHeaderFiles({ outDir, hostingDir, content, partners: known, assets });
  const closed = join(hostingDir, 'closed');
  await rm(closed, { recursive: true, force: true });
  await writeClosedPages(closed, pageFiles);
  await precompress(closed);
}

/**
 * What the templates name in braces, but for files.
 * @param {Content} content
 * @param {PartnerList} partners
 * @param {Programme} programme
 * @param {import('../embed/snippet.mjs').Release} release
 */
function pageValues({ brand, texts, programmes, list }, partners, programme, release) {
  return {
    // Browsers load a tab's icon again whenever the page's address changes; inside the page it costs no request.
    iconData: `data:image/svg+xml,${encodeURIComponent(brand.logo)}`,
    application: partners.application,
    partners: JSON.stringify(framePartners(partners)),
    configurator: JSON.stringify({
      ...configuratorFacts(partners, release, texts, list),
      folder: programmeFolder(programmes, programme),
    }),
    phone: brand.phone,
    picture: brand.picture && 'picture',
    accent: brand.palette.light['accent'] ?? '',
    groundLight: brand.palette.light['ground'] ?? '',
    groundDark: brand.palette.dark['ground'] ?? '',
    ...Object.fromEntries(brand.links.map((link, index) => [`link-${index}`, link])),
  };
}

/** @param {Uint8Array} model packed @returns {string} as the bank's server names a version */
const hashOf = (model) => `sha256:${createHash('sha256').update(model).digest('hex')}`;

/**
 * The files that only the pages of one programme load.
 * @param {Content} content
 * @param {Programme} programme
 * @param {string} modelsDir
 * @returns {Promise<Record<string, readonly [name: string, content: Uint8Array]>>}
 */
async function programmeFiles(content, programme, modelsDir) {
  const name = `${programme.id}.bin`;
  return { model: [name, await readFile(join(modelsDir, name))], ...(await textFiles(content, programme)) };
}

/**
 * The files that the pages of all programmes load: each with its name before the hash.
 * @param {{ wasmDir: string, content: Content, version: string, bank: string }} options `bank`: its origin
 */
async function bundleFiles({ wasmDir, content, version, bank }) {
  const glue = resolve(wasmDir, 'prescore.mjs');
  const script = (/** @type {string} */ path) => bundleScript(join(siteDir, path), glue, content);
  const starter = (/** @type {string} */ path) => bundleStarter(join(siteDir, path), glue, content);
  const style = (/** @type {string} */ path) => bundleStyle(join(siteDir, path), content);
  return /** @satisfies {Record<string, readonly [name: string, content: Uint8Array]>} */ ({
    script: ['page.js', await starter('pages/bank/main.ts')],
    style: ['page.css', await style('pages/bank/page.css')],
    frameScript: ['frame.js', await starter('frame/main.ts')],
    frameStyle: ['frame.css', await style('frame/frame.css')],
    closedFrameScript: ['frame-closed.js', await script('frame/closed.ts')],
    configuratorScript: ['configurator.js', await script('pages/configurator/main.ts')],
    configuratorStyle: ['configurator.css', await style('pages/configurator/configurator.css')],
    scoreScript: ['score.js', await script('pages/score/main.ts')],
    scoreStyle: ['score.css', await style('pages/score/score.css')],
    batchWorker: ['batch-worker.js', await script('../wasm/batch/worker.ts')],
    batchWasm: ['prescore-batch.wasm', await readFile(join(wasmDir, 'prescore-batch.wasm'))],
    loader: [`prescore-embed-${version}.js`, await bundleLoader(join(siteDir, 'embed/loader.ts'), `${bank}/`, content)],
    wasm: ['prescore.wasm', await readFile(join(wasmDir, 'prescore.wasm'))],
    twin: ['prescore-twin.js', await bundleTwin(join(wasmDir, 'prescore-twin.mjs'))],
  });
}

/**
 * @param {object} options
 * @param {string} options.outDir
 * @param {string} options.hostingDir
 * @param {Content} options.content
 * @param {PartnerList} options.partners
 * @param {readonly string[]} options.assets names from the site's root
 */
async function writeHeaderFiles({ outDir, hostingDir, content: { list, programmes }, partners, assets }) {
  const folders = programmes.map((programme) => programmeFolder(programmes, programme));
  const zones = headerZones(partners, folders);
  const languages = codesOf(list).map((language) => languageFolder(list, language));
  const rootPages = folders.flatMap((folder) =>
    languages.flatMap((language) =>
      language === '' ? [`/${folder}`, `/${folder}index.html`] : [`/${folder}${language}*`],
    ),
  );
  const pages = [...rootPages, ...licenceFiles.map(({ published }) => `/${published}`)];
  const paths = assets.map((name) => `/${name}`);
  await mkdir(hostingDir, { recursive: true });
  await writeFile(join(outDir, '_headers'), headersFile(zones, pages, [...new Set(paths)]));
  await writeFile(join(hostingDir, 'nginx-gzip.conf'), nginxFile(zones, 'gzip'));
  await writeFile(join(hostingDir, 'nginx-brotli.conf'), nginxFile(zones, 'brotli'));
}

/**
 * @param {PartnerList} partnerList
 * @param {import('../embed/snippet.mjs').Release} release
 * @param {Content['texts']} texts
 * @param {Content['list']} list
 * @returns what site/pages/configurator/facts.ts reads, but for the folder
 */
function configuratorFacts({ partners, application }, release, texts, list) {
  const entries = Object.entries(partners).map(([id, { name, campaigns, origins }]) => [
    id,
    { name, campaigns, origins },
  ]);
  const ofFrame = (/** @type {string} */ key) =>
    Object.fromEntries(
      codesOf(list).map((language) => [language, /** @type {any} */ (texts[language].frame)[key] ?? '']),
    );
  return {
    release,
    application,
    fallback: ofFrame('frame.link'),
    title: ofFrame('frame.title'),
    partners: Object.fromEntries(entries),
  };
}
