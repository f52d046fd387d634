import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { selectSteps, TEST_STEPS } from '../../../scripts/steps/test-steps.mjs';

/** Runs a command of the project to its end. */
function command(name: string, ...args: string[]) {
  return spawnSync(process.execPath, [inRoot('scripts', 'command.mjs'), name, ...args], { encoding: 'utf8' });
}

const COMMANDS = readdirSync(inRoot('scripts', 'commands')).map((file) => file.replace(/\.mjs$/, ''));

test('Every command is a script of package.json, and every script a command', () => {
  const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { scripts: Record<string, string> };
  const expected = COMMANDS.map((name) => [name.replace('-', ':'), `node scripts/command.mjs ${name}`]);
  assert.deepEqual(Object.fromEntries(expected), scripts);
});

for (const name of COMMANDS) {
  test(`${name} --help explains the command`, () => {
    const { status, stdout } = command(name, '--help');
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`^npm (run )?${name.replace('-', '[-:]')}: `));
  });

  test(`${name} refuses an unknown option, without a stack`, () => {
    const { status, stderr } = command(name, '--nonsense');
    assert.equal(status, 1);
    assert.match(stderr, /'--nonsense'/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
}

for (const name of ['build', 'test']) {
  test(`${name} --no-install stops with a list where something is missing`, () => {
    // A machine without any tool.
    const env = { ...process.env, PATH: inRoot('scripts') };
    const args = [inRoot('scripts', 'command.mjs'), name, '--no-install'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    assert.equal(status, 1);
    assert.match(stderr, /^ {4}CMake: cmake$[^]*Nothing was installed, because of --no-install[^]*apt-get install/m);
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
