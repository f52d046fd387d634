// What the bank's server must send with each file. The only place where the policies are written: the development
// server, the nginx file and the `_headers` file are all made from it.

import { allOrigins } from './partners.mjs';

/** @typedef {Readonly<Record<string, string>>} Headers */
/**
 * Files that are sent with the same headers.
 * @typedef {object} Zone
 * @property {string} prefix of their paths; the longest one counts
 * @property {Headers} headers all of them
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
const pagePolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  // Else `script-src` lets them be made, in browsers that know no Trusted Types.
  'worker-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html'],
};

const deniedFeatures = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
];

/** @type {Headers} */
const everywhere = {
  'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Other origins load the loader, by `<script crossorigin integrity>`. @type {Headers} */
const shared = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** Other origins load nothing else: a page on no list cannot run the widget from here in its own document. @type {Headers} */
const ownOnly = { 'Cross-Origin-Resource-Policy': 'same-origin' };

/** No window that opened a page, or that it opened, can reach it. @type {Headers} */
const alone = { 'Cross-Origin-Opener-Policy': 'same-origin' };

const checkedEachTime = { 'Cache-Control': 'no-cache' };
const keptForEver = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/** Whether a file with these headers may be kept for a year: never a 404. @param {Headers} headers */
export const isKeptForEver = (headers) => headers['Cache-Control'] === keptForEver['Cache-Control'];

/**
 * @param {import('./partners.mjs').PartnerList} partners
 * @param {readonly string[]} [folders] of the site's programmes, from its root, such as `loan/`; the first one's is empty
 * @returns {Zone[]} for every path of the site; a prefix comes before longer ones that start with it
 */
export function headerZones(partners, folders = ['']) {
  const [root, ...zones] = siteZones(partners);
  if (!root) return [];
  // What belongs to the site as a whole is at its root only.
  const repeated = zones.filter(({ prefix }) => !['/assets/', '/embed/'].includes(prefix));
  const others = folders.filter((folder) => folder !== '');
  const theirs = others.flatMap((folder) =>
    repeated.map(({ prefix, headers }) => ({ prefix: `/${folder.slice(0, -1)}${prefix}`, headers })),
  );
  return [root, ...zones, ...theirs];
}

/** @param {import('./partners.mjs').PartnerList} partners @returns {Zone[]} of a site with one programme */
function siteZones(partners) {
  const ancestors = ["'self'", ...allOrigins(partners)];
  return [
    { prefix: '/', headers: { ...page({}), ...alone } },
    { prefix: '/assets/', headers: { ...page({}), ...ownOnly, ...keptForEver } },
    { prefix: '/assets/prescore-embed-', headers: { ...page({}), ...shared, ...keptForEver } },
    { prefix: '/embed/', headers: { ...page({}), ...shared, ...checkedEachTime } },
    {
      prefix: '/frame/',
      // A page that isolates itself (COEP) shows only frames that do so too.
      headers: {
        ...page({ 'frame-ancestors': ancestors }),
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    },
    { prefix: '/configurator/', headers: { ...page({ 'frame-src': ["'self'"] }), ...alone } },
    // The one page that makes a worker.
    {
      prefix: '/score/',
      headers: { ...page({ 'worker-src': ["'self'"], 'trusted-types': ['prescore-worker'] }), ...alone },
    },
  ];
}

/**
 * @param {readonly Zone[]} zones
 * @param {string} path of a request, from `/`
 * @returns {Zone | undefined}
 */
export function zoneOf(zones, path) {
  return zones.filter(({ prefix }) => path.startsWith(prefix)).at(-1);
}

/**
 * @param {readonly Zone[]} zones
 * @param {string} path of a request, from `/`
 * @returns {Headers}
 */
export function headersFor(zones, path) {
  return zoneOf(zones, path)?.headers ?? {};
}

/**
 * @param {Readonly<Record<string, readonly string[]>>} changes directives that differ from the bank's page
 * @returns {Headers}
 */
function page(changes) {
  return { 'Content-Security-Policy': policyText({ ...pagePolicy, ...changes }), ...everywhere, ...checkedEachTime };
}

/** @param {Readonly<Record<string, readonly string[]>>} policy */
function policyText(policy) {
  return Object.entries(policy)
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; ');
}
