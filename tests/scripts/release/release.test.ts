import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'yaml';
import { inRoot } from '../../../scripts/base/paths.mjs';
import { changesOf, findProblems } from '../../../scripts/release/checks.mjs';
import { pinImages, withDigests } from '../../../scripts/release/pin-images.mjs';
import { deployFiles, SUMS, writeSums } from '../../../scripts/release/folder.mjs';
import { kustomizationOf, KUBERNETES, OVERLAYS } from '../../deploy/support/manifests.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-release-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const GOOD = '# Changelog\n\n## Unreleased\n\n## 1.4.0\n\n- More.\n\n## 1.3.0\n\n- Less.\n';

/** A clone with the files that a release looks at. */
function makeSources(changes: Record<string, string> = {}): string {
  const root = makeFolder();
  const files = {
    'package.json': '{ "version": "1.4.0" }',
    'CMakeLists.txt': 'project(prescore VERSION 1.4.0 LANGUAGES CXX)\n',
    'CHANGELOG.md': GOOD,
    ...changes,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: root });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'All');
  return root;
}

describe('what speaks against a release', () => {
  const free = join(makeFolder(), 'release');

  test('nothing, where all is in order', () => {
    assert.deepEqual(findProblems(makeSources(), '1.4.0', free), []);
  });

  for (const version of ['v1.4.0', '1.4', '1.4.0; rm', '']) {
    test(`"${version}" is not a version`, () =>
      assert.match(String(findProblems(makeSources(), version, free)), /not a version/));
  }

  test('everything, at once', () => {
    const root = makeSources({
      'CHANGELOG.md': '## Unreleased\n\n- Something.\n',
      'README.md': 'npm install ./prescore-1.5.0.tgz\n',
      'service/deploy/compose.yaml': 'image: prescore-site:1.4.0\n',
      'service/deploy/kustomization.yaml': 'newTag: 1.4.0\n',
    });
    writeFileSync(join(root, 'new'), '');
    const problems = findProblems(root, '1.5.0', makeFolder()).join('\n');
    for (const found of [
      /package\.json has the version 1\.4\.0/,
      /CMakeLists\.txt has/,
      /^service\/deploy\/compose\.yaml, service\/deploy\/kustomization\.yaml: another version/m,
      /under "## 1\.5\.0"/,
      /under "## Unreleased"/,
      /1 files are not as committed/,
      /exists already/,
    ]) {
      assert.match(problems, found);
    }
  });

  test('a folder that is no clone', () => {
    const root = makeSources();
    rmSync(join(root, '.git'), { recursive: true });
    assert.match(String(findProblems(root, '1.4.0', free)), /not a clone/);
  });
});

test('the changes of a version are those under its heading', () => {
  assert.equal(changesOf(GOOD, '1.4.0'), '- More.');
  assert.equal(changesOf(GOOD, '1.4'), undefined);
  assert.equal(changesOf(GOOD, '1x4.0'), undefined);
  assert.equal(changesOf('## 1.4.0 (2026-11-28)\n\n- A.\n', '1.4.0'), '- A.');
});

test('the list of hashes is one that sha256sum checks', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'one'), '1');
  writeFileSync(join(folder, 'other'), '2');
  assert.deepEqual(writeSums(folder), ['one', 'other', SUMS]);
  const check = () => spawnSync('sha256sum', ['--check', '--strict', SUMS], { cwd: folder }).status;
  assert.equal(check(), 0);
  writeFileSync(join(folder, 'other'), '3');
  assert.notEqual(check(), 0);
});

test('secrets that somebody made for Compose are in no release', () => {
  const secrets = inRoot('service', 'deploy', 'compose', 'secrets', 'service');
  assert.ok(!existsSync(secrets));
  mkdirSync(secrets, { recursive: true });
  after(() => rmSync(join(secrets, '..'), { recursive: true }));
  writeFileSync(join(secrets, 'request.key'), 'k');
  const names = deployFiles().map(([, as]) => as);
  assert.ok(names.includes('deploy/compose/compose.yaml'));
  assert.deepEqual(
    names.filter((name) => name.includes('secrets/')),
    [],
  );
});

test('a released manifest names its images by digest', () => {
  const overlays = join(makeFolder(), 'overlays');
  cpSync(join(KUBERNETES, 'overlays'), overlays, { recursive: true });
  const images = ['prescore-service', 'prescore-site'].map((name, index) => ({ name, digest: `sha256:${index}a` }));
  pinImages(overlays, images);
  for (const overlay of OVERLAYS) {
    const { images: pinned } = kustomizationOf(join(overlays, overlay));
    assert.deepEqual(pinned, images);
  }
  assert.throws(() => withDigests('images: []', images), /prescore-service/);
});

test('the page signs and checks the list with the commands that it shows', () => {
  const folder = join(makeFolder(), 'build', 'releases', '1.4.0');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'one'), '1');
  writeSums(folder);
  const page = readFileSync(inRoot('docs', 'release.md'), 'utf8');
  const lines = [...page.matchAll(/^(?:openssl|sha256sum) .*$/gm)].map(([line]) => line);
  assert.equal(lines.length, 3);
  const keys = [
    'openssl genpkey -algorithm ed25519 -out release.key',
    'openssl pkey -in release.key -pubout -out release.pub',
  ];
  execFileSync('bash', ['-ec', [...keys, ...lines].join('\n')], { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, SUMS), 'changed');
  assert.throws(() => execFileSync('bash', ['-ec', lines[1] ?? ''], { cwd: folder, stdio: 'pipe' }));
});

test('the workflow runs commands of this repository, and may do no more than read', () => {
  const workflow = parse(readFileSync(inRoot('.github', 'workflows', 'release.yml'), 'utf8'));
  const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  assert.deepEqual(workflow.permissions, { contents: 'read' });
  const steps: { run?: string }[] = Object.values<{ steps: { run?: string }[] }>(workflow.jobs).flatMap(
    (job) => job.steps,
  );
  const commands = steps.flatMap(({ run = '' }) =>
    [...run.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name = '']) => name),
  );
  assert.deepEqual(commands, ['test', 'reproduce', 'release']);
  for (const name of commands) assert.ok(name in scripts, name);
  assert.doesNotMatch(JSON.stringify(workflow), /secrets\./);
});
