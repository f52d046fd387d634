// Writes the site: a folder of static files that any host can serve, from any path.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleScript, bundleStyle } from './build/bundle.mjs';
import { hashedName } from './build/hashedName.mjs';
import { renderPage } from './build/renderPage.mjs';

const siteDir = fileURLToPath(new URL('.', import.meta.url));

/** The pages: the language, the folder, and the way from there to the site's root. */
const pages = /** @type {const} */ ([
  { language: 'ru', folder: '', root: './' },
  { language: 'en', folder: 'en', root: '../' },
]);

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.wasmDir holds prescore.mjs (glue) and prescore.wasm
 * @param {string} options.modelFile the packed model
 * @returns {Promise<string[]>} the names of the files written, relative to `outDir`
 */
export async function buildSite({ outDir, wasmDir, modelFile }) {
  const files = {
    script: await bundleScript(join(siteDir, 'page/main.ts'), resolve(wasmDir, 'prescore.mjs')),
    style: await bundleStyle(join(siteDir, 'page/page.css')),
    wasm: await readFile(join(wasmDir, 'prescore.wasm')),
    model: await readFile(modelFile),
    icon: await readFile(join(siteDir, 'page/icon.svg')),
    card: await readFile(join(siteDir, 'page/card.svg')),
  };
  const names = {
    script: hashedName('page.js', files.script),
    style: hashedName('page.css', files.style),
    wasm: hashedName('prescore.wasm', files.wasm),
    model: hashedName('instant-card.bin', files.model),
    icon: hashedName('icon.svg', files.icon),
    card: hashedName('card.svg', files.card),
  };
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  for (const [key, name] of Object.entries(names)) {
    await writeFile(join(outDir, name), files[/** @type {keyof typeof files} */ (key)]);
  }
  // Browsers load a tab's icon anew whenever the page's address changes; in the page it costs no request.
  const iconData = `data:image/svg+xml,${encodeURIComponent(files.icon.toString().trim())}`;
  return [...Object.values(names), ...(await writePages(outDir, { ...names, iconData }))];
}

/**
 * @param {string} outDir
 * @param {Readonly<Record<string, string>>} names
 */
async function writePages(outDir, names) {
  const template = await readFile(join(siteDir, 'page/index.html'), 'utf8');
  const written = [];
  for (const { language, folder, root } of pages) {
    const texts = JSON.parse(await readFile(join(siteDir, `texts/${language}.json`), 'utf8'));
    const name = join(folder, 'index.html');
    await mkdir(join(outDir, folder), { recursive: true });
    await writeFile(join(outDir, name), renderPage(template, { language, root, texts, names }));
    written.push(name);
  }
  return written;
}
