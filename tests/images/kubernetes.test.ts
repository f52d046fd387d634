// The Kubernetes manifests, run by podman: what a cluster adds (names, policies, fsGroup) is left to clusters, and what the
// pods are (images, arguments, rights, mounted files) is as written. Only ports and names of images are those of a test.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PrescoreService } from 'prescore/service';
import { parseAllDocuments } from 'yaml';
import { podman } from '../../scripts/images/engine.mjs';
import { KUBERNETES, type Manifest, OVERLAYS, render } from '../deploy/support/manifests.ts';
import { ANSWERS, freePort, PROGRAMME, runService } from '../service/support/server.ts';
import { containerOf, mustPodman, untilOk } from './support/container.ts';
import { asPod, mountSecrets, play } from './support/play.ts';
import { startBankPostgres } from './support/postgres.ts';

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

/** A token for the bank's application: the secret that a cluster gets, and what the application sends. */
function makeToken(): { tokens: string; token: string } {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-play-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const scopes = ['--scope', 'decide', '--scope', 'read'];
  const made = runService(folder, ['token', '--file', 'tokens.json', '--name', 'backend', ...scopes]);
  return { tokens: readFileSync(join(folder, 'tokens.json'), 'utf8'), token: made.out.trim() };
}

/** Plays a workload that ends by itself; its log, once it ended with 0. */
async function runToEnd(pod: Manifest, configuration: Manifest, options: readonly string[] = []): Promise<string> {
  await publish(pod);
  play([configuration, pod], options);
  const [{ name }] = pod.spec.containers;
  const container = `${pod.metadata.name}-${name}`;
  const code = mustPodman(['wait', container]);
  const log = containerOf(container).logs();
  assert.equal(code, '0', log);
  return log;
}

/** Asks for one decision. */
async function decideAt(url: string | undefined, token: string): Promise<void> {
  const service = new PrescoreService({ url: url ?? '', token });
  const { decision } = await service.decide({ programme: PROGRAMME, answers: ANSWERS });
  assert.equal(decision.outcome, 'likely_approval');
}

const WHOLE = /^1 decisions; 1 replayed[^]*^all is whole$/m;

test('one pod with SQLite decides, with its token from a secret, and the audit of the night finds the log whole', async () => {
  const manifests = overlay('sqlite-single');
  const configuration = findOf(manifests, 'ConfigMap', 'prescore-configuration');
  const pod = asPod(findOf(manifests, 'StatefulSet', 'prescore-service'));
  pod.spec.volumes.push({ name: 'data', persistentVolumeClaim: { claimName: 'data-prescore-service-0' } });
  const { decisions, operators } = await publish(pod);
  const { tokens, token } = makeToken();
  mountSecrets(pod, { 'prescore-tokens': { 'tokens.json': tokens } });
  after(() => podman(['volume', 'rm', '--force', 'data-prescore-service-0']));
  play([configuration, pod]);
  const container = containerOf('prescore-service-service');
  await untilOk(`${operators}/v1/health/ready`, container);
  await decideAt(decisions, token);
  assert.match(await runToEnd(asPod(findOf(manifests, 'CronJob', 'prescore-audit')), configuration), WHOLE);
  assert.equal(container.stop(), 0, container.logs());
});

test('the pods on PostgreSQL make their tables as its owner, decide, and are audited, over TLS with a checked name', async () => {
  const manifests = overlay('postgres-replicas');
  const configuration = findOf(manifests, 'ConfigMap', 'prescore-configuration');
  const host = /@([\w.]+):5432/.exec(configuration['data']['service.json'])?.[1] ?? '';
  const bank = await startBankPostgres(host);
  const network = ['--network', bank.network];
  const { tokens, token } = makeToken();
  const common = { 'ca.crt': bank.authority, 'request.key': 'k'.repeat(64) };
  const secrets = {
    'prescore-tokens': { 'tokens.json': tokens },
    'prescore-database': { ...common, password: bank.service },
    'prescore-migration': { ...common, password: bank.owner },
  };
  const pods = [
    asPod(findOf(manifests, 'Job', 'prescore-migrate')),
    asPod(findOf(manifests, 'Deployment', 'prescore-service')),
    asPod(findOf(manifests, 'CronJob', 'prescore-audit')),
  ] as const;
  for (const pod of pods) mountSecrets(pod, secrets);
  const [migrate, serve, audit] = pods;
  // A Job tries again; podman starts a container again that ends with an error.
  migrate.spec.restartPolicy = 'OnFailure';
  await runToEnd(migrate, configuration, network);
  const { decisions, operators } = await publish(serve);
  play([configuration, serve], network);
  const container = containerOf('prescore-service-service');
  await untilOk(`${operators}/v1/health/ready`, container);
  await decideAt(decisions, token);
  assert.match(await runToEnd(audit, configuration, network), WHOLE);
  assert.equal(container.stop(), 0, container.logs());
});
