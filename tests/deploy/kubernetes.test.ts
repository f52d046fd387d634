// The manifests of service/deploy/kubernetes, without a cluster: the API's schemas accept them, names point to what there
// is, and every pod is locked up. `npm run test:image` runs them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { filesOf, KUBERNETES, kustomizationOf, type Manifest, OVERLAYS, podsOf, render } from './support/manifests.ts';

const require = createRequire(import.meta.url);
const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
const configurationSchema = JSON.parse(readFileSync(inRoot('service', 'configuration.schema.json'), 'utf8'));

/** The module of a kind, such as kubernetes-models/apps/v1/Deployment. */
const moduleOf = ({ apiVersion, kind }: Manifest): string => `kubernetes-models/${apiVersion}/${kind}`;

/** What the API's schema says against an object; empty where it fits. */
function schemaError(manifest: Manifest): string {
  const Model = require(moduleOf(manifest))[manifest.kind];
  try {
    new Model(manifest).validate();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What the compiler says against the objects as literals of the API's types: it knows every member, and so finds typos. */
function typeErrors(manifests: readonly Manifest[]): string {
  const folder = inRoot('build', 'manifest-types');
  mkdirSync(folder, { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const lines = manifests.map((manifest, index) => {
    const type = `I${manifest.kind}`;
    return `import type { ${type} as T${index} } from '${moduleOf(manifest)}';
export const m${index}: T${index} = ${JSON.stringify(manifest)};`;
  });
  const file = join(folder, 'manifests.ts');
  writeFileSync(file, lines.join('\n'));
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', ''];
  return spawnSync(process.execPath, [tsc, ...options, file], { encoding: 'utf8' }).stdout;
}

const sample = (): Manifest =>
  structuredClone(render(join(KUBERNETES, 'overlays', 'sqlite-single')).find(({ kind }) => kind === 'Deployment')) ??
  assert.fail();

test('the checks find what is wrong', () => {
  const wrongType = sample();
  wrongType.spec.replicas = 'three';
  assert.match(schemaError(wrongType), /replicas/);
  const typo = sample();
  typo.spec.template.spec.containers[0].readyProbe = {};
  assert.match(typeErrors([typo]), /readyProbe/);
});

test('the compiler accepts all objects', () => {
  assert.equal(typeErrors(OVERLAYS.flatMap((name) => render(join(KUBERNETES, 'overlays', name)))), '');
});

test('every file is named by its kustomization', () => {
  for (const name of ['base', ...OVERLAYS.map((overlay) => join('overlays', overlay))]) {
    assert.deepEqual(filesOf(join(KUBERNETES, name)).others, [], name);
  }
});

for (const overlay of OVERLAYS) {
  describe(overlay, () => {
    const folder = join(KUBERNETES, 'overlays', overlay);
    const manifests = render(folder);
    const pods = podsOf(manifests);
    const named = (kind: string): string[] =>
      manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);

    test("the API's schemas accept every object", () => {
      for (const manifest of manifests)
        assert.equal(schemaError(manifest), '', `${manifest.kind} ${manifest.metadata.name}`);
    });

    test('no object is there twice, and all are in one namespace', () => {
      const ids = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      assert.equal(new Set(ids).size, ids.length);
      const { namespace } = kustomizationOf(folder);
      assert.deepEqual(named('Namespace'), [namespace]);
    });

    test('the images have the version of this repository', () => {
      const images = pods.flatMap(({ spec }) => spec.containers.map((container: { image: string }) => container.image));
      assert.deepEqual([...new Set(images)].sort(), [`prescore-service:${version}`, `prescore-site:${version}`]);
    });

    test('every pod is locked up', () => {
      for (const { of, spec } of pods) {
        assert.equal(spec.automountServiceAccountToken, false, of);
        assert.equal(spec.enableServiceLinks, false, of);
        const { runAsNonRoot, runAsUser, seccompProfile } = spec.securityContext;
        assert.deepEqual(
          { runAsNonRoot, runAsUser, seccompProfile },
          { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        );
        for (const { securityContext, resources } of spec.containers) {
          assert.deepEqual(securityContext, {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          assert.ok(resources.requests.cpu && resources.requests.memory && resources.limits.memory, of);
        }
      }
    });

    test('what runs for ever is asked whether it is ready and whether it lives', () => {
      for (const { of, kind, spec } of pods.filter((pod) => ['Deployment', 'StatefulSet'].includes(pod.kind))) {
        for (const { readinessProbe, livenessProbe, ports } of spec.containers) {
          const names = ports.map(({ name }: { name: string }) => name);
          for (const probe of [readinessProbe, livenessProbe])
            assert.ok(names.includes(probe?.httpGet.port), `${kind} ${of}`);
        }
      }
    });

    test('selectors select pods, and ports are theirs', () => {
      const matches = (labels: Record<string, string>) =>
        pods.filter((pod) => Object.entries(labels).every(([key, value]) => pod.labels[key] === value));
      for (const { kind, metadata, spec } of manifests) {
        if (kind === 'Service') {
          const [pod] = matches(spec.selector);
          const ports = pod?.spec.containers.flatMap((each: { ports: { name: string }[] }) => each.ports);
          for (const { targetPort } of spec.ports) {
            assert.ok(
              ports?.some(({ name }: { name: string }) => name === targetPort),
              `${metadata.name} ${targetPort}`,
            );
          }
        }
        if (kind === 'PodDisruptionBudget') assert.equal(matches(spec.selector.matchLabels).length, 1, metadata.name);
        if (kind === 'Deployment' || kind === 'StatefulSet') assert.equal(matches(spec.selector.matchLabels).length, 1);
        if (kind !== 'NetworkPolicy' || spec.podSelector.matchLabels === undefined) continue;
        assert.ok(matches(spec.podSelector.matchLabels).length > 0, metadata.name);
      }
    });

    test('every pod is named by a policy of the network, and nothing is open by default', () => {
      const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec);
      const closed = policies.find(({ podSelector }) => Object.keys(podSelector).length === 0);
      assert.deepEqual(closed, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
      const callers = policies.filter(({ ingress = [] }) =>
        ingress.some(({ ports }: { ports: { port: string }[] }) => ports.some(({ port }) => port === 'decisions')),
      );
      assert.equal(callers.length, 1);
      for (const { ingress } of callers) {
        for (const { from } of ingress) assert.ok(from.length === 1 && from[0].namespaceSelector, 'from everywhere');
      }
    });

    test('volumes name what is there, or a secret that the page tells to make', () => {
      const page = readFileSync(inRoot('docs', 'deployment.md'), 'utf8');
      const secrets = new Set<string>();
      for (const { of, spec } of pods) {
        const mounted = spec.containers.flatMap((each: { volumeMounts: { name: string }[] }) =>
          each.volumeMounts.map(({ name }) => name),
        );
        const claims = manifests.flatMap((each) => each.spec?.volumeClaimTemplates ?? []);
        const volumes = [
          ...(spec.volumes ?? []),
          ...(of.startsWith('StatefulSet') ? claims.map(({ metadata }) => metadata) : []),
        ];
        assert.deepEqual(mounted.sort(), volumes.map(({ name }) => name).sort(), of);
        for (const { configMap, secret } of volumes) {
          if (configMap) assert.ok(named('ConfigMap').includes(configMap.name), configMap.name);
          if (secret) secrets.add(secret.secretName);
        }
      }
      for (const name of secrets) assert.ok(page.includes(`create secret generic ${name}`), name);
    });

    test('the configurations fit their schema, and what they name is mounted', () => {
      const validate = new Ajv2020({ allErrors: true, strict: false }).compile(configurationSchema);
      for (const { data } of manifests.filter(({ kind }) => kind === 'ConfigMap')) {
        for (const [name, text] of Object.entries(data as Record<string, string>)) {
          const configuration = JSON.parse(text);
          assert.ok(validate(configuration), `${name}: ${JSON.stringify(validate.errors)}`);
        }
      }
    });
  });
}
