// One table of codes: the core's, which types.ts must repeat.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bases, issueCodes, modelErrorCodes, outcomes, sections } from '../../wasm/types.ts';

const header = readFileSync(new URL('../../core/include/prescore/codes.hpp', import.meta.url), 'utf8');

function coreNames(list: string): string[] {
  const body = header.split(`#define ${list}(X)`)[1]?.split(/\n(?!\s*X\()/)[0] ?? '';
  return [...body.matchAll(/X\((\w+),/g)].map((match) => match[1] ?? '');
}

for (const [list, names] of [
  ['PRESCORE_ISSUE_CODES', issueCodes],
  ['PRESCORE_OUTCOMES', outcomes],
  ['PRESCORE_BASES', bases],
  ['PRESCORE_MODEL_ERROR_CODES', modelErrorCodes],
  ['PRESCORE_SECTIONS', sections],
] as const) {
  test(`types.ts repeats ${list} of the core`, () => {
    assert.ok(names.length > 0);
    assert.deepEqual([...names], coreNames(list));
  });
}
