import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NODE_RANGE, nodeProblem } from '../../../scripts/machine/node-version.mjs';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { cmakeProblem, compilerProblem } from '../../../scripts/machine/versions.mjs';

test('An old Node gets a message with the required version and its own', () => {
  assert.match(
    nodeProblem('18.20.4'),
    /needs Node\.js 20\.19 or newer, or 22\.12 or newer, but this is Node\.js 18\.20\.4/,
  );
  for (const old of ['8.17.0', '20.18.3', '21.7.3', '22.11.0']) assert.notEqual(nodeProblem(old), '', old);
  for (const fit of ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '100.1.0']) assert.equal(nodeProblem(fit), '', fit);
});

test('package.json asks for the same Node', () => {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  assert.equal(engines.node, NODE_RANGE);
});

test('CMake and the examples name the versions of package.json', () => {
  const { version, devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  assert.match(
    readFileSync(inRoot('CMakeLists.txt'), 'utf8'),
    new RegExp(`^project\\(prescore VERSION ${version} `, 'm'),
  );
  const wanted = { ...devDependencies, prescore: version };
  for (const example of ['html', 'react', 'vue']) {
    const named = JSON.parse(readFileSync(inRoot('site', 'examples', example, 'package.json'), 'utf8'));
    for (const [name, asked] of Object.entries({ ...named.dependencies, ...named.devDependencies })) {
      assert.equal(asked, wanted[name], `${name} of the example ${example}`);
    }
  }
});

const OLD_NODE =
  "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } })";

for (const command of ['start', 'test', 'build']) {
  test(`npm run ${command} stops an old Node with one sentence`, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', OLD_NODE, inRoot('scripts', 'command.mjs'), command],
      { encoding: 'utf8' },
    );
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^Prescore needs Node\.js 20\.19 or newer, or 22\.12 or newer, but this is Node\.js 16\.20\.2\. [^\n]*\n$/,
    );
  });
}

test('The files that an old Node reads keep to old syntax', () => {
  for (const name of ['command.mjs', 'machine/node-version.mjs']) {
    const code = readFileSync(inRoot('scripts', name), 'utf8').replace(/\/\*\*[^]*?\*\/|\/\/.*/g, '');
    assert.doesNotMatch(code, /\?\.|\?\?|'node:|\bawait\b|\|\|=|&&=|#\w/, name);
  }
});

const BANNERS: [banner: string, ok: boolean][] = [
  ['g++ (Debian 12.2.0-14+deb12u1) 12.2.0', true],
  ['c++ (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0', true],
  ['g++ (Ubuntu 10.5.0-1ubuntu1~22.04) 10.5.0', false],
  ['g++ (GCC) 9.3.1 20200408 (Red Hat 9.3.1-2)', false],
  ['Debian clang version 14.0.6', true],
  ['Ubuntu clang version 13.0.1-2ubuntu2.2', false],
  ['Apple clang version 15.0.0 (clang-1500.3.9.4)', true],
  ['some compiler of another kind', true],
];

for (const [banner, ok] of BANNERS) {
  test(`The compiler "${banner}" ${ok ? 'is new enough' : 'is too old'}`, () => {
    assert.equal(compilerProblem(banner) === '', ok);
  });
}

test('A CMake that is too old gets a message with the required version', () => {
  const minimum = { major: 3, minor: 25 };
  assert.equal(cmakeProblem('cmake version 3.25.1', minimum), '');
  assert.equal(cmakeProblem('cmake version 4.0.2', minimum), '');
  assert.match(cmakeProblem('cmake version 3.22.1', minimum), /needs CMake 3\.25 or newer, but this is 3\.22/);
});
