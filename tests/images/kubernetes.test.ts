// The Kubernetes manifests, run by podman: what a cluster adds (names, policies, fsGroup) is left to clusters, and what the
// pods are (images, arguments, rights, mounted files) is as written. Only ports and names of images are those of a test.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { PrescoreService } from 'prescore/service';
import { parseAllDocuments } from 'yaml';
import { podman } from '../../scripts/images/engine.mjs';
import { KUBERNETES, type Manifest, OVERLAYS, render } from '../deploy/support/manifests.ts';
import { ANSWERS, freePort, PROGRAMME, runService } from '../service/support/server.ts';
import { containerOf, mustPodman, untilOk } from './support/container.ts';
import { asPod, mountSecrets, play } from './support/play.ts';

const overlay = (name: string): Manifest[] => render(join(KUBERNETES, 'overlays', name));
const findOf = (manifests: readonly Manifest[], kind: string, name: string): Manifest =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name) ?? assert.fail(`${kind} ${name}`);

/** Gives each port of a pod a free one of this machine, on its loopback alone; returns them by name. */
async function publish(pod: Manifest): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const container of pod.spec.containers) {
    container.image = `localhost/${container.image}`;
    for (const port of container.ports ?? []) {
      Object.assign(port, { hostPort: await freePort(), hostIP: '127.0.0.1' });
      urls[port.name] = `http://127.0.0.1:${port.hostPort}`;
    }
  }
  return urls;
}

/** Whether kubectl is here with a kustomize that knows what the folders use. */
function hasKustomize(): boolean {
  const { stdout } = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
  return /Kustomize Version: v[5-9]/.test(stdout ?? '');
}

/** Objects in an order of their own, without the hash in the names of generated ones. */
function normalised(manifests: readonly Manifest[]): unknown[] {
  const text = JSON.stringify(manifests).replaceAll(/prescore-configuration-[a-z0-9]{10}/g, 'prescore-configuration');
  const objects = JSON.parse(text) as Manifest[];
  return objects.sort((one, other) =>
    JSON.stringify([one.kind, one.metadata.name]) < JSON.stringify([other.kind, other.metadata.name]) ? -1 : 1,
  );
}

test('kubectl makes the same objects of the overlays as the tests do', {
  skip: !hasKustomize() && 'no kubectl with kustomize 5',
}, () => {
  for (const name of OVERLAYS) {
    const text = execFileSync('kubectl', ['kustomize', join(KUBERNETES, 'overlays', name)], { encoding: 'utf8' });
    const made = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
    assert.deepEqual(normalised(made), normalised(overlay(name)));
  }
});

test('the site runs', async () => {
  const manifests = overlay('sqlite-single');
  const pod = asPod(findOf(manifests, 'Deployment', 'prescore-site'));
  const { http } = await publish(pod);
  play([pod]);
  const container = containerOf('prescore-site-site');
  await untilOk(`${http}/`, container);
  assert.match((await fetch(`${http}/`)).headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

describe('one pod with SQLite', () => {
  test('decides with its token from a secret, and the audit of the night finds the log whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prescore-play-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const made = runService(folder, [
      'token',
      '--file',
      'tokens.json',
      '--name',
      'backend',
      '--scope',
      'decide',
      '--scope',
      'read',
    ]);
    const manifests = overlay('sqlite-single');
    const pod = asPod(findOf(manifests, 'StatefulSet', 'prescore-service'));
    pod.spec.volumes.push({ name: 'data', persistentVolumeClaim: { claimName: 'data-prescore-service-0' } });
    const urls = await publish(pod);
    mountSecrets(pod, { 'prescore-tokens': { 'tokens.json': readFileSync(join(folder, 'tokens.json'), 'utf8') } });
    const configuration = findOf(manifests, 'ConfigMap', 'prescore-configuration');
    after(() => podman(['volume', 'rm', '--force', 'data-prescore-service-0']));
    play([configuration, pod]);
    const container = containerOf('prescore-service-service');
    await untilOk(`${urls.operators}/v1/health/ready`, container);
    const service = new PrescoreService({ url: urls.decisions ?? '', token: made.out.trim() });
    const { decision } = await service.decide({ programme: PROGRAMME, answers: ANSWERS });
    assert.equal(decision.outcome, 'likely_approval');
    const audit = asPod(findOf(manifests, 'CronJob', 'prescore-audit'));
    await publish(audit);
    play([configuration, audit]);
    assert.equal(mustPodman(['wait', 'prescore-audit-audit']), '0');
    assert.match(containerOf('prescore-audit-audit').logs(), /^1 decisions; 1 replayed[^]*^all is whole$/m);
    assert.equal(container.stop(), 0);
  });
});
