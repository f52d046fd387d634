// Compressed copies beside each file, made once with all effort: servers send them as they are.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(html|js|css|svg|json|wasm|bin)$/;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** @param {string} dir every file below it that gains by it gets a `.br` and a `.gz` beside it */
export async function precompress(dir) {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
  await Promise.all(files.map((entry) => compressOne(join(entry.parentPath, entry.name))));
}

/** @param {string} path */
async function compressOne(path) {
  const content = await readFile(path);
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const copies = { br: await brotli(content, { params: size }), gz: await zip(content, { level: 9 }) };
  for (const [ending, copy] of Object.entries(copies)) {
    if (copy.length < content.length) await writeFile(`${path}.${ending}`, copy);
  }
}
