import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { differences, SHIPPED } from '../../../scripts/commands/reproduce.mjs';
import { inRoot, ROOT } from '../../../scripts/base/paths.mjs';

test('Two builds differ by a file that is other, missing or too many', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const name of ['prescore', 'wasm/prescore.wasm', 'site/assets/page.js', 'package/index.js'])
    put(join(one, name), name);
  put(join(one, 'release', 'build.ninja'), 'of this folder');
  cpSync(one, other, { recursive: true });
  put(join(other, 'release', 'build.ninja'), 'of that folder');
  assert.deepEqual(differences(one, other), []);
  put(join(other, 'site/assets/page.js'), 'site/assets/page.jS');
  put(join(other, 'site/new.html'), '');
  rmSync(join(other, 'prescore'));
  assert.deepEqual(differences(one, other), ['prescore', 'site/assets/page.js', 'site/new.html']);
});

/** @param path a file or a folder */
const filesBelow = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .filter((name) => statSync(name).isFile())
    : [path];

for (const path of [...SHIPPED.map((name) => join('build', name)), 'model']) {
  test(`${path} does not name the folder that it was built in`, () => {
    assert.ok(existsSync(inRoot(path)));
    for (const file of filesBelow(inRoot(path))) {
      assert.ok(!readFileSync(file).includes(ROOT), file);
    }
  });
}
