// The rooms of site/ import each other in one direction only.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { filesUnder, readText } from './support.ts';

/** What each room may import, besides itself. Nothing imports pages. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  shared: ['texts'],
  widget: ['shared', 'texts'],
  frame: ['widget', 'shared'],
  embed: ['shared'],
  pages: ['widget', 'embed', 'shared', 'texts'],
  hosting: [],
  build: ['embed', 'hosting', 'shared'],
  package: ['widget', 'embed', 'frame', 'shared', 'build'],
};

const roomOf = (path: string): string => path.split('/')[1] ?? '';

/** Each file of a room with the file of site/ that it imports, also for types and in style sheets. */
function imports(): [from: string, to: string][] {
  const sources = Object.keys(allowed).flatMap((room) => filesUnder(`site/${room}`, ['.ts', '.mjs', '.css']));
  return sources.flatMap((path) => {
    const named = readText(path).matchAll(/(?:from |import\(|import |@import )['"](\.[^'"]+)['"]/g);
    const targets = [...named].map(([, target = '']) => join(dirname(path), target));
    return targets.filter((target) => target.startsWith('site/')).map((target): [string, string] => [path, target]);
  });
}

test('no room of site/ imports against the direction', () => {
  const found = imports();
  assert.ok(found.length > 150);
  const wrong = found.filter(([from, to]) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    return room !== other && !allowed[room]?.includes(other);
  });
  assert.deepEqual(wrong, []);
});

test('every room of site/ has a rule', () => {
  const rooms = new Set(
    filesUnder('site', ['.ts', '.mjs'])
      .filter((path) => path.split('/').length > 2)
      .map(roomOf),
  );
  const withoutRule = [...rooms].filter((room) => !(room in allowed));
  // The examples are projects of their own, which use the package.
  assert.deepEqual(withoutRule, ['examples']);
});
