// The Kubernetes manifests as objects, with what kustomize does to them: the few features that the folders use.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { inRoot } from '../../../scripts/base/paths.mjs';

export const KUBERNETES = inRoot('service', 'deploy', 'kubernetes');
export const OVERLAYS = readdirSync(join(KUBERNETES, 'overlays'));

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, which the API's own schemas check
  readonly [member: string]: any;
}

interface Kustomization {
  readonly namespace: string;
  readonly resources: readonly string[];
  readonly labels?: readonly { readonly pairs: Record<string, string> }[];
  readonly configMapGenerator?: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly images?: readonly { readonly name: string; readonly newTag: string }[];
}

const KNOWN = ['apiVersion', 'kind', 'namespace', 'resources', 'labels', 'configMapGenerator', 'images'];
/** Kinds that belong to no namespace. */
const CLUSTER_WIDE = ['Namespace'];

export function kustomizationOf(folder: string): Kustomization {
  const found = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  for (const name of Object.keys(found)) assert.ok(KNOWN.includes(name), `${folder}: the tests do not know ${name}`);
  return found;
}

/** The files of a folder that its kustomization names, and those that it does not. */
export function filesOf(folder: string): { named: string[]; others: string[] } {
  const { resources, configMapGenerator = [] } = kustomizationOf(folder);
  const named = [...resources, ...configMapGenerator.flatMap(({ files }) => files)];
  const others = readdirSync(folder).filter((name) => name !== 'kustomization.yaml' && !named.includes(name));
  return { named, others };
}

/** Every object of a folder and of those that it builds on, as `kubectl kustomize` prints them, without hashes in names. */
export function render(folder: string): Manifest[] {
  const { namespace, resources, labels = [], configMapGenerator = [], images = [] } = kustomizationOf(folder);
  const found = resources.flatMap((name) => read(join(folder, name)));
  const made = configMapGenerator.map(({ name, files }): Manifest => {
    const data = files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: Object.fromEntries(data) };
  });
  const pairs = Object.assign({}, ...labels.map((each) => each.pairs));
  return [...found, ...made].map((manifest) => {
    const withLabels = { ...manifest.metadata.labels, ...pairs };
    const metadata = {
      ...manifest.metadata,
      ...(CLUSTER_WIDE.includes(manifest.kind) ? {} : { namespace }),
      ...(Object.keys(withLabels).length > 0 ? { labels: withLabels } : {}),
    };
    return withImages({ ...manifest, metadata }, images);
  });
}

function read(path: string): Manifest[] {
  assert.ok(existsSync(path), `${relative(KUBERNETES, path)} is missing`);
  if (existsSync(join(path, 'kustomization.yaml'))) return render(path);
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => {
    assert.deepEqual([...document.errors, ...document.warnings], [], path);
    return document.toJS() as Manifest;
  });
}

function withImages(manifest: Manifest, images: NonNullable<Kustomization['images']>): Manifest {
  return JSON.parse(JSON.stringify(manifest), (key, value) => {
    const image = key === 'image' ? images.find(({ name }) => name === value) : undefined;
    return image ? `${image.name}:${image.newTag}` : value;
  }) as Manifest;
}

/** What a workload runs. */
export interface Pod {
  readonly of: string;
  readonly kind: string;
  readonly labels: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: the API's own schemas check it
  readonly spec: any;
}

/** The pods of all workloads. */
export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return manifests.flatMap(({ kind, metadata, spec }) => {
    const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : spec?.template;
    if (template === undefined) return [];
    return [{ of: `${kind} ${metadata.name}`, kind, labels: template.metadata.labels, spec: template.spec }];
  });
}
