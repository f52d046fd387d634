// The Containerfiles make the same files as `npm run image`, with the same bytes where they are ours. The libraries are
// those of the base image's day, so only their names are compared.

import assert from 'node:assert/strict';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { createLog } from '../../scripts/base/run.mjs';
import { BASE, buildah, podman } from '../../scripts/images/engine.mjs';
import { ownVersion } from '../../scripts/images/images.mjs';
import { sha256 } from '../../scripts/images/oci.mjs';
import { mustPodman } from './support/container.ts';

/** Whatever was made here and not by Debian, which renews its certificates. */
const OURS = /^(usr\/bin\/|usr\/share\/prescore\/|usr\/share\/doc\/prescore\/|srv\/|etc\/(?!ssl\/))/;

/** Every file of an image: what it is and whose, and the hash of ours. */
function filesOf(image: string): Map<string, string> {
  const root = mustPodman(['image', 'mount', image]);
  after(() => podman(['image', 'unmount', image]));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(names.map((name) => [name, describeFile(root, name)]));
}

function describeFile(root: string, name: string): string {
  const path = join(root, name);
  const state = lstatSync(path);
  const owner = `${state.uid}:${state.gid}`;
  if (state.isSymbolicLink()) return `${owner} link to ${readlinkSync(path)}`;
  const mode = (state.mode & 0o7777).toString(8);
  if (state.isDirectory()) return `${owner} folder ${mode}`;
  return `${owner} file ${mode}${OURS.test(name) ? ` ${sha256(readFileSync(path))}` : ''}`;
}

for (const name of ['service', 'site']) {
  describe(`${name}.Containerfile`, () => {
    test('makes the same files as npm run image', async () => {
      const file = inRoot('service', 'deploy', 'images', `${name}.Containerfile`);
      const tag = `localhost/containerfile-${name}`;
      await buildah(createLog(`containerfile-${name}`), { file, tag, context: inRoot(), base: BASE });
      const [made, own] = [filesOf(tag), filesOf(`localhost/prescore-${name}:${ownVersion()}`)];
      assert.ok(own.size > 40);
      assert.deepEqual(Object.fromEntries(made), Object.fromEntries(own));
      const settingsOf = (image: string): object => {
        const format = '{{json .Config}}';
        const { User, ExposedPorts, Entrypoint, Cmd, WorkingDir, StopSignal } = JSON.parse(
          mustPodman(['image', 'inspect', '--format', format, image]),
        ) as Record<string, unknown>;
        return { User, ExposedPorts, Entrypoint, Cmd, WorkingDir: WorkingDir || '/', StopSignal };
      };
      assert.deepEqual(settingsOf(tag), settingsOf(`localhost/prescore-${name}:${ownVersion()}`));
    });
  });
}
