// The tables of codes stand in C++; the types of the two APIs must repeat them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileProblemCodes } from '../../wasm/batch/types.ts';
import { bases, issueCodes, modelErrorCodes, outcomes, sections } from '../../wasm/types.ts';

const header = ['core/include/prescore/codes.hpp', 'model/src/base/file_error.hpp']
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
  .join('\n\n');

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
  ['PRESCORE_FILE_ERROR_CODES', fileProblemCodes],
] as const) {
  test(`the types repeat ${list}`, () => {
    assert.ok(names.length > 0);
    // A page refuses the programmes that have this outcome or this basis.
    assert.deepEqual(
      [...names],
      coreNames(list).filter((name) => name !== 'approval' && name !== 'no_client_data'),
    );
  });
}

test('what a page lacks is the last of its table, so that all others keep their places', () => {
  assert.equal(coreNames('PRESCORE_OUTCOMES').at(-1), 'approval');
  assert.equal(coreNames('PRESCORE_BASES').at(-1), 'no_client_data');
});
