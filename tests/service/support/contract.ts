// The OpenAPI document as a judge: every answer of the running service is checked against it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { inRoot } from '../../../scripts/base/paths.mjs';

export const DOCUMENT = inRoot('service', 'api', 'openapi.yaml');

export interface Schema {
  readonly [keyword: string]: unknown;
}
interface MediaType {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Answer {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly parameters?: readonly Parameter[];
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The document with its references as they stand. */
export const openApi = parse(readFileSync(DOCUMENT, 'utf8')) as OpenApi;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openApi, 'openapi.yaml');
const compiled = new Map<string, ValidateFunction>();

/** What `$ref` names, as long as a value is a reference. */
export function resolve<Value>(value: Value): Value {
  const reference = (value as { $ref?: string }).$ref;
  if (reference === undefined) return value;
  const parts = reference.slice('#/'.length).split('/');
  const found = parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], openApi);
  return resolve(found as Value);
}

/** The errors of `value` under a schema at `pointer` in the document; empty where it fits. */
export function errorsAt(pointer: string, value: unknown): string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi.yaml#${pointer}` });
  compiled.set(pointer, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

export const schemaErrors = (name: string, value: unknown): string[] => errorsAt(`/components/schemas/${name}`, value);

/** A call of the document. */
export interface DocumentedCall {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'delete'];
export const documentedCalls: readonly DocumentedCall[] = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

export function findCall(operationId: string): DocumentedCall {
  return documentedCalls.find(({ operation }) => operation.operationId === operationId) ?? assert.fail(operationId);
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** Calls of the document and statuses that answers had so far, as `decide 200`. */
export const seen = new Set<string>();

/** What of an answer the document does not say; empty where it is as documented. */
export function violations(operationId: string, answer: Response, text: string): string[] {
  const { path, method, operation } = findCall(operationId);
  const status = String(answer.status);
  const reference = operation.responses[status];
  if (reference === undefined) return [`${operationId} answers the undocumented status ${status}: ${text}`];
  seen.add(`${operationId} ${status}`);
  const documented = resolve(reference);
  const found: string[] = [];
  for (const [name, header] of Object.entries(documented.headers ?? {})) {
    const value = answer.headers.get(name);
    if (value === null && header.required) found.push(`the header ${name} is missing`);
    if (value !== null) found.push(...(ajv.validate(header.schema, value) ? [] : [`${name}: ${value}`]));
  }
  const type = answer.headers.get('Content-Type')?.split(';')[0] ?? '';
  const media = documented.content?.[type];
  if (media === undefined) return [...found, `the undocumented type ${type}`];
  if (!type.endsWith('json')) return found;
  const body = JSON.parse(text) as { status?: number };
  const at =
    (reference as { $ref?: string }).$ref?.slice(1) ??
    `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
  found.push(...errorsAt(`${at}/content/${escaped(type)}/schema`, body));
  if (type === 'application/problem+json' && body.status !== answer.status)
    found.push(`the problem's status ${body.status}`);
  return found;
}

/** The call that a request is, by its method and path. */
export function callOf(method: string, path: string): DocumentedCall | undefined {
  const fits = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return documentedCalls.filter((call) => call.method === method && fits(call.path)).sort(byLength)[0];
}
/** `/v1/decisions/batch` before `/v1/decisions/{id}`. */
const byLength = (one: DocumentedCall, other: DocumentedCall) =>
  Number(one.path.includes('{')) - Number(other.path.includes('{'));

/** `fetch` for a client: fails where an answer of the service is not as documented. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const answer = await fetch(input, init);
  const { operation } = callOf(request.method, new URL(request.url).pathname) ?? assert.fail(request.url);
  await expectDocumented(operation.operationId, answer.clone());
  return answer;
};

/** Fails where the answer is not as documented; returns its body. */
export async function expectDocumented(operationId: string, answer: Response): Promise<string> {
  const text = await answer.text();
  assert.deepEqual(violations(operationId, answer, text), [], `${operationId} ${answer.status} ${text}`);
  assert.equal(answer.headers.get('Cache-Control'), 'no-store');
  return text;
}
