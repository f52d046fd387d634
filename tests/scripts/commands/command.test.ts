import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { selectSteps, TEST_STEPS } from '../../../scripts/steps/test-steps.mjs';

/** Runs a command of the project to its end. */
function command(name: string, ...args: string[]) {
  return spawnSync(process.execPath, [inRoot('scripts', 'command.mjs'), name, ...args], { encoding: 'utf8' });
}

for (const name of [
  'start',
  'test',
  'test-browsers',
  'test-life',
  'build',
  'bench',
  'fuzz',
  'mutate',
  'retrain',
  'quality',
  'sbom',
  'screenshots',
]) {
  test(`${name} --help explains the command`, () => {
    const { status, stdout } = command(name, '--help');
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`^npm (run )?${name.replace('-', '[-:]')}: `));
  });

  test(`${name} refuses an option that it does not know, without a stack`, () => {
    const { status, stderr } = command(name, '--nonsense');
    assert.equal(status, 1);
    assert.match(stderr, /'--nonsense'/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
}

test('test --list names every step', () => {
  const { status, stdout } = command('test', '--list');
  assert.equal(status, 0);
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(' ')[0]),
    TEST_STEPS.map(({ name }) => name),
  );
});

test('test --only with an unknown step names the known ones', () => {
  const { status, stderr } = command('test', '--only', 'nonsense');
  assert.equal(status, 1);
  assert.match(stderr, /no step "nonsense"[^]*native[^]*browser/);
});

test('Without --only every step runs', () => {
  assert.deepEqual(selectSteps(undefined), TEST_STEPS);
  assert.deepEqual(
    selectSteps('tidy').map(({ name }) => name),
    ['tidy'],
  );
});
