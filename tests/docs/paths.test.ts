// Links, files, folders and rooms that the documents name exist.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { documents, prose, read } from './support.ts';

/** The anchor of a heading, as code hosts make it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (path: string): string[] =>
  [...prose(read(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading ?? ''));

/** Whether a path from the root exists; a star stands for any name. */
function exists(path: string): boolean {
  const [before, ...after] = path.split('*');
  if (after.length === 0) return existsSync(inRoot(path));
  const folder = dirname(`${before}x`);
  return readdirSync(inRoot(folder)).some((name) => existsSync(inRoot(folder, name, after.join('*').slice(1))));
}

for (const path of documents) {
  describe(path, () => {
    const text = prose(read(path));

    test('links to files and headings that exist', () => {
      const links = [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(
        ([, link, image]) => link ?? image ?? '',
      );
      for (const link of links.filter((each) => !/^https?:/.test(each))) {
        const [file = '', heading] = link.split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        assert.ok(existsSync(inRoot(target)), `${link}: no ${target}`);
        if (heading !== undefined) assert.ok(anchorsOf(target).includes(heading), `${link}: no such heading`);
      }
    });

    // The changelog names files as they were at the time.
    if (path === 'CHANGELOG.md') return;
    test('names files and folders that exist', () => {
      const named = [...text.matchAll(/`((?:core|wasm|model|site|scripts|tests|docs)\/[\w./*-]*)`/g)];
      assert.deepEqual(
        named.map(([, name = '']) => name).filter((name) => !exists(name)),
        [],
      );
    });
  });
}

describe('ARCHITECTURE.md', () => {
  const sections = [...read('ARCHITECTURE.md').matchAll(/^### Rooms of .*`([\w/]+)\/`\n([^]*?)(?=^#)/gm)];

  test('has tables of rooms', () => assert.equal(sections.length, 4));

  for (const [, folder = '', text = ''] of sections) {
    test(`lists every room of ${folder}, and no other`, () => {
      const listed = [...text.matchAll(/^\| `([\w-]+)\/`/gm)].map(([, room]) => room);
      const rooms = readdirSync(inRoot(folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
      assert.deepEqual(
        listed.sort(),
        rooms.map(({ name }) => name),
      );
    });
  }
});
