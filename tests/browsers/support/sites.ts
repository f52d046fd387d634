// The bank and a partner's shop, each on an origin of its own, served as `npm start` does.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { bundleScript } from '../../../site/build/bundle.mjs';
import { buildPartnerPage, partnerHeaders } from '../../../site/build/partner.mjs';
import { buildSite } from '../../../site/build.mjs';
import { readPartners, withSampleOrigin } from '../../../site/hosting/partners.mjs';
import { createPartnerServer, createSiteServer } from '../../../site/hosting/serve.mjs';
import type { Release } from '../../browser/support/origins.ts';

export interface Sites {
  readonly bank: string;
  readonly partner: string;
  close(): void;
}

/** By path, the pages of the shop besides its own; those with a name that ends in `.xhtml` are XHTML. */
export type Pages = (bank: string, release: Release) => Readonly<Record<string, string>>;

/** Builds a site whose first partner is the shop, with a page `/golden/` that holds the typed API and no form. */
export async function startSites(pages?: Pages): Promise<Sites> {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-browsers-'));
  const [siteDir, partnerDir] = [join(folder, 'site'), join(folder, 'partner')];
  // The addresses stand in the files, so the ports are chosen before there is anything to serve.
  const [bankPort, partnerPort] = [await freePort(), await freePort()];
  const [bank, partner] = [`http://localhost:${bankPort}`, `http://localhost:${partnerPort}`];
  const partners = withSampleOrigin(readPartners(), partner);
  const wasmDir = inRoot('build', 'wasm');
  await buildSite({
    outDir: siteDir,
    hostingDir: join(folder, 'hosting'),
    wasmDir,
    partners,
    modelsDir: inRoot('build'),
  });
  await buildPartnerPage({ outDir: partnerDir, siteDir, bank: `${bank}/`, partners });
  writeFileSync(
    join(siteDir, 'golden.js'),
    await bundleScript(inRoot('tests', 'browser', 'support', 'api.ts'), join(wasmDir, 'prescore.mjs')),
  );
  writeFileSync(join(siteDir, 'golden.html'), '<!doctype html><script type="module" src="golden.js"></script>');
  const release = JSON.parse(readFileSync(join(siteDir, 'embed', 'release.json'), 'utf8')) as Release;
  const servers = [
    await listen(createSiteServer({ dir: siteDir, partners }), bankPort),
    await listen(withPages(createPartnerServer(partnerDir, partnerHeaders(bank)), pages?.(bank, release)), partnerPort),
  ];
  return { bank, partner, close: () => servers.forEach(close) };
}

/** The server, with some pages more, which have no policy. */
function withPages(server: Server, pages: Readonly<Record<string, string>> = {}): Server {
  return createServer((request, response) => {
    const body = pages[request.url ?? ''];
    if (body === undefined) return void server.emit('request', request, response);
    const type = request.url?.endsWith('.xhtml') ? 'application/xhtml+xml' : 'text/html';
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
  });
}

/** The name that the bank's pages use for a file of the release, e.g. `assets/prescore.1a2b.wasm`. */
export async function assetOf(bank: string, attribute: 'wasm' | 'model'): Promise<string> {
  const html = await (await fetch(`${bank}/`)).text();
  return new RegExp(`\\b${attribute}="([^"]+)"`).exec(html)?.[1] ?? '';
}

export const goldenCases = () =>
  (JSON.parse(readFileSync(inRoot('tests', 'golden', 'cases.json'), 'utf8')) as { cases: GoldenCase[] }).cases;

export interface GoldenCase {
  readonly name: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly expect: unknown;
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve) => void server.listen(port, () => resolve(server)));
}

async function freePort(): Promise<number> {
  const server = await listen(createServer(), 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
