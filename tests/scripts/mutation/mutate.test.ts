import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compare } from '../../../scripts/commands/mutate.mjs';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { testNames } from '../../../scripts/mutation/try-mutants.mjs';
import { cppParser, mutantsOf } from '../../../scripts/mutation/mutants.mjs';

const parser = await cppParser();

test('A mutant is known by its file and its line, with the place in it that is changed', () => {
  const { mutants } = mutantsOf(parser, 'a.cpp', 'int f(int a) {\n  return a < 0 ? 0 : a;\n}\n', 1);
  const zeros = mutants
    .filter(({ original, mutated }) => original === '0' && mutated === '(0 + 1)')
    .map(({ code }) => code);
  assert.deepEqual(zeros, ['return a < «0» ? 0 : a;', 'return a < 0 ? «0» : a;']);
});

test('An explanation is for one mutant of that place, and one of nothing is stale', () => {
  const mutant = (id: number, mutated: string) => ({
    id,
    file: 'a.cpp',
    line: id,
    original: '0',
    mutated,
    code: 'return «0»;',
    constant: undefined,
  });
  const explained = { file: 'a.cpp', code: 'return «0»;', mutated: '(0 + 1)' };
  const alive = [mutant(1, '(0 + 1)'), mutant(2, '(0 + 1)'), mutant(3, '(0 - 1)')];
  const { open, stale } = compare(alive, [explained, { ...explained, file: 'b.cpp' }]);
  assert.deepEqual(
    open.map(({ id }) => id),
    [2, 3],
  );
  assert.deepEqual(stale, [{ ...explained, file: 'b.cpp' }]);
});

test('Every explained mutant is one of the sources as they stand, with a reason', () => {
  const reasons = JSON.parse(readFileSync(inRoot('scripts', 'mutation', 'explained.json'), 'utf8')) as {
    why: string;
    mutants: { file: string; code: string; mutated: string }[];
  }[];
  const files = [...new Set(reasons.flatMap(({ mutants }) => mutants.map(({ file }) => file)))];
  const known = files.flatMap((file) => mutantsOf(parser, file, readFileSync(inRoot(file), 'utf8'), 1).mutants);
  assert.ok(known.length > 0);
  for (const { why } of reasons) assert.ok(why.length > 20, why);
  const { stale } = compare(
    known,
    reasons.flatMap(({ mutants }) => mutants),
  );
  assert.deepEqual(stale, []);
});

test('The tests are named by their suite, those with parameters too', () => {
  const listing = {
    testsuites: [
      { name: 'Forest', testsuite: [{ name: 'Scores' }, { name: 'Refuses' }] },
      { name: 'All/Codes', testsuite: [{ name: 'Read/0', value_param: '"a # b"' }] },
    ],
  };
  assert.deepEqual(testNames(JSON.stringify(listing)), ['Forest.Scores', 'Forest.Refuses', 'All/Codes.Read/0']);
});
