// node --import tsx tests/fuzz/messages/fuzz.ts --seconds N: the committed inputs, then new ones for so long.
// The last line is what came of it, as JSON.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { input, session, type Input } from './inputs.ts';
import { isRight } from './oracle.ts';
import { startSides, type Sides } from './sides.ts';

const folders = {
  corpus: inRoot('tests', 'fuzz', 'corpus', 'messages'),
  found: inRoot('tests', 'fuzz', 'found', 'messages'),
};

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' }, seed: { type: 'string' } } });
const inspector = new Session();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

const sides = await startSides(session);
const globals = (): string =>
  JSON.stringify([Object.prototype, Array.prototype, String.prototype].map(Object.getOwnPropertyNames));
const untouched = globals();
let executions = 0;

/** Throws where a side takes what it must not, or leaves what it must take, or anything beyond it changes. */
function check(given: Input): void {
  executions += 1;
  const side = sides[given.to];
  const quiet = side.state();
  const before = serialize(given.data);
  side.receive(given);
  const after = side.state();
  if (isRight(given)) {
    if (after === quiet && !mayRepeat(given)) throw new Error('a right message changed nothing');
  } else if (after !== quiet) {
    throw new Error(`a wrong message changed ${quiet} to ${after}`);
  }
  if (!serialize(given.data).equals(before)) throw new Error('the message itself was changed');
  if (globals() !== untouched) throw new Error('something that all objects share was changed');
}

/** The same height again shows nowhere. */
function mayRepeat({ to, data }: Input): boolean {
  return to === 'page' && (data as Record<string, unknown> | null)?.['kind'] === 'height';
}

function committed(): Input[] {
  const files = Object.values(folders)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return files.map(
    (file) =>
      (file.endsWith('.json') ? JSON.parse(readFileSync(file, 'utf8')) : deserialize(readFileSync(file))) as Input,
  );
}

function keep(broken: Input): void {
  const bytes = serialize(broken);
  mkdirSync(folders.found, { recursive: true });
  writeFileSync(join(folders.found, createHash('sha256').update(bytes).digest('hex').slice(0, 16)), bytes);
}

async function coverage({ scripts }: Sides): Promise<{ edges: number; allEdges: number }> {
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  const ranges = result
    .filter(({ url }) => scripts.some((script) => url.endsWith(script)))
    .flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
  return { edges: ranges.filter(({ count }) => count > 0).length, allEdges: ranges.length };
}

const start = performance.now();
for (const each of committed()) check(each);
const details = fc.check(fc.property(input, check), {
  numRuns: 2 ** 31 - 1,
  interruptAfterTimeLimit: Number(values.seconds) * 1000,
  markInterruptAsFailure: false,
  ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
});
if (details.failed && details.counterexample) {
  keep(details.counterexample[0]);
  console.log(details.errorInstance, fc.defaultReportMessage(details));
}
const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  JSON.stringify({ passed: !details.failed, seed: details.seed, executions, seconds, ...(await coverage(sides)) }),
);
process.exit(details.failed ? 1 : 0);
