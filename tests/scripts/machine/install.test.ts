import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePackages, rootPrefix } from '../../../scripts/machine/apt.mjs';
import { cannotInstallReason, manualInstallMessage } from '../../../scripts/machine/install.mjs';
import { isForeignNode, withoutDependencies } from '../../../scripts/machine/node-acorn.mjs';
import { missingRequirements, REQUIREMENTS } from '../../../scripts/machine/requirements.mjs';
import type { Requirement } from '../../../scripts/machine/requirements.mjs';
import { COMPLETE, fakeHost } from './fakeHost.ts';

const missingNames = (files: string[], forTests: boolean, more = {}) =>
  missingRequirements(fakeHost(files, more), forTests ? 'test' : 'build').map(({ name }) => name);

test('Nothing is missing where everything is installed', () => {
  assert.deepEqual(missingNames(COMPLETE, true), []);
});

// Where there is Clang, it stands in for the system's compiler.
const replaceable = ['/usr/bin/apt-get', '/usr/bin/c++'];
for (const file of COMPLETE.filter((path) => !replaceable.includes(path))) {
  test(`Without ${file} exactly one requirement is missing`, () => {
    assert.equal(
      missingNames(
        COMPLETE.filter((path) => path !== file),
        true,
      ).length,
      1,
    );
  });
}

test('Serving the page asks for no test tool', () => {
  const forTests = REQUIREMENTS.filter(({ purpose }) => purpose === 'test').map(({ name }) => name);
  const missing = missingNames([], false);
  assert.ok(missing.includes('Emscripten'));
  assert.deepEqual(
    missing.filter((name) => forTests.includes(name)),
    [],
  );
});

test('Only the benchmarks ask for what only they use', () => {
  const missing = missingRequirements(fakeHost(COMPLETE), 'bench').map(({ name }) => name);
  assert.deepEqual(missing, ['Google Benchmark']);
});

test('Another compiler, browser or include folder will do as well', () => {
  const files = COMPLETE.filter((path) => !/c\+\+|chromium|json/.test(path));
  const own = [...files, '/opt/llvm/bin/clang++-18', '/opt/json/include/nlohmann/json.hpp', '/usr/bin/google-chrome'];
  const env = { PATH: '/usr/bin', CXX: '/opt/llvm/bin/clang++-18', CMAKE_PREFIX_PATH: '/opt/json' };
  assert.deepEqual(missingNames(own, true, { env }), []);
});

test('Java is asked for only where the Closure Compiler has no native program', () => {
  assert.deepEqual(missingNames(COMPLETE, true, { arch: 'arm64' }), ['Java (for the Closure Compiler)']);
  assert.deepEqual(missingNames([...COMPLETE, '/usr/bin/java'], true, { arch: 'arm64' }), []);
});

test('A machine on which nothing can be installed gets the reason', () => {
  assert.equal(cannotInstallReason(fakeHost(COMPLETE)), '');
  assert.match(cannotInstallReason(fakeHost(COMPLETE, { platform: 'darwin' })), /Only Debian and Ubuntu/);
  assert.match(cannotInstallReason(fakeHost([])), /no apt-get/);
  assert.match(cannotInstallReason(fakeHost(COMPLETE, { isRoot: false })), /neither root nor sudo/);
  assert.equal(cannotInstallReason(fakeHost([...COMPLETE, '/usr/bin/sudo'], { isRoot: false })), '');
});

test('sudo is used only where it is needed, and asks for a password only on a terminal', () => {
  const user = fakeHost(['/usr/bin/sudo'], { isRoot: false });
  assert.deepEqual(rootPrefix(fakeHost(['/usr/bin/sudo']), true), []);
  assert.deepEqual(rootPrefix(user, true), ['/usr/bin/sudo']);
  assert.deepEqual(rootPrefix(user, false), ['/usr/bin/sudo', '-n']);
  assert.equal(rootPrefix(fakeHost([], { isRoot: false }), true), undefined);
});

test('What to install by hand is named in words and as a command', () => {
  const message = manualInstallMessage(missingRequirements(fakeHost([]), 'test'), 'There is no apt-get here.');
  assert.match(message, /These are missing: .*Emscripten.*clang-tidy/);
  assert.match(message, /There is no apt-get here\./);
  assert.match(message, /apt-get install --no-install-recommends .*emscripten.* googletest clang-format-14 /);
  assert.doesNotMatch(message, /\|/);
});

test('Of the packages that would do, the first one on offer is chosen', () => {
  const present = () => false;
  const wanted: Requirement[] = [
    { name: 'CMake', purpose: 'build', packages: ['cmake'], present },
    { name: 'clang-tidy', purpose: 'test', packages: ['clang-tidy-14 | clang-tidy'], present },
    { name: 'Chromium', purpose: 'test', packages: ['chromium'], comesAnotherWay: true, present },
  ];
  assert.deepEqual(
    choosePackages(wanted, () => true),
    ['cmake', 'clang-tidy-14', 'chromium'],
  );
  assert.deepEqual(
    choosePackages(wanted, (name) => name === 'clang-tidy'),
    ['cmake', 'clang-tidy'],
  );
  assert.deepEqual(
    choosePackages(wanted, () => false),
    ['cmake', 'clang-tidy-14'],
  );
});

test('A Node that is not from Debian is told by its package', () => {
  assert.equal(isForeignNode('installed '), true);
  assert.equal(isForeignNode('installed foreign'), true);
  assert.equal(isForeignNode('installed allowed'), false);
  assert.equal(isForeignNode('config-files '), false);
  assert.equal(isForeignNode(''), false);
});

test('A package packed anew loses what it depends on, and nothing else', () => {
  const control = 'Package: node-acorn\nDepends: node-xtend,\n nodejs:any\nRecommends: x\nDescription: a\n parser\n';
  assert.equal(withoutDependencies(control), 'Package: node-acorn\nRecommends: x\nDescription: a\n parser\n');
});
