// Runs a pod of the Kubernetes manifests by `podman play kube`.

import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { podman } from '../../../scripts/images/engine.mjs';
import type { Manifest } from '../../deploy/support/manifests.ts';
import { mustPodman } from './container.ts';

/** What a workload runs, as a Pod: podman knows few other kinds. */
export function asPod({ kind, metadata, spec }: Manifest): Manifest {
  const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template;
  const named = { ...template.metadata, name: metadata.name };
  return structuredClone({ apiVersion: 'v1', kind: 'Pod', metadata: named, spec: template.spec });
}

/**
 * Mounts secrets as a cluster does with fsGroup: files of root that one group may read. Podman itself would let everybody
 * read them.
 */
export function mountSecrets(pod: Manifest, secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  for (const volume of pod.spec.volumes) {
    if (!volume.secret) continue;
    const { secretName, defaultMode } = volume.secret;
    const folder = mkdtempSync(join(tmpdir(), 'prescore-secret-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);
    for (const [name, text] of Object.entries(secrets[secretName] ?? {})) {
      const file = join(folder, name);
      writeFileSync(file, text);
      chownSync(file, 0, pod.spec.securityContext.fsGroup);
      chmodSync(file, defaultMode);
    }
    delete volume.secret;
    volume.hostPath = { path: folder, type: 'Directory' };
  }
}

/** Plays objects as one file; everything is removed when the test ends. */
export function play(objects: readonly object[], options: readonly string[] = []): void {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-play-'));
  const file = join(folder, `${randomUUID()}.yaml`);
  writeFileSync(file, objects.map((each) => stringify(each)).join('---\n'));
  after(() => {
    podman(['play', 'kube', '--down', file]);
    rmSync(folder, { recursive: true, force: true });
  });
  mustPodman(['play', 'kube', ...options, file]);
}
