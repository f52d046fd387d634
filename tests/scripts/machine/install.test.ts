import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePackages, rootPrefix } from '../../../scripts/machine/apt.mjs';
import {
  announce,
  cannotInstallReason,
  describePlan,
  isEmpty,
  manualInstallMessage,
  planInstall,
} from '../../../scripts/machine/install.mjs';
import { UserError } from '../../../scripts/base/failure.mjs';
import { isForeignNode, withoutDependencies } from '../../../scripts/machine/node-acorn.mjs';
import { missingRequirements, REQUIREMENTS } from '../../../scripts/machine/requirements.mjs';
import type { Plan } from '../../../scripts/machine/install.mjs';
import type { Host } from '../../../scripts/machine/host.mjs';
import { countPackages, withoutPassword } from '../../../scripts/machine/npm.mjs';
import type { Requirement } from '../../../scripts/machine/requirements.mjs';
import { COMPLETE, fakeHost } from './fakeHost.ts';

const missingNames = (files: string[], forTests: boolean, more = {}) =>
  missingRequirements(fakeHost(files, more), forTests ? 'test' : 'build').map(({ name }) => name);

test('Nothing is missing where everything is installed', () => {
  assert.deepEqual(missingNames(COMPLETE, true), []);
});

// Clang replaces the system's compiler.
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

test('Another compiler, browser or include folder is accepted', () => {
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

/** What `npm test` is about to install on a machine with these files. */
const plan = (files: string[], more: Partial<Host> = {}, npm?: Plan['npm']) =>
  planInstall(fakeHost(files, more), 'test', npm);
const without = (...files: string[]) => COMPLETE.filter((path) => !files.includes(path));
const NPM = { count: 264, registry: 'https://registry.example/' };
/** A machine whose lists of packages offer these. */
const offering = (...offered: string[]): Partial<Host> => ({
  output: (command, args) => {
    if (command === 'apt-get') return '/var/lib/apt/lists/main_Packages';
    if (command !== 'apt-cache') return fakeHost([]).output(command, args);
    return offered.includes(args[1] ?? '') ? 'Installed: (none)\n  Candidate: 1.2-3' : 'Candidate: (none)';
  },
});

test('Where nothing is missing, nothing is announced, also with --no-install', () => {
  const printed: string[] = [];
  assert.ok(isEmpty(plan(COMPLETE)));
  announce(plan(COMPLETE), true, (text) => printed.push(text));
  announce(plan(COMPLETE), false, (text) => printed.push(text));
  assert.deepEqual(printed, []);
});

test('What is about to be installed is listed with its source', () => {
  const printed: string[] = [];
  announce(plan(without('/usr/bin/emcc', '/usr/bin/clang-tidy-14'), {}, NPM), true, (text) => printed.push(text));
  assert.equal(printed.length, 1);
  assert.match(printed[0] ?? '', /^About to install \(--no-install stops here instead\):$/m);
  assert.match(printed[0] ?? '', /by apt-get from this system's package sources/);
  assert.match(printed[0] ?? '', /^ {4}Emscripten: emscripten$/m);
  assert.match(printed[0] ?? '', /^ {4}clang-tidy: clang-tidy-14 or clang-tidy$/m);
  assert.match(
    printed[0] ?? '',
    /^ {2}264 npm packages, by npm from https:\/\/registry\.example\/ into node_modules$/m,
  );
});

test('--no-install stops with the list and the commands to install it by hand', () => {
  const stop = () => announce(plan(without('/usr/bin/emcc'), {}, NPM), false, assert.fail);
  assert.throws(stop, (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /Emscripten: emscripten[^]*264 npm packages/);
    assert.match(error.message, /Nothing was installed, because of --no-install/);
    assert.match(error.message, /^ {4}apt-get update && apt-get install --no-install-recommends emscripten$/m);
    assert.match(error.message, /^ {4}npm ci$/m);
    return true;
  });
});

test('--no-install stops for the npm packages alone, without a word of apt-get', () => {
  const stop = () => announce(plan(COMPLETE, {}, NPM), false, assert.fail);
  assert.throws(stop, (error: Error) => /npm ci/.test(error.message) && !/apt-get/.test(error.message));
});

test('A machine without apt-get stops with the reason before anything is installed', () => {
  const host = without('/usr/bin/apt-get', '/usr/bin/cmake');
  assert.throws(() => announce(plan(host, {}, NPM), true, assert.fail), /There is no apt-get here/);
});

test('Chromium comes from the system where it offers it, else Playwright downloads it, and both are said', () => {
  const files = without('/usr/bin/chromium');
  assert.match(
    describePlan(plan(files, offering('chromium'))),
    /^ {4}Chromium: chromium \(if there is no such package, /m,
  );
  // A fresh container has no lists yet.
  assert.match(describePlan(plan(files)), /^ {4}Chromium: chromium/m);
  assert.equal(
    describePlan(plan(files, offering())),
    '  Chromium: Playwright downloads a Chromium of its own from its server',
  );
  assert.ok(isEmpty(plan(files, { ...offering(), downloadedBrowser: '/home/me/.cache/chrome' })));
});

test('What the tests can do without is not missing where the system does not offer it', () => {
  const files = without('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
  assert.ok(isEmpty(plan(files, offering())));
  assert.equal(plan(files, offering('libnginx-mod-http-brotli-static')).missing.length, 1);
});

test('What to install by hand is named in words and as a command', () => {
  const message = manualInstallMessage(plan([]), 'There is no apt-get here.');
  assert.match(message, /These are missing:[^]*Emscripten[^]*clang-tidy/);
  assert.match(message, /There is no apt-get here\./);
  assert.match(message, /apt-get install --no-install-recommends .*emscripten.* googletest clang-format-14 /);
  assert.doesNotMatch(message, /\|/);
});

test('The npm packages of other systems are not counted', () => {
  const packages = {
    '': {},
    'node_modules/a': {},
    'node_modules/for-mac': { os: ['darwin'] },
    'node_modules/for-linux': { os: ['linux'], cpu: ['x64'] },
    'node_modules/for-alpine': { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/for-arm': { os: ['linux'], cpu: ['arm64'] },
    'node_modules/not-for-windows': { os: ['!win32'] },
  };
  assert.equal(countPackages(packages, { platform: 'linux', arch: 'x64' }), 3);
});

test('The address of a registry is shown without a password', () => {
  assert.equal(withoutPassword('https://me:secret@registry.example/npm/'), 'https://registry.example/npm/');
  assert.equal(withoutPassword('undefined'), 'the registry that npm is configured for');
});

test('The first package on offer is chosen', () => {
  const present = () => false;
  const wanted: Requirement[] = [
    { name: 'CMake', purpose: 'build', packages: ['cmake'], present },
    { name: 'clang-tidy', purpose: 'test', packages: ['clang-tidy-14 | clang-tidy'], present },
    { name: 'Chromium', purpose: 'test', packages: ['chromium'], fallback: { text: '', downloads: true }, present },
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

test('A Node that is not from Debian is recognised by its package', () => {
  assert.equal(isForeignNode('installed '), true);
  assert.equal(isForeignNode('installed foreign'), true);
  assert.equal(isForeignNode('installed allowed'), false);
  assert.equal(isForeignNode('config-files '), false);
  assert.equal(isForeignNode(''), false);
});

test('A repacked package loses its dependencies, and nothing else', () => {
  const control = 'Package: node-acorn\nDepends: node-xtend,\n nodejs:any\nRecommends: x\nDescription: a\n parser\n';
  assert.equal(withoutDependencies(control), 'Package: node-acorn\nRecommends: x\nDescription: a\n parser\n');
});
