import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { configuration } from '../../../scripts/builds/configured.mjs';

let folder = '';
const presets = () => join(folder, 'CMakePresets.json');
const known = (options = ['-DX=1'], env: NodeJS.ProcessEnv = { EMSCRIPTEN_ROOT: '/a', PATH: '/bin' }) =>
  configuration(folder, presets(), options, env);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prescore-configured-'));
  writeFileSync(presets(), '{}');
  writeFileSync(join(folder, 'build.ninja'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder that was never configured is not up to date', () => assert.equal(known().upToDate, false));

test('a folder that was configured with the same is up to date', () => {
  known().remember();
  assert.equal(known().upToDate, true);
  assert.equal(known(['-DX=1'], { EMSCRIPTEN_ROOT: '/a', PATH: '/elsewhere' }).upToDate, true, 'the path may differ');
});

test('other options, another Emscripten or other presets ask for a new configuration', () => {
  known().remember();
  assert.equal(known(['-DX=2']).upToDate, false);
  assert.equal(known(['-DX=1'], { EMSCRIPTEN_ROOT: '/b' }).upToDate, false);
  writeFileSync(presets(), '{"version": 6}');
  assert.equal(known().upToDate, false);
});

test('a folder without a build file, or whose configuration failed, is configured again', () => {
  known().remember();
  rmSync(join(folder, 'build.ninja'));
  assert.equal(known().upToDate, false);
  writeFileSync(join(folder, 'build.ninja'), '');
  assert.equal(known().upToDate, true);
  known().forget();
  assert.equal(known().upToDate, false);
});
