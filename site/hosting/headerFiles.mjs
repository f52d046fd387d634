// The header zones as the files that servers and static hosts read.

import { isKeptForEver, zoneOf } from './headers.mjs';

/** @typedef {import('./headers.mjs').Zone} Zone */

/**
 * `_headers`, as Cloudflare Pages and Netlify read it. They send the headers of every pattern that matches and join
 * equal names, so patterns must not overlap: the pages of the root zone are listed by name. They send headers with a 404
 * too, so files that are cached for ever are listed by name, or a 404 would be cached for ever.
 * @param {readonly Zone[]} zones
 * @param {readonly string[]} rootPages paths of the root zone, such as `/` and `/en/*`
 * @param {readonly string[]} assets paths of the files whose names carry a hash
 */
export function headersFile(zones, rootPages, assets) {
  const blocks = zones.flatMap((zone) => {
    const { prefix, headers } = zone;
    if (!isKeptForEver(headers)) {
      const paths = prefix === '/' ? rootPages : [`${prefix}*`];
      return paths.map((path) => headersBlock(path, headers));
    }
    const { 'Cache-Control': kept = '', ...others } = headers;
    const named = assets.filter((path) => zoneOf(zones, path) === zone);
    return [
      ...patternsOf(named).map((path) => headersBlock(path, others)),
      ...named.map((path) => headersBlock(path, { 'Cache-Control': kept })),
    ];
  });
  return `${blocks.join('\n\n')}\n`;
}

/**
 * Patterns for these files and for those of other builds: zones of files lie within each other, so a pattern for a whole
 * folder would overlap.
 * @param {readonly string[]} paths such as `/assets/page.01234567.js`
 */
function patternsOf(paths) {
  return [
    ...new Set(
      paths.map((path) =>
        path.replace(/[-.](\d+\.\d+\.\d+\.)?[0-9a-f]{8}\..*$/, (_, version) => (version ? '-*' : '.*')),
      ),
    ),
  ];
}

/** @param {string} path @param {import('./headers.mjs').Headers} headers */
const headersBlock = (path, headers) =>
  [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');

/**
 * The inside of an nginx `server` block. nginx drops the headers of a block if an inner one adds any, so every zone lists
 * all of its headers.
 * @param {readonly Zone[]} zones
 * @param {'gzip' | 'brotli'} best `brotli` takes the module libnginx-mod-http-brotli-static
 */
export function nginxFile(zones, best) {
  /** @param {Zone} zone */
  const block = ({ prefix, headers }) => {
    // An error must not be cached for a year under the name of a file that is still being uploaded.
    const whenever = (/** @type {string} */ name) => (name === 'Cache-Control' ? '' : ' always');
    const lines = Object.entries(headers).map(
      ([name, value]) => `  add_header ${name} ${quoted(value)}${whenever(name)};`,
    );
    return [`location ${prefix} {`, ...lines, '  try_files $uri $uri/index.html =404;', '}'].join('\n');
  };
  return `${nginxStart(best)}\n${zones.map(block).join('\n\n')}\n`;
}

/** @param {'gzip' | 'brotli'} best */
function nginxStart(best) {
  return `# Made from site/hosting/headers.mjs: change it there. Include this in a server block that names the root.
charset utf-8;
charset_types text/plain text/css text/javascript application/json image/svg+xml;
server_tokens off;
autoindex off;
gzip_static on;
${best === 'brotli' ? 'brotli_static on;\n' : ''}types {
  text/html html;
  text/plain txt;
  text/css css;
  text/javascript js mjs;
  application/json json;
  application/wasm wasm;
  application/octet-stream bin;
  image/svg+xml svg;
}
`;
}

/** @param {string} value */
const quoted = (value) => `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;
