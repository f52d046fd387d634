// The tables of docs/programme.md, made from the schemas of a programme's files.

import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/base/paths.mjs';

export interface Schema {
  $comment?: string;
  description?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

export const FILES = ['questionnaire', 'policy', 'training'] as const;
export type File = (typeof FILES)[number];

export const schemaOf = (file: File): Schema =>
  JSON.parse(readFileSync(inRoot('model', 'schemas', `${file}.schema.json`), 'utf8')) as Schema;

const code = (value: unknown): string => `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;

/** A number as people read it: 16,777,216. */
const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 });

function entries(schema: Schema): string {
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && maxItems !== undefined) return `list of ${minItems} to ${maxItems}`;
  if (maxItems !== undefined) return `list of at most ${maxItems}`;
  return minItems === undefined ? 'list' : `list of ${minItems} or more`;
}

/** Which values a schema allows, in words. */
function allowed(schema: Schema): string {
  if (schema.$ref?.endsWith('/name')) return 'name';
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(' or ');
  if (schema.type === 'boolean') return '`true` or `false`';
  if (schema.type === 'integer' || schema.type === 'number') {
    const kind = schema.type === 'integer' ? 'whole number' : 'number';
    return `${kind}, ${plain(schema.minimum!)} to ${plain(schema.maximum!)}`;
  }
  if (schema.type === 'array') return entries(schema);
  return schema.type === 'string' ? 'text' : 'object';
}

/** What counts if the key is left out. */
function withoutIt(schema: Schema, isRequired: boolean): string {
  if (isRequired) return 'an error';
  // A default that is a rule.
  if (schema.$comment !== undefined) return schema.$comment;
  return schema.default === undefined ? 'nothing' : code(schema.default);
}

const resolved = (root: Schema, schema: Schema): Schema => {
  const name = /^#\/\$defs\/(\w+)$/.exec(schema.$ref ?? '')?.[1];
  return name === undefined || name === 'name' ? schema : { ...root.$defs![name]!, ...schema };
};

/** Every object of a schema that has keys of its own, by a name for it. */
export function objectsOf(root: Schema): [string, Schema][] {
  const objects: [string, Schema][] = [['/', root]];
  for (const [key, schema] of Object.entries(root.properties ?? {})) {
    if (schema.additionalProperties === false) objects.push([key, schema]);
  }
  for (const [name, schema] of Object.entries(root.$defs ?? {})) {
    if (schema.additionalProperties === false) objects.push([name, schema]);
  }
  return objects;
}

export function tableOf(root: Schema, object: Schema): string {
  const rows = Object.entries(object.properties ?? {}).map(([key, property]) => {
    const schema = resolved(root, property);
    const left = withoutIt(schema, object.required?.includes(key) ?? false);
    return `| \`${key}\` | ${allowed(schema)} | ${left} | ${schema.description} |`;
  });
  return ['| key | value | without it | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
