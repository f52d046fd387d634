// The header zones as the files that servers and static hosts read.

/** @typedef {import('./headers.mjs').Zone} Zone */

/**
 * `_headers`, as Cloudflare Pages and Netlify read it. They send the headers of every pattern that fits, so the
 * patterns may not overlap: the root zone stands by the names of its pages.
 * @param {readonly Zone[]} zones
 * @param {readonly string[]} rootPages paths of the root zone, such as `/` and `/en/*`
 */
export function headersFile(zones, rootPages) {
  const blocks = zones.flatMap(({ prefix, headers }) => {
    const paths = prefix === '/' ? rootPages : [`${prefix}*`];
    return paths.map((path) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'));
  });
  return `${blocks.join('\n\n')}\n`;
}

/**
 * The inside of an nginx `server` block. nginx drops the headers of a block where an inner one adds any, so every
 * zone names all of its own.
 * @param {readonly Zone[]} zones
 * @param {'gzip' | 'brotli'} best `brotli` takes the module libnginx-mod-http-brotli-static
 */
export function nginxFile(zones, best) {
  /** @param {Zone} zone */
  const block = ({ prefix, headers }) => {
    // An error must not be kept for a year under the name of a file that is still on its way to the server.
    const whenever = (/** @type {string} */ name) => (name === 'Cache-Control' ? '' : ' always');
    const lines = Object.entries(headers).map(([name, value]) => `  add_header ${name} ${quoted(value)}${whenever(name)};`);
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
