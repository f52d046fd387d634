// The sample page of a partner, in each language: a page of another origin with the bank's snippet in it.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { snippet } from '../embed/snippet.mjs';
import { readContent } from './content/content.mjs';
import { codesOf } from './languages.mjs';
import { languageFolder } from './pages.mjs';
import { renderPage } from './renderPage.mjs';
import { pageTexts } from './texts.mjs';

const partnerDir = fileURLToPath(new URL('../pages/partner', import.meta.url));

/**
 * The strictest policy under which the snippet works: what the configurator prints, with the partner's own files.
 * @param {string} bank the bank's origin
 */
export function partnerHeaders(bank) {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${bank}`,
      `frame-src ${bank}`,
      "style-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'Cache-Control': 'no-cache',
  };
}

/**
 * @param {object} options
 * @param {string} options.outDir emptied, then filled
 * @param {string} options.siteDir the built site of the bank
 * @param {string} options.bank its address, with a slash at its end
 * @param {import('../hosting/partners.mjs').PartnerList} options.partners the first of them is the sample
 * @param {import('./content/content.mjs').Content} [options.content] else that of the repository's own brand
 */
export async function buildPartnerPage({ outDir, siteDir, bank, partners, content = readContent() }) {
  const release = JSON.parse(await readFile(join(siteDir, 'embed/release.json'), 'utf8'));
  const template = await readFile(join(partnerDir, 'index.html'), 'utf8');
  const looks = JSON.parse(await readFile(join(partnerDir, 'looks.json'), 'utf8'));
  const { list } = content;
  const [programme] = content.programmes;
  if (!programme) throw new Error('a site has a programme');
  await rm(outDir, { recursive: true, force: true });
  for (const language of codesOf(list)) {
    const folder = languageFolder(list, language);
    const words = await pageTexts(content, language, programme);
    const names = { root: folder === '' ? './' : '../' };
    const page = renderPage(template, { language, list, texts: words, names, drawings: {} });
    const html = sampleSnippet({ release, bank, partners, fallback: words['frame.link'] ?? '', looks });
    await mkdir(join(outDir, folder), { recursive: true });
    await writeFile(
      join(outDir, folder, 'index.html'),
      page.replace('<!-- snippet -->', () => html),
    );
  }
  await copyFile(join(partnerDir, 'partner.css'), join(outDir, 'partner.css'));
}

/**
 * @param {object} options
 * @param {import('../embed/snippet.mjs').Release} options.release
 * @param {string} options.bank
 * @param {import('../hosting/partners.mjs').PartnerList} options.partners
 * @param {string} options.fallback
 * @param {Readonly<Record<string, string>>} options.looks
 */
function sampleSnippet({ release, bank, partners, fallback, looks }) {
  const [[partner = '', { campaigns }] = ['', { campaigns: [] }]] = Object.entries(partners.partners);
  return snippet({
    site: bank,
    release,
    channel: 'fixed',
    application: partners.application,
    fallback,
    attributes: { partner, campaign: campaigns[0] ?? '', ...looks },
  });
}
