// What `npm run image` writes, without a container engine: the same bytes twice, and nothing in it that nobody needs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { inRoot } from '../../scripts/base/paths.mjs';
import { REQUIREMENTS } from '../../scripts/machine/requirements.mjs';
import { librariesIn } from '../../scripts/images/closure.mjs';
import { LICENCES, licenceOf, packageOf } from '../../scripts/images/debian.mjs';
import { makeImages } from '../../scripts/images/images.mjs';
import { sha256, writeImage } from '../../scripts/images/oci.mjs';
import { programmeNames } from '../../scripts/images/service.mjs';

/** Images are made of Debian's own packages; other systems name theirs in other ways. */
const isDebian12 = /^VERSION_CODENAME=bookworm$/m.test(readFileSync('/etc/os-release', 'utf8'));
const elsewhere = { skip: !isDebian12 && 'images are made on Debian 12' };

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-images-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const json = (layout: string, name: string) => JSON.parse(readFileSync(join(layout, name), 'utf8'));
const blob = (layout: string, digest: string): Buffer => readFileSync(join(layout, 'blobs', ...digest.split(':')));

/** The parts of a layout, each checked against its hash and size. */
function open(layout: string) {
  const [reference] = json(layout, 'index.json').manifests;
  const checked = ({ digest, size }: { digest: string; size: number }): Buffer => {
    const bytes = blob(layout, digest);
    assert.deepEqual([`sha256:${sha256(bytes)}`, bytes.length], [digest, size]);
    return bytes;
  };
  const manifest = JSON.parse(checked(reference).toString());
  const config = JSON.parse(checked(manifest.config).toString());
  const layers: Buffer[] = manifest.layers.map((layer: { digest: string; size: number }) => gunzipSync(checked(layer)));
  assert.deepEqual(
    layers.map((bytes) => `sha256:${sha256(bytes)}`),
    config.rootfs.diff_ids,
  );
  return { config, layers };
}

/** The lines of `tar -t`: mode, owner, size, date, time, path; of a second name of a file only this name. */
function listOf(layer: Buffer): { mode: string; owner: string; date: string; path: string }[] {
  const text = execFileSync('tar', ['-tv', '--numeric-owner', '--utc'], { input: layer, encoding: 'utf8' });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [mode = '', owner = '', , date = '', , ...path] = line.split(/\s+/);
      return { mode, owner, date, path: path.join(' ').replace(/^\.\/| link to .*$/g, '') };
    });
}

describe('the images', elsewhere, () => {
  const [one, other] = [makeFolder(), makeFolder()];
  const made = makeImages(one);

  test('are the same, byte by byte, when they are made again by an account with another mask', () => {
    const before = process.umask(0o077);
    const again = makeImages(other);
    process.umask(before);
    for (const [index, { archive, digest }] of made.entries()) {
      assert.equal(again[index]?.digest, digest);
      assert.ok(readFileSync(archive).equals(readFileSync(again[index]?.archive ?? '')), archive);
    }
  });

  test('weigh at most 12 MB', () => {
    for (const { name, size } of made) assert.ok(size <= 12e6, `${name}: ${size}`);
  });

  test('name each blob by its hash', () => {
    for (const { layout } of made) assert.equal(open(layout).config.config.User, '65532:65532');
  });

  test('have no shell, no package manager, and nothing that others may write', () => {
    for (const { name, layout } of made) {
      const files = open(layout).layers.flatMap(listOf);
      const paths = files.map(({ path }) => path);
      const programs = paths.filter((path) => /^(usr\/)?s?bin\/[^/]+$/.test(path));
      assert.deepEqual(programs, [name === 'prescore-site' ? 'usr/sbin/nginx' : 'usr/bin/prescore-service']);
      for (const { mode, owner, date, path } of files) {
        if (!mode.startsWith('l') && path !== 'tmp/') assert.doesNotMatch(mode, /^.....w|w.$/, path);
        assert.equal(owner, path === 'var/lib/prescore/' ? '65532/65532' : '0/0', path);
        assert.equal(date, '1970-01-01', path);
      }
    }
  });

  test('have every programme and the licence of everything', () => {
    const [service] = made;
    const paths = open(service?.layout ?? '').layers.flatMap((layer) => listOf(layer).map(({ path }) => path));
    for (const name of programmeNames()) assert.ok(paths.includes(`usr/share/prescore/${name}.bin`), name);
    const packages: { name: string; licence: string; images: string[] }[] = json(one, 'packages.json');
    assert.ok(packages.length > 10);
    for (const { name, images } of packages.filter(({ images }) => images.includes('prescore-service'))) {
      assert.ok(paths.includes(`usr/share/doc/${name}/copyright`), `${name} ${images}`);
    }
  });

  test('take libraries from the packages that have them', () => {
    assert.equal(packageOf('/usr/lib/x86_64-linux-gnu/libz.so.1.2.13'), 'zlib1g');
    assert.throws(() => packageOf('/usr/lib/no-such-library.so'), /no Debian package/);
  });
});

