import { createHash } from 'node:crypto';
import { extname } from 'node:path';

/**
 * `page.css` -> `page.1a2b3c4d.css`: the same content has the same name.
 * @param {string} name
 * @param {Uint8Array} content
 */
export function hashedName(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const extension = extname(name);
  return `${name.slice(0, -extension.length)}.${hash}${extension}`;
}
