// Another bank: built from the two folders of the example by the site's own build, and served with its own headers.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Content, readContent } from '../../../site/build/content/content.mjs';
import { programmeFolder } from '../../../site/build/pages.mjs';
import { buildPartnerPage, partnerHeaders } from '../../../site/build/partner.mjs';
import { buildSite } from '../../../site/build.mjs';
import { headersFor, headerZones } from '../../../site/hosting/headers.mjs';
import { type Site, typeOf } from './origins.ts';
import { root } from './site.ts';

const example = join(root, 'site/examples/second-bank');
export const programme = join(example, 'instalment-loan');

/** The example's rows. */
export const madeUpRows = (): string =>
  execFileSync(process.execPath, [join(example, 'makeRows.mjs')], { encoding: 'utf8', maxBuffer: 1 << 24 });

export interface SecondBank {
  readonly content: Content;
  readonly folder: string;
  readonly siteDir: string;
  readonly hostingDir: string;
  /** The bank's origin, and that of its partner. */
  readonly bank: string;
  readonly partner: string;
  /** What both serve. */
  readonly sites: Readonly<Record<string, Site>>;
}

export interface Changes {
  /** What differs in brand.json. */
  readonly brand?: (brand: { programmes: Record<string, { open?: boolean }> }) => void;
  /** Further programmes, with their models packed. */
  readonly programmes?: readonly string[];
}

/** Builds into a folder below the system's temporary one, which the caller removes. */
export async function buildSecondBank({ brand, programmes = [] }: Changes = {}): Promise<SecondBank> {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-second-bank-'));
  const brandDir = join(folder, 'brand');
  cpSync(join(example, 'brand'), brandDir, { recursive: true });
  if (brand) {
    const file = join(brandDir, 'brand.json');
    const given = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof brand>[0];
    brand(given);
    writeFileSync(file, JSON.stringify(given));
  }
  const content = readContent({ programmes: [programme, ...programmes], brand: brandDir });
  for (const { id, model } of content.programmes) {
    execFileSync(join(root, 'build/prescore'), ['pack', model, '--output', join(folder, `${id}.bin`)]);
  }
  const [siteDir, hostingDir, partnerDir] = [join(folder, 'site'), join(folder, 'hosting'), join(folder, 'partner')];
  await buildSite({ outDir: siteDir, hostingDir, wasmDir: join(root, 'build/wasm'), modelsDir: folder, content });
  const { bank, partners } = content.partners;
  await buildPartnerPage({ outDir: partnerDir, siteDir, bank: `${bank}/`, partners: content.partners, content });
  const partner = Object.values(partners)[0]?.origins[0] ?? '';
  const zones = headerZones(
    content.partners,
    content.programmes.map((one) => programmeFolder(content.programmes, one)),
  );
  const sites = {
    [bank]: filesOf(siteDir, (path) => headersFor(zones, path)),
    [partner]: filesOf(partnerDir, () => partnerHeaders(bank)),
  };
  return { content, folder, siteDir, hostingDir, bank, partner, sites };
}

function filesOf(dir: string, headersOf: (path: string) => Readonly<Record<string, string>>): Site {
  return (path) => {
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return undefined;
    return { body: readFileSync(file), headers: { ...headersOf(path), 'Content-Type': typeOf(file) } };
  };
}