test('an image of one file has its config, its layer and its archive', () => {
  const folder = makeFolder();
  const layers = [[{ path: 'etc/hello', content: 'hello\n' }]];
  const image = {
    name: 'hello',
    version: '1',
    title: 'Hello',
    layers,
    entrypoint: ['/hello'],
    ports: [80],
    stopSignal: 'SIGTERM',
  };
  const { layout, archive } = writeImage(folder, image);
  const { config, layers: written } = open(layout);
  assert.deepEqual(config.config.Entrypoint, ['/hello']);
  assert.deepEqual(Object.keys(config.config.ExposedPorts), ['80/tcp']);
  assert.deepEqual(
    listOf(written[0] ?? Buffer.alloc(0)).map(({ path }) => path),
    ['', 'etc/', 'etc/hello'],
  );
  const inside = execFileSync('tar', ['-tf', archive], { encoding: 'utf8' }).split('\n');
  for (const name of ['./index.json', './oci-layout']) assert.ok(inside.includes(name), name);
});

test('the Containerfile installs what a build needs, except for the browser', () => {
  const text = readFileSync(inRoot('service', 'deploy', 'images', 'service.Containerfile'), 'utf8');
  const needed = REQUIREMENTS.filter(({ purpose, name }) => purpose === 'build' && !/Emscripten|Java/.test(name));
  assert.ok(needed.length > 8);
  for (const { packages } of needed) for (const name of packages) assert.ok(text.split(/\s+/).includes(name), name);
});

test('no Containerfile names another registry than that of the base image', () => {
  for (const name of ['service', 'site']) {
    const text = readFileSync(inRoot('service', 'deploy', 'images', `${name}.Containerfile`), 'utf8');
    const bases = [...text.matchAll(/^(?:FROM|ARG BASE=)\s*(\S+)/gm)].map(([, base]) => base);
    assert.deepEqual(bases, ['docker.io/library/debian:bookworm-slim', '$'.concat('{BASE}'), 'scratch'], name);
    assert.doesNotMatch(text, /https?:/);
  }
});

test('libraries are read from what ldd prints, and a missing one stops the build', () => {
  const text = `\tlinux-vdso.so.1 (0x00007ffc)
\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f01)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)
`;
  assert.deepEqual(librariesIn(text, 'x'), ['/lib/x86_64-linux-gnu/libz.so.1', '/lib64/ld-linux-x86-64.so.2']);
  assert.throws(() => librariesIn('\tlibpq.so.5 => not found\n', 'x'), /x needs libpq\.so\.5/);
});

test('a package whose licence nobody read stops the build', () => {
  assert.throws(() => licenceOf('no-such-package'), /Read \/usr\/share\/doc\/no-such-package\/copyright/);
  assert.deepEqual(Object.keys(LICENCES), [...Object.keys(LICENCES)].sort());
});
