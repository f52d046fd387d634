import { readFileSync } from 'node:fs';
import type { Evaluation, Explanation } from '../../wasm/types.ts';

export const root = new URL('../../', import.meta.url);

export const wasmBytes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL('build/wasm/prescore.wasm', root)));
export const modelBytes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL('build/instant-card.bin', root)));
export const goldenText = (): string => readFileSync(new URL('tests/golden/cases.json', root), 'utf8');
export const twinUrl = new URL('build/wasm/prescore-twin.mjs', root);

/** What `evaluate` says of the same answers. */
export function withoutReasons(explanation: Explanation): Evaluation {
  if (explanation.kind === 'issues') return explanation;
  const { reasons: _, ...decision } = explanation;
  return decision;
}
