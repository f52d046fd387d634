// The bank and a partner, each on an origin of its own, without a server: every request of the browser is answered
// here, with the headers that the bank's server must send, and is written down.

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext, FrameLocator, Page, Route } from '@playwright/test';
import { buildPartnerPage, partnerHeaders } from '../../../site/build/partner.mjs';
import { snippet } from '../../../site/embed/snippet.mjs';
import { headersFor, headerZones } from '../../../site/hosting/headers.mjs';
import { readPartners } from '../../../site/hosting/partners.mjs';
import { siteDir } from './site.ts';

export const partners = readPartners();
export const bank = partners.bank;
export const partner = 'https://dom.example';

export interface Release {
  readonly version: string;
  readonly loader: string;
  readonly integrity: string;
  readonly latest: string;
}
export const release = JSON.parse(readFileSync(join(siteDir, 'embed/release.json'), 'utf8')) as Release;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
  '.json': 'application/json',
};
export const typeOf = (file: string): string => types[extname(file)] ?? '';

export interface Answer {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}
/** Nothing: there is no such file. `dropped`: the connection breaks. `held`: no answer comes. */
export type Site = (path: string) => Answer | 'dropped' | 'held' | undefined;

const zones = headerZones(partners);

/** The built site as the bank's server sends it. */
export const bankSite = (path: string): Answer | undefined => {
  if (path.startsWith('/apply'))
    return { body: '<!doctype html><title>apply</title>', headers: { 'Content-Type': 'text/html' } };
  const file = join(siteDir, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  return { body: readFileSync(file), headers: { ...headersFor(zones, path), 'Content-Type': typeOf(file) } };
};

export type Attributes = Readonly<Record<string, string>>;

/** The snippet as the configurator prints it for the partner. */
export function partnerSnippet(attributes: Attributes = {}, channel: 'fixed' | 'latest' = 'fixed'): string {
  return snippet({
    site: `${bank}/`,
    release,
    channel,
    application: partners.application,
    fallback: 'На сайт банка',
    attributes: { partner: 'dom', lang: 'ru', ...attributes },
  });
}

/** A partner's page: `body` under the strictest policy that works, and its scripts as files. */
export function partnerSite(
  body: string,
  scripts: Readonly<Record<string, string>> = {},
  policy?: string,
): (path: string) => Answer | undefined {
  const strict = partnerHeaders(bank)['Content-Security-Policy'].replace('script-src', "script-src 'self'");
  const headers = { 'Content-Security-Policy': policy ?? strict };
  return (path) => {
    const script = scripts[path];
    if (script !== undefined) return { body: script, headers: { ...headers, 'Content-Type': 'text/javascript' } };
    if (path !== '/') return undefined;
    return {
      body: `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title><body>${body}`,
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    };
  };
}

/** The sample partner's page as `npm start` builds and serves it. */
export async function samplePartner(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-partner-'));
  try {
    await buildPartnerPage({ outDir: folder, siteDir, bank: `${bank}/`, partners });
    const files = new Map(['index.html', 'partner.css'].map((name) => [`/${name}`, readFileSync(join(folder, name))]));
    return (path) => {
      const name = path.endsWith('/') ? `${path}index.html` : path;
      const body = files.get(name);
      return body && { body, headers: { ...partnerHeaders(bank), 'Content-Type': typeOf(name) } };
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Answers every request of the browser from `sites`, by origin. Returns the addresses that were asked for, so far. */
export async function serve(context: BrowserContext, sites: Readonly<Record<string, Site>>): Promise<string[]> {
  const asked: string[] = [];
  await context.route('**/*', async (route: Route) => {
    const address = new URL(route.request().url());
    asked.push(address.href);
    const answer = sites[address.origin]?.(address.pathname);
    if (answer === 'dropped') return route.abort();
    if (answer === 'held') return;
    if (!answer) return route.fulfill({ status: 404, body: 'Not found', headers: { 'Content-Type': 'text/plain' } });
    await route.fulfill({ status: answer.status ?? 200, headers: { ...answer.headers }, body: answer.body });
  });
  return asked;
}

/** Serves bank and partner, opens the partner's page, and waits for the form in the frame. */
export async function openPartner(page: Page, site: Site = partnerSite(partnerSnippet())): Promise<Opened> {
  const asked = await serve(page.context(), { [bank]: bankSite, [partner]: site });
  await page.goto(`${partner}/`);
  const frame = frameIn(page);
  await frame.locator('form:not([inert] *)').first().waitFor();
  return { asked, frame };
}

export interface Opened {
  readonly asked: string[];
  readonly frame: FrameLocator;
}

export const frameIn = (page: Page): FrameLocator => page.frameLocator('prescore-frame iframe').first();
