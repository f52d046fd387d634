import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { buildEnvironment, emscriptenRoot } from '../../../scripts/machine/environment.mjs';
import { fakeHost } from './fakeHost.ts';

const TOOLCHAIN = 'cmake/Modules/Platform/Emscripten.cmake';
const DEBIAN = `/usr/share/emscripten/${TOOLCHAIN}`;
const OWN = `/opt/emsdk/upstream/emscripten/${TOOLCHAIN}`;

test("Debian's Emscripten gets acorn and our Closure Compiler, and never another cache", () => {
  const env = buildEnvironment(fakeHost([DEBIAN], { env: { PATH: '/usr/bin', EM_CACHE: '/tmp/cache' } }));
  assert.equal(env.EMSCRIPTEN_ROOT, '/usr/share/emscripten');
  assert.equal(env.NODE_PATH, '/usr/share/nodejs');
  assert.match(env.EM_CLOSURE_COMPILER ?? '', /node_modules\/\.bin\/google-closure-compiler$/);
  assert.equal('EM_CACHE' in env, false);
});

test('Another Emscripten keeps its own cache, acorn and Closure Compiler', () => {
  const files = [OWN, DEBIAN, '/opt/emsdk/upstream/emscripten/node_modules/google-closure-compiler'];
  const host = fakeHost(files, { env: { EMSCRIPTEN_ROOT: '/opt/emsdk/upstream/emscripten', EM_CACHE: '/tmp/cache' } });
  const env = buildEnvironment(host);
  assert.equal(env.EMSCRIPTEN_ROOT, '/opt/emsdk/upstream/emscripten');
  assert.equal(env.EM_CACHE, '/tmp/cache');
  assert.equal(env.NODE_PATH, undefined);
  assert.equal(env.EM_CLOSURE_COMPILER, undefined);
});

test('The Node that runs the script is the one that the builds use', () => {
  const env = buildEnvironment(fakeHost([DEBIAN]));
  assert.equal(env.EM_NODE_JS, process.execPath);
  assert.ok(env.PATH?.startsWith(`${dirname(process.execPath)}:`));
});

test('An Emscripten that cannot be found is named, with how to fix it', () => {
  assert.throws(() => emscriptenRoot(fakeHost([])), /EMSCRIPTEN_ROOT/);
});
