// @ts-check
// Scores a file as the package does in a page or in node: `node score-file.mjs FILE MODEL OUTPUT [SIZE]` writes OUTPUT and
// prints what that took as one line of JSON. FILE is a path; with SIZE it is read over and over to that many bytes.
import { closeSync, openAsBlob, openSync, readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../../scripts/base/paths.mjs';

/**
 * @typedef {object} FileScored
 * @property {number} rows
 * @property {number} bytes of the input
 * @property {number} seconds
 * @property {number} processor seconds of all threads
 * @property {number} memory of the WebAssembly at its most, in bytes
 */

/** The package as it was built. @type {typeof import('../../../site/package/batch.ts')} */
const { scoreParts } = await import(pathToFileURL(inRoot('build', 'package', 'batch.js')).href);
const [file = '', model = '', output = '', size] = process.argv.slice(2);

/** Its memory never shrinks, so what it holds at the end is the most. @type {WebAssembly.Memory | undefined} */
let memory;
const { instantiate } = WebAssembly;
Object.assign(WebAssembly, {
  /** @param {Parameters<typeof instantiate>} given */
  instantiate: async (...given) => {
    const made = /** @type {WebAssembly.Instance} */ (/** @type {unknown} */ (await instantiate(...given)));
    memory = /** @type {WebAssembly.Memory} */ (
      Object.values(made.exports).find((value) => value instanceof WebAssembly.Memory)
    );
    return made;
  },
});

/**
 * @param {number | undefined} bytes
 * @returns {Promise<Blob>} the file, its rows repeated to so many bytes where that is asked for
 */
async function input(bytes) {
  const once = await openAsBlob(file);
  if (bytes === undefined) return once;
  const header = (await once.slice(0, 4096).text()).indexOf('\n') + 1;
  const rows = once.slice(header);
  const times = Math.max(0, Math.ceil((bytes - once.size) / rows.size));
  // The last row may be cut off: it is left out.
  return new Blob([once, ...Array.from({ length: times }, () => rows)]).slice(0, bytes);
}

const blob = await input(size === undefined ? undefined : Number(size));
const opened = openSync(output, 'w');
const [start, before] = [performance.now(), process.cpuUsage()];
let rows = 0;
for await (const part of scoreParts(blob, { model: readFileSync(model), keepGoing: size !== undefined })) {
  writeSync(opened, part.scores);
  rows = part.rows;
}
closeSync(opened);
const { user, system } = process.cpuUsage(before);
/** @type {FileScored} */
const told = {
  rows,
  bytes: blob.size,
  seconds: (performance.now() - start) / 1000,
  processor: (user + system) / 1e6,
  memory: memory?.buffer.byteLength ?? 0,
};
console.log(JSON.stringify(told));
